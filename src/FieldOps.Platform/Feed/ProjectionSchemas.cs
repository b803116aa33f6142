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

    private const string TryLock = "select pg_try_advisory_lock(20013)";
    private const string Unlock = "select pg_advisory_unlock(20013)";
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(200);

    private const string LockCursors = "select partition from log.cursor where consumer = $1 for update";

    private const string SetCursors = """
        insert into log.cursor(consumer, partition, position, epoch)
        select $1, p, $3, s.epoch from generate_series(0, $2 - 1) p, log.state s
        on conflict (consumer, partition) do update set position = excluded.position, epoch = excluded.epoch
        """;

    /// <summary>
    /// Makes every projection's schema serve today's code; rebuilds those of another revision. Of several processes
    /// that start at once one rebuilds, the others wait for it.
    /// </summary>
    public async Task EnsureAsync(IEnumerable<Projection> projections, CancellationToken cancellationToken)
    {
        Projection[] all = [.. projections];
        while ((await StaleAsync(all, cancellationToken)).Count > 0
            && !await TryRebuildAsync(all, cancellationToken))
        {
            await Task.Delay(s_lookAgain, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Rebuilds a projection from the log's beginning; the live one goes on meanwhile.</summary>
    /// <param name="projection">The projection; a fresh instance of it does the work.</param>
    /// <param name="progress">Told the position reached and the log's end.</param>
    /// <param name="cancellationToken">Ends the work; the live tables are untouched.</param>
    /// <returns>Events folded.</returns>
    public async Task<long> RebuildAsync(
        Projection projection, IProgress<(long Position, long End)>? progress, CancellationToken cancellationToken) =>
        (await RebuildAsync([projection], progress, cancellationToken))[projection.Name];

    /// <summary>
    /// Rebuilds several projections from one reading of the log: each event is read and decoded once for all of them.
    /// </summary>
    /// <param name="projections">The projections.</param>
    /// <param name="progress">Told the position reached and the log's end.</param>
    /// <param name="cancellationToken">Ends the work; the live tables are untouched.</param>
    /// <returns>Events folded, by name.</returns>
    public async Task<IReadOnlyDictionary<string, long>> RebuildAsync(
        IReadOnlyCollection<Projection> projections,
        IProgress<(long Position, long End)>? progress,
        CancellationToken cancellationToken)
    {
        var rebuilds = new List<Rebuilding>();
        try
        {
            foreach (var projection in projections)
            {
                rebuilds.Add(new(projection, await database.OpenConnectionAsync(cancellationToken)));
                await RunAsync(rebuilds[^1].Connection, $"""
                    set statement_timeout = 0; set lock_timeout = 0;
                    drop schema if exists "{rebuilds[^1].Schema}" cascade; create schema "{rebuilds[^1].Schema}";
                    begin; set local search_path = "{rebuilds[^1].Schema}", public; {rebuilds[^1].Fresh.Ddl}; commit
                    """, cancellationToken);
            }

            var position = await ReplayAsync(rebuilds, progress, cancellationToken);
            foreach (var rebuild in rebuilds)
            {
                await TakeOverAsync(rebuild, position, cancellationToken);
            }
        }
        finally
        {
            foreach (var rebuild in rebuilds)
            {
                await rebuild.Connection.DisposeAsync();
            }
        }

        return rebuilds.ToDictionary(r => r.Live.Name, r => r.Folded, StringComparer.Ordinal);
    }

    private async Task<long> ReplayAsync(
        List<Rebuilding> rebuilds, IProgress<(long Position, long End)>? progress, CancellationToken cancellationToken)
    {
        var names = codec.StoredNamesOf(rebuilds.SelectMany(r => r.Fresh.EventNames).Distinct());
        var end = await reader.EndAsync(cancellationToken);
        var reading = reader.ReadAsync(0, LogReader.PageMax, names, cancellationToken, end);
        while (true)
        {
            var page = await reading;
            if (page.Count == 0)
            {
                return end;
            }

            // The next page is read and decoded while this one is folded and written.
            reading = reader.ReadAsync(page[^1].Position, LogReader.PageMax, names, cancellationToken, end);
            await Task.WhenAll(rebuilds.Select(r => Task.Run(() => r.TakeAsync(page, cancellationToken))));
            progress?.Report((page[^1].Position, end));
        }
    }

    // The live pump is held at its cursor rows while the last events are folded and the names change hands.
    private async Task TakeOverAsync(Rebuilding rebuild, long position, CancellationToken cancellationToken)
    {
        var (live, connection) = (rebuild.Live, rebuild.Connection);
        await RunAsync(connection, $"""
            begin; set local search_path = "{rebuild.Schema}", public; {rebuild.Fresh.Indexes}; commit
            """, cancellationToken);
        await RunAsync(connection, "begin", cancellationToken);
        await RunAsync(connection, LockCursors, cancellationToken, live.Name);
        var end = await reader.EndAsync(cancellationToken);
        await RunAsync(connection, $"""set local search_path = "{rebuild.Schema}", public""", cancellationToken);
        var names = codec.StoredNamesOf(live.EventNames);
        while (true)
        {
            var page = await reader.ReadAsync(position, LogReader.PageMax, names, cancellationToken, end);
            if (page.Count == 0)
            {
                break;
            }

            await rebuild.FoldAsync(page, cancellationToken);
            position = page[^1].Position;
        }

        await SwapAsync(live, connection, rebuild.Schema, end, cancellationToken);
        await RunAsync(connection, "commit", cancellationToken);
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

    // False while another process is at it. The lock is the session's: a process that dies leaves nothing locked.
    private async Task<bool> TryRebuildAsync(Projection[] projections, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var take = new NpgsqlCommand(TryLock, connection);
        if (!(bool)(await take.ExecuteScalarAsync(cancellationToken))!)
        {
            return false;
        }

        try
        {
            if (await StaleAsync(projections, cancellationToken) is { Count: > 0 } stale)
            {
                await RebuildAsync(stale, progress: null, cancellationToken);
            }

            return true;
        }
        finally
        {
            await RunAsync(connection, Unlock, CancellationToken.None);
        }
    }

    private async Task<List<Projection>> StaleAsync(Projection[] projections, CancellationToken cancellationToken)
    {
        var stale = new List<Projection>();
        foreach (var projection in projections)
        {
            // A newer one belongs to code that is being rolled out: this code folds nothing into it.
            if (await RevisionAsync(projection.Name, cancellationToken) is not { } made || made < projection.Revision)
            {
                stale.Add(projection);
            }
        }

        return stale;
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

    private sealed class Rebuilding(Projection live, NpgsqlConnection connection)
    {
        public Projection Live { get; } = live;

        public Projection Fresh { get; } = live.Fresh();

        public string Schema { get; } = live.Name + "__next";

        public NpgsqlConnection Connection { get; } = connection;

        public long Folded { get; private set; }

        public async Task TakeAsync(List<RecordedEvent> page, CancellationToken cancellationToken)
        {
            var mine = page.FindAll(e => Fresh.EventNames.Contains(e.Name));
            if (mine.Count == 0)
            {
                return;
            }

            await RunAsync(Connection, ProjectionPump.Opening(Schema), cancellationToken);
            await FoldAsync(mine, cancellationToken);
            await RunAsync(Connection, "commit", cancellationToken);
        }

        public async Task FoldAsync(List<RecordedEvent> events, CancellationToken cancellationToken)
        {
            await Fresh.ApplyAsync(events, Connection, cancellationToken);
            Folded += events.Count;
        }
    }
}
