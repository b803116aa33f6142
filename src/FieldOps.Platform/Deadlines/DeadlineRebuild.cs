using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Platform.Deadlines;

/// <summary>
/// Recomputes the deadline rows of every entity from the log. Works beside a live host: entities are folded without any
/// lock, and only where rows differ is the log held for one small transaction, which looks at the version again.
/// A deadline that is past comes back when the state still wants it; waking an entity twice changes nothing.
/// </summary>
public sealed class DeadlineRebuild(NpgsqlDataSource database, EntityCatalog catalog, EventCodec codec)
{
    /// <summary>Rounds for entities that a live host changes while they are being folded.</summary>
    private const int RoundsMax = 20;

    private const string Rows = "select entity, kind, due_at from log.deadline where entity = any($1)";

    // The lock that log.append takes: while it is held no version moves and no append touches a deadline row.
    private const string LockLog = "select pg_advisory_xact_lock(20011)";

    private const string Unmoved = """
        select h.entity from unnest($1, $2) f(entity, version)
        join log.head h on h.entity = f.entity and h.version = f.version
        """;

    private const string Remove = """
        delete from log.deadline d using unnest($1, $2, $3) r(entity, kind, due)
        where d.entity = r.entity and d.kind = r.kind and d.due_at = r.due
        """;

    private const string Insert = """
        insert into log.deadline(entity, kind, due_at, shard)
        select n.entity, n.kind, n.due, n.entity % $4 from unnest($1, $2, $3) n(entity, kind, due)
        on conflict do nothing
        """;

    private readonly EntityFolds _folds = new(database, catalog, codec);
    private long _changed;
    private long _added;
    private long _removed;
    private long _unreadable;

    /// <summary>Recomputes all rows, or those of one type.</summary>
    /// <param name="progress">Told entities done and entities in all.</param>
    /// <param name="cancellationToken">Ends the work; what was replaced until then stays, and is right.</param>
    /// <param name="type">The only type; null for all.</param>
    /// <exception cref="TimeoutException">An entity changed faster than it could be folded.</exception>
    public async Task<DeadlineRebuildReport> RunAsync(
        IProgress<(long Done, long All)>? progress, CancellationToken cancellationToken, string? type = null)
    {
        var all = await _folds.CountAsync(cancellationToken, type);
        long after = 0, done = 0;
        while (await _folds.HeadsAsync(after, cancellationToken, type) is { Count: > 0 } page)
        {
            await SettleAsync(page, cancellationToken);
            after = page[^1].Entity;
            done += page.Count;
            progress?.Report((done, Math.Max(all, done)));
        }

        return new(done, _changed, _added, _removed, _unreadable);
    }

    private async Task SettleAsync(List<EntityHead> page, CancellationToken cancellationToken)
    {
        for (var round = 0; round < RoundsMax; round++)
        {
            var different = await DifferentAsync(page, cancellationToken);
            if (different.Count == 0)
            {
                return;
            }

            var moved = await ReplaceAsync(different, cancellationToken);
            if (moved.Count == 0)
            {
                return;
            }

            page = await AgainAsync(moved, cancellationToken);
        }

        throw new TimeoutException("Entities changed faster than their deadlines could be recomputed.");
    }

    private async Task<List<Change>> DifferentAsync(List<EntityHead> page, CancellationToken cancellationToken)
    {
        var folded = await _folds.FoldAsync(page, seen: null, cancellationToken);
        var stored = await StoredAsync(page, cancellationToken);
        var different = new List<Change>();
        foreach (var fold in folded)
        {
            if (fold.State is null)
            {
                _unreadable++;
                continue;
            }

            var wanted = fold.Definition!.DeadlinesOf(fold.State).Select(Micros).ToHashSet();
            var has = stored[fold.Head.Entity].ToHashSet();
            var change = new Change(fold.Head, [.. wanted.Except(has)], [.. has.Except(wanted)]);
            if (change.Added.Length + change.Removed.Length > 0)
            {
                different.Add(change);
            }
        }

        return different;
    }

