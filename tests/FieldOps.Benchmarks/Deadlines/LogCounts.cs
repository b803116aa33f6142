using Npgsql;

namespace FieldOps.Benchmarks.Deadlines;

/// <summary>What the database says of itself.</summary>
/// <param name="Commits">Transactions committed, those that only read among them.</param>
/// <param name="Tickets">Events that a firing ends as.</param>
internal sealed record LogCounts(long Commits, long Tickets)
{
    private const string Sql = """
        select pg_stat_get_db_xact_commit(d.oid), (select count(*) from log.event where name like $1)
        from pg_database d where d.datname = current_database()
        """;

    // Connections tell the statistics what they did at most once a second.
    private static readonly TimeSpan s_told = TimeSpan.FromSeconds(2);

    public static async Task<LogCounts> TakeAsync(string address, CancellationToken cancellationToken)
    {
        await Task.Delay(s_told, TimeProvider.System, cancellationToken);
        await using var database = NpgsqlDataSource.Create(address);
        await using var command = database.CreateCommand(Sql);
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = ArmedStations.Fired + "%" });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new(row.GetInt64(0), row.GetInt64(1));
    }
}
