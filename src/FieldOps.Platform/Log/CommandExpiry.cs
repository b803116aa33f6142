using FieldOps.Platform.Clock;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace FieldOps.Platform.Log;

/// <summary>
/// Forgets accepted answers that are older than <see cref="KeptDays"/>: a command id that comes again afterwards is
/// decided anew. Goes through the log by a cursor of its own, which finds the rows without an index of their age.
/// Several processes may do so at once; one of them works.
/// </summary>
internal sealed partial class CommandExpiry(
    NpgsqlDataSource database, IAppClock clock, ILogger<CommandExpiry> logger) : BackgroundService
{
    /// <summary>Days that an accepted answer is remembered: a field phone may have been off for weeks.</summary>
    public const int KeptDays = 90;

    /// <summary>Name of its cursor.</summary>
    public const string Consumer = "command-expiry";

    /// <summary>Events looked at in one statement: a few milliseconds of the server's time.</summary>
    public const int EventsMax = 5_000;

    // A backlog of years is worked off over some rounds instead of competing with people's commands for one long one.
    private const int StatementsPerRoundMax = 200;

    private static readonly TimeSpan s_roundEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_restBetween = TimeSpan.FromMilliseconds(50);

    private const string Begin = """
        insert into log.cursor(consumer, partition, position, epoch)
        select $1, 0, 0, epoch from log.state
        on conflict do nothing
        """;

    // The first event that is young enough ends the stretch, whatever the clocks of the writers said after it.
    private const string Forget = """
        with own as (
            select position from log.cursor where consumer = $1 and partition = 0 for update skip locked),
        seen as (
            select e.position, e.entity, e.command, e.recorded_at from own cross join lateral (
                select * from log.event e where e.position > own.position order by e.position limit $3) e),
        old as (
            select * from seen
            where position < coalesce((select min(position) from seen where recorded_at >= $2), 9223372036854775807)),
        gone as (
            delete from log.command c using old
            where c.entity = old.entity and c.command = old.command
            returning 1),
        moved as (
            update log.cursor set position = (select max(position) from old)
            where consumer = $1 and partition = 0 and exists (select from old)
            returning 1)
        select (select count(*) from old), (select count(*) from gone), (select count(*) from moved)
        """;

    /// <summary>One statement's worth; returns how many events were passed and how many answers forgotten.</summary>
    public async Task<(long Passed, long Forgotten)> ForgetAsync(int eventsMax, CancellationToken cancellationToken)
    {
        await using (var begin = database.CreateCommand(Begin))
        {
            begin.Parameters.Add(new() { Value = Consumer });
            await begin.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var forget = database.CreateCommand(Forget);
        forget.Parameters.Add(new() { Value = Consumer });
        forget.Parameters.Add(new() { Value = clock.Now.AddDays(-KeptDays) });
        forget.Parameters.Add(new() { Value = eventsMax });
        await using var row = await forget.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return (row.GetInt64(0), row.GetInt64(1));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            // Waits first: what is due can wait, and a start has other things to do.
            await Task.WhenAny(Task.Delay(s_roundEvery, TimeProvider.System, stoppingToken));
            try
            {
                await RoundAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Later(logger, failure);
            }
        }
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        var forgotten = 0L;
        for (var statement = 0; statement < StatementsPerRoundMax; statement++)
        {
            var (passed, gone) = await ForgetAsync(EventsMax, cancellationToken);
            forgotten += gone;
            if (passed < EventsMax)
            {
                break;
            }

            await Task.Delay(s_restBetween, TimeProvider.System, cancellationToken);
        }

        if (forgotten > 0)
        {
            Forgot(logger, forgotten, KeptDays);
        }
    }
}
