using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;
using FieldOps.Platform.Serialization;
using FieldOps.Platform.Telemetry;
using Npgsql;

namespace FieldOps.Platform.Feed;

/// <summary>What a reactor wanted and its target refused.</summary>
internal sealed record StuckReaction(Reaction Reaction, Refusal Refusal);

/// <summary>One stuck item as people see it.</summary>
/// <param name="Id">To name it in a retry or dismissal.</param>
/// <param name="Reactor">Which reactor.</param>
/// <param name="Position">The event that it reacted to.</param>
/// <param name="TargetType">Type of the entity that refused.</param>
/// <param name="TargetId">Its id.</param>
/// <param name="Code">The refusal.</param>
/// <param name="Facts">The refusal's facts, JSON.</param>
/// <param name="Since">Application clock, UTC.</param>
public sealed record StuckItem(
    long Id, string Reactor, long Position, string TargetType, Guid TargetId, string Code, string Facts,
    DateTimeOffset Since);

/// <summary>Effects that could not be had: kept until somebody retries or dismisses them.</summary>
public sealed class StuckItems(
    NpgsqlDataSource database, LogReader reader, IEnumerable<Reactor> reactors, IEntities entities, IAppClock clock)
{
    /// <summary>The code of an event that the reactor's own code cannot handle.</summary>
    public const string ReactorFailedCode = "reactor.failed";

    // Only beside the very event: at its position another log may have another, which nobody has failed at.
    private const string Insert = """
        insert into log.stuck(reactor, position, ordinal, tenant, target_type, target_id, code, facts, since)
        select $1, $2, $3, $4, $5, $6, $7, $8, $9
        where exists (select from log.event where position = $2 and command = $10)
        on conflict (reactor, position, target_type, target_id, ordinal) do update
        set code = excluded.code, facts = excluded.facts
        """;

    private const string Open = """
        select id, reactor, position, target_type, target_id, code, facts, since
        from log.stuck where status = 'open' and tenant = $1 and id > $2 order by id limit $3
        """;

    private const string OpenOf = """
        select count(*) from log.stuck
        where status = 'open' and tenant = $1 and reactor = any($2) and position <= $3
        """;

    private const string One = """
        select reactor, position, target_type, target_id, ordinal from log.stuck
        where id = $1 and tenant = $2 and status = 'open'
        """;

    private const string OfEvent = """
        select status from log.stuck where reactor = $1 and position = $2 and ordinal = -1
        """;

    private const string Decide = """
        update log.stuck set status = $3, decided_by = $4 where id = $1 and tenant = $2 and status = 'open'
        """;

    /// <summary>The open items of a tenant after an id, oldest first.</summary>
    public async Task<IReadOnlyList<StuckItem>> OpenAsync(
        string tenant, long afterId, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Open);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = afterId });
        command.Parameters.Add(new() { Value = limit });
        var items = new List<StuckItem>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            items.Add(new(
                rows.GetInt64(0), rows.GetString(1), rows.GetInt64(2), rows.GetString(3), rows.GetGuid(4),
                rows.GetString(5), rows.GetString(6), rows.GetFieldValue<DateTimeOffset>(7)));
        }

        return items;
    }

    /// <summary>How many items of some reactors are open for events up to a log position.</summary>
    public async Task<long> OpenOfAsync(
        string tenant, string[] names, long position, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(OpenOf);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = names });
        command.Parameters.Add(new() { Value = position });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Sends the commands of an open item again; null when there is no such open item.</summary>
    public async Task<Answer?> RetryAsync(string tenant, long id, Actor by, CancellationToken cancellationToken)
    {
        if (await FindAsync(tenant, id, cancellationToken) is not { } item)
        {
            return null;
        }

        var reactor = reactors.Single(r => r.Name == item.Reactor);
        var happened = (await reader.ReadAsync(item.Position - 1, 1, names: null, cancellationToken))[0].Readable();
        Answer answer = new Answer.Accepted(item, 0, 0);
        foreach (var reaction in await ReactionsAsync(reactor, happened, item, cancellationToken))
        {
            // What its source has told otherwise since is not sent again; and what needed nobody's attention when the
            // target refused it needs none now.
            if (await reactor.IsOvertakenAsync(happened, reaction, entities, cancellationToken))
            {
                continue;
            }

            var given = await entities.AskAsync(
                reaction.Target, reaction.Command, ReactorRun.ContextOf(reactor.Name, happened, reaction),
                cancellationToken);
            if (given is not Answer.Accepted && !reaction.IsHarmless(given))
            {
                return given;
            }

            answer = given is Answer.Accepted ? given : answer;
        }

        await DecideAsync(tenant, id, "retried", by, cancellationToken);
        return answer;
    }

    private static async Task<Reaction[]> ReactionsAsync(
        Reactor reactor, RecordedEvent happened, Found item, CancellationToken cancellationToken)
    {
        await reactor.Making.WaitAsync(cancellationToken);
        try
        {
            await reactor.PrepareAsync([happened], cancellationToken);
            return [.. reactor.React(happened).Where(item.Covers)];
        }
        finally
        {
            reactor.Making.Release();
        }
    }

    /// <summary>Closes an open item without its effect; false when there is no such open item.</summary>
    public Task<bool> DismissAsync(string tenant, long id, Actor by, CancellationToken cancellationToken) =>
        DecideAsync(tenant, id, "dismissed", by, cancellationToken);

    /// <summary>True once people have retried or dismissed an event that the reactor could not handle.</summary>
    internal async Task<bool> IsDecidedAsync(string reactor, long position, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(OfEvent);
        command.Parameters.Add(new() { Value = reactor });
        command.Parameters.Add(new() { Value = position });
        return await command.ExecuteScalarAsync(cancellationToken) is string status && status != "open";
    }

    internal static StuckReaction WholeEvent(RecordedEvent happened) => new(
        new Reaction(happened.Key, new DeadlineReached(ReactorFailedCode, happened.RecordedAt), Ordinal: -1),
        Refusal.Of(ReactorFailedCode, ("event", happened.Name)));

    internal async Task AddAsync(
        string reactor, RecordedEvent happened, StuckReaction item, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Insert);
        command.Parameters.Add(new() { Value = reactor });
        command.Parameters.Add(new() { Value = happened.Position });
        command.Parameters.Add(new() { Value = item.Reaction.Ordinal });
        command.Parameters.Add(new() { Value = happened.Key.Tenant });
        command.Parameters.Add(new() { Value = item.Reaction.Target.Type });
        command.Parameters.Add(new() { Value = item.Reaction.Target.Id });
        command.Parameters.Add(new() { Value = item.Refusal.Code });
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(item.Refusal.Facts, PlatformJson.Options) });
        command.Parameters.Add(new() { Value = clock.Now });
        command.Parameters.Add(new() { Value = happened.CommandId });
        await command.ExecuteNonQueryAsync(cancellationToken);
        PlatformMetrics.Stuck(reactor);
    }

    private async Task<Found?> FindAsync(string tenant, long id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(One);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = tenant });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken)
            ? new(rows.GetString(0), rows.GetInt64(1), rows.GetString(2), rows.GetGuid(3), rows.GetInt32(4))
            : null;
    }

    private async Task<bool> DecideAsync(
        string tenant, long id, string status, Actor by, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Decide);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = status });
        command.Parameters.Add(new() { Value = ActorText.Write(by) });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private sealed record Found(string Reactor, long Position, string TargetType, Guid TargetId, int Ordinal)
    {
        // Ordinal -1 stands for the whole event.
        public bool Covers(Reaction reaction) =>
            Ordinal < 0 || (reaction.Target.Type == TargetType && reaction.Target.Id == TargetId &&
                reaction.Ordinal == Ordinal);
    }
}
