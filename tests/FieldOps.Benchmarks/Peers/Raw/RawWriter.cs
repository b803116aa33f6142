using System.Diagnostics;
using FieldOps.Platform.Log;
using FieldOps.Platform.Migrations;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Benchmarks.Peers.Raw;

/// <summary>
/// The peer <c>raw</c>, the limit: the same event bytes into the same table with the same indexes, without any guard,
/// command id, deadline or notification. By Npgsql batches of one insert a row; and, as the peer <c>raw-arrays</c>, by
/// one insert a batch whose parameters are arrays.
/// </summary>
internal sealed class RawWriter : IAsyncDisposable
{
    /// <summary>Rows of one statement: larger ones bring no more.</summary>
    private const int BatchRows = 1_000;

    /// <summary>Writers side by side: more bring no more on two cores.</summary>
    private const int WritersMax = 2;

    private const string Insert = """
        insert into log.event(position, entity, version, tenant, type, id, name, body, actor, command, recorded_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    private const string InsertArrays = """
        insert into log.event(position, entity, version, tenant, type, id, name, body, actor, command, recorded_at)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    private const string Sample = """
        select entity, version, tenant, type, id, name, body, actor, command, recorded_at
        from log.event order by position desc limit $1
        """;

    private readonly NpgsqlDataSource _database;
    private long _position;

    private RawWriter(NpgsqlDataSource database) => _database = database;

    /// <summary>A writer into a database of its own.</summary>
    public static async Task<RawWriter> OpenAsync(string address, CancellationToken cancellationToken)
    {
        var database = NpgsqlDataSource.Create(address);
        await new Migrator(database, LogSchema.Migrations).MigrateAsync(cancellationToken);
        return new(database);
    }

    /// <summary>The newest events of a log, to be written again.</summary>
    public static async Task<RawRow[]> SampleAsync(string address, int rows, CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(address);
        await using var command = database.CreateCommand(Sample);
        command.Parameters.Add(new() { Value = rows });
        var sample = new List<RawRow>(rows);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            sample.Add(new(
                reader.GetInt64(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3), reader.GetGuid(4),
                reader.GetString(5), reader.GetString(6), reader.GetString(7), reader.GetGuid(8),
                reader.GetFieldValue<DateTimeOffset>(9)));
        }

        return [.. sample];
    }

    /// <summary>Writes the sample over and over for a time; returns rows and seconds.</summary>
    public async Task<(long Rows, double Seconds)> RunAsync(
        RawRow[] sample, bool arrays, TimeSpan time, CancellationToken cancellationToken)
    {
        var batches = sample.Chunk(BatchRows).Where(c => c.Length == BatchRows).DefaultIfEmpty(sample).ToArray();
        var began = Stopwatch.GetTimestamp();
        var rows = await Task.WhenAll(Enumerable.Range(0, WritersMax).Select(
            w => Task.Run(() => LoopAsync(batches, arrays, w, began, time, cancellationToken), cancellationToken)));
        return (rows.Sum(), Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task<long> LoopAsync(
        RawRow[][] batches, bool arrays, int writer, long began, TimeSpan time, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        var written = 0L;
        for (var n = writer; Stopwatch.GetElapsedTime(began) < time; n++)
        {
            var batch = batches[n % batches.Length];
            await (arrays ? WriteArraysAsync(connection, batch, cancellationToken)
                : WriteAsync(connection, batch, cancellationToken));
            written += batch.Length;
        }

        return written;
    }

    private async Task WriteAsync(NpgsqlConnection connection, RawRow[] rows, CancellationToken cancellationToken)
    {
        var position = Interlocked.Add(ref _position, rows.Length) - rows.Length;
        await using var batch = new NpgsqlBatch(connection);
        foreach (var row in rows)
        {
            position++;
            var command = new NpgsqlBatchCommand(Insert);
            Add(command, position);
            Add(command, row.Entity);
            Add(command, row.Version);
            Add(command, row.Tenant);
            Add(command, row.Type);
            Add(command, row.Id);
            Add(command, row.Name);
            Add(command, row.Body);
            Add(command, row.Actor);
            Add(command, row.Command);
            Add(command, row.RecordedAt);
            batch.BatchCommands.Add(command);
        }

        await batch.PrepareAsync(cancellationToken);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task WriteArraysAsync(
        NpgsqlConnection connection, RawRow[] batch, CancellationToken cancellationToken)
    {
        var end = Interlocked.Add(ref _position, batch.Length);
        await using var command = new NpgsqlCommand(InsertArrays, connection);
        var first = end - batch.Length + 1;
        Add(command, NpgsqlDbType.Bigint, Enumerable.Range(0, batch.Length).Select(i => first + i).ToArray());
        Add(command, NpgsqlDbType.Bigint, Array.ConvertAll(batch, r => r.Entity));
        Add(command, NpgsqlDbType.Integer, Array.ConvertAll(batch, r => r.Version));
        Add(command, NpgsqlDbType.Text, Array.ConvertAll(batch, r => r.Tenant));
        Add(command, NpgsqlDbType.Text, Array.ConvertAll(batch, r => r.Type));
        Add(command, NpgsqlDbType.Uuid, Array.ConvertAll(batch, r => r.Id));
        Add(command, NpgsqlDbType.Text, Array.ConvertAll(batch, r => r.Name));
        Add(command, NpgsqlDbType.Text, Array.ConvertAll(batch, r => r.Body));
        Add(command, NpgsqlDbType.Text, Array.ConvertAll(batch, r => r.Actor));
        Add(command, NpgsqlDbType.Uuid, Array.ConvertAll(batch, r => r.Command));
        Add(command, NpgsqlDbType.TimestampTz, Array.ConvertAll(batch, r => r.RecordedAt));
        await command.PrepareAsync(cancellationToken);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Add<T>(NpgsqlBatchCommand command, T value) =>
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });

    private static void Add<T>(NpgsqlCommand command, NpgsqlDbType type, T[] values) =>
        command.Parameters.Add(new NpgsqlParameter<T[]>
        {
            TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type,
        });
}
