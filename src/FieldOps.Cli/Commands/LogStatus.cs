using Npgsql;

namespace FieldOps.Cli.Commands;

/// <summary>How far one consumer of the log has come.</summary>
internal sealed record ConsumerStatus(string Name, long Position, long Lag);

/// <summary>What the database says of the log; read past the host, so that it works while the host is busy.</summary>
internal sealed record LogStatus(
    long Position, int Epoch, long StuckOpen, DateTimeOffset? NextDeadline, IReadOnlyList<ConsumerStatus> Consumers)
{
    private const string Log = """
        select s.position, s.epoch, (select count(*) from log.stuck where status = 'open'),
               (select min(due_at) from log.deadline)
        from log.state s
        """;

    private const string Cursors = """
        select consumer, min(position) from log.cursor group by consumer order by consumer
        """;

    public static async Task<LogStatus> ReadAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var status = await LogAsync(connection, cancellationToken);
        await using var command = new NpgsqlCommand(Cursors, connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var consumers = new List<ConsumerStatus>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var position = rows.GetInt64(1);
            consumers.Add(new(rows.GetString(0), position, Math.Max(0, status.Position - position)));
        }

        return status with { Consumers = consumers };
    }

    private static async Task<LogStatus> LogAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Log, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new(
            row.GetInt64(0),
            row.GetInt32(1),
            row.GetInt64(2),
            row.IsDBNull(3) ? null : row.GetFieldValue<DateTimeOffset>(3),
            []);
    }
}