    /// <summary>Replaces the rows of those that did not change meanwhile; returns the others.</summary>
    private async Task<List<EntityHead>> ReplaceAsync(List<Change> changes, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var hold = new NpgsqlCommand(LockLog, connection))
        {
            await hold.ExecuteNonQueryAsync(cancellationToken);
        }

        var unmoved = await UnmovedAsync(connection, changes, cancellationToken);
        var sure = changes.Where(c => unmoved.Contains(c.Head.Entity)).ToArray();
        await using (var remove = new NpgsqlCommand(Remove, connection))
        {
            Bind(remove, sure.SelectMany(c => c.Removed.Select(d => (c.Head.Entity, d))));
            _removed += await remove.ExecuteNonQueryAsync(cancellationToken);
        }

        await using (var insert = new NpgsqlCommand(Insert, connection))
        {
            Bind(insert, sure.SelectMany(c => c.Added.Select(d => (c.Head.Entity, d))));
            insert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = DeadlineShard.Count });
            _added += await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        _changed += sure.Length;
        return [.. changes.Where(c => !unmoved.Contains(c.Head.Entity)).Select(c => c.Head)];
    }

    private static async Task<HashSet<long>> UnmovedAsync(
        NpgsqlConnection connection, List<Change> changes, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Unmoved, connection);
        Add(command, NpgsqlDbType.Bigint, changes.ConvertAll(c => c.Head.Entity).ToArray());
        Add(command, NpgsqlDbType.Integer, changes.ConvertAll(c => c.Head.Version).ToArray());
        var unmoved = new HashSet<long>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            unmoved.Add(rows.GetInt64(0));
        }

        return unmoved;
    }

    private async Task<List<EntityHead>> AgainAsync(List<EntityHead> moved, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select entity, version from log.head where entity = any($1)");
        Add(command, NpgsqlDbType.Bigint, moved.ConvertAll(h => h.Entity).ToArray());
        var versions = new Dictionary<long, int>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            versions.Add(rows.GetInt64(0), rows.GetInt32(1));
        }

        return moved.ConvertAll(h => h with { Version = versions[h.Entity] });
    }

    private async Task<ILookup<long, Deadline>> StoredAsync(List<EntityHead> page, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Rows);
        Add(command, NpgsqlDbType.Bigint, page.ConvertAll(h => h.Entity).ToArray());
        var stored = new List<(long Entity, Deadline Deadline)>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            stored.Add((rows.GetInt64(0), new(rows.GetString(1), rows.GetFieldValue<DateTimeOffset>(2))));
        }

        return stored.ToLookup(s => s.Entity, s => s.Deadline);
    }

    // PostgreSQL keeps microseconds; finer instants would differ from their own rows for ever.
    private static Deadline Micros(Deadline deadline) =>
        deadline with { DueAt = deadline.DueAt.AddTicks(-(deadline.DueAt.Ticks % TimeSpan.TicksPerMicrosecond)) };

    private static void Bind(NpgsqlCommand command, IEnumerable<(long Entity, Deadline Deadline)> rows)
    {
        var all = rows.ToArray();
        Add(command, NpgsqlDbType.Bigint, Array.ConvertAll(all, r => r.Entity));
        Add(command, NpgsqlDbType.Text, Array.ConvertAll(all, r => r.Deadline.Kind));
        Add(command, NpgsqlDbType.TimestampTz, Array.ConvertAll(all, r => r.Deadline.DueAt));
    }

    private static void Add<T>(NpgsqlCommand command, NpgsqlDbType type, T[] values) =>
        command.Parameters.Add(new NpgsqlParameter<T[]>
        {
            TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type,
        });

    private sealed record Change(EntityHead Head, Deadline[] Added, Deadline[] Removed);
}
