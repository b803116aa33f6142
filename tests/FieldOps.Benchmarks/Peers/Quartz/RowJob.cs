using Npgsql;
using Quartz;

namespace FieldOps.Benchmarks.Peers.Quartz;

/// <summary>What a trigger of the peer does: one row, committed.</summary>
internal sealed class RowJob : IJob
{
    private static NpgsqlDataSource? s_database;
    private static int s_fired;

    public static int Fired => Volatile.Read(ref s_fired);

    public static async Task OpenAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        s_database = database;
        s_fired = 0;
        await using var command = database.CreateCommand(
            "create table fired(trigger text primary key, due_at timestamptz not null, fired_at timestamptz not null)");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var command = s_database!.CreateCommand("insert into fired values ($1, $2, $3)");
        command.Parameters.Add(new() { Value = context.Trigger.Key.Name });
        command.Parameters.Add(new() { Value = context.ScheduledFireTimeUtc!.Value });
        command.Parameters.Add(new() { Value = context.FireTimeUtc });
        await command.ExecuteNonQueryAsync(cancellationToken);
        Interlocked.Increment(ref s_fired);
    }
}
