using FieldOps.Platform.Log;
using Npgsql;

namespace FieldOps.Platform.Feed;

/// <summary>
/// Creates the schemas of projections, and rebuilds one beside its live tables: the log is replayed into a second
/// schema, which then takes the name of the first in one transaction. Readers see the old rows until the new are
/// complete.
/// </summary>
public sealed class ProjectionSchemas(NpgsqlDataSource database, LogReader reader, EventCodec codec)
{
    private const string FindRevision = "select revision from log.projection where name = $1";

    private const string SetRevision = """
        insert into log.projection(name, revision) values ($1, $2)
        on conflict (name) do update set revision = excluded.revision
        """;

    private const string LockCursors = "select partition from log.cursor where consumer = $1 for update";

    private const string SetCursors = """
        insert into log.cursor(consumer, partition, position, epoch)
        select $1, p, $3, s.epoch from generate_series(0, $2 - 1) p, log.state s
        on conflict (consumer, partition) do update set position = excluded.position, epoch = excluded.epoch
        """;

    /// <summary>Makes every projection's schema serve today's code; rebuilds those of another revision.</summary>
    public async Task EnsureAsync(IEnumerable<Projection> projections, CancellationToken cancellationToken)
    {
        foreach (var projection in projections)
        {
            if (await RevisionAsync(projection.Name, cancellationToken) != projection.Revision)
            {
                await RebuildAsync(projection, progress: null, cancellationToken);
            }
        }
    }

    /// <summary>Rebuilds a projection from the log's beginning; the live one goes on meanwhile.</summary>
    /// <param name="projection">The projection; a fresh instance of it does the work.</param>
    /// <param name="progress">Told the position reached and the log's end.</param>
    /// <param name="cancellationToken">Ends the work; the live tables are untouched.</param>
    /// <returns>Events folded.</returns>
    public async Task<long> RebuildAsync(
        Projection projection, IProgress<(long Position, long End)>? progress, CancellationToken cancellationToken)
    {
        var next = projection.Name + "__next";
        var fresh = projection.Fresh();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await RunAsync(connection, $"""
            drop schema if exists "{next}" cascade; create schema "{next}";
            begin; set local search_path = "{next}", public; {fresh.Ddl}; commit
            """, cancellationToken);
        var (position, folded) =
            await ReplayAsync(fresh, connection, next, 0, long.MaxValue, progress, cancellationToken);

        // The live pump is held at its cursor rows while the last events are folded and the names change hands.
        await RunAsync(connection, "begin", cancellationToken);
        await RunAsync(connection, LockCursors, cancellationToken, projection.Name);
        var end = await reader.EndAsync(cancellationToken);
        await RunAsync(connection, $"""set local search_path = "{next}", public""", cancellationToken);
        folded += await FoldAsync(fresh, connection, position, end, cancellationToken);
        await SwapAsync(projection, connection, next, end, cancellationToken);
        await RunAsync(connection, "commit", cancellationToken);
        progress?.Report((end, end));
        return folded;
    }

    private async Task<(long Position, long Folded)> ReplayAsync(
        Projection fresh,
        NpgsqlConnection connection,
        string schema,
        long after,
        long upTo,
        IProgress<(long Position, long End)>? progress,
        CancellationToken cancellationToken)
    {
        var names = codec.StoredNamesOf(fresh.EventNames);
        var folded = 0L;
        var end = await reader.EndAsync(cancellationToken);
        upTo = Math.Min(upTo, end);
        var reading = reader.ReadAsync(after, LogReader.PageMax, names, cancellationToken, upTo);
        while (true)
        {
            var page = await reading;
            if (page.Count == 0)
            {
                return (upTo, folded);
            }

            // The next page is read and decoded while this one is folded and written.
            reading = reader.ReadAsync(page[^1].Position, LogReader.PageMax, names, cancellationToken, upTo);
            await RunAsync(connection, ProjectionPump.Opening(schema), cancellationToken);
            await fresh.ApplyAsync(page, connection, cancellationToken);
            await RunAsync(connection, "commit", cancellationToken);
            folded += page.Count;
            progress?.Report((page[^1].Position, end));
        }
    }

    private async Task<long> FoldAsync(
        Projection fresh, NpgsqlConnection connection, long after, long upTo, CancellationToken cancellationToken)
    {
        var names = codec.StoredNamesOf(fresh.EventNames);
        var folded = 0L;
        while (true)
        {
            var page = await reader.ReadAsync(after, LogReader.PageMax, names, cancellationToken, upTo);
            if (page.Count == 0)
            {
                return folded;
            }

            await fresh.ApplyAsync(page, connection, cancellationToken);
            after = page[^1].Position;
            folded += page.Count;
        }
    }

    private static async Task SwapAsync(
        Projection projection, NpgsqlConnection connection, string next, long position,
            CancellationToken cancellationToken)
    {
        await RunAsync(connection, $"""
            drop schema if exists "{projection.Name}" cascade;
            alter schema "{next}" rename to "{projection.Name}"
            """, cancellationToken);
        await RunAsync(connection, SetCursors, cancellationToken, projection.Name, Partitions.Count, position);
        await RunAsync(connection, SetRevision, cancellationToken, projection.Name, projection.Revision);
    }

    private async Task<int?> RevisionAsync(string name, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(FindRevision);
        command.Parameters.Add(new() { Value = name });
        return (int?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private static async Task RunAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
