using FieldOps.Platform.Log;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Platform.Deadlines;

/// <summary>The stored rows of some shards.</summary>
internal sealed class DeadlineRows(NpgsqlDataSource database, LogEpoch epoch, short[] shards)
{
    /// <summary>Different words kept at hand; an entity that made up kinds without end would only cost their sharing.
    /// </summary>
    private const int WordsMax = 4_096;

    // One walk along the index a shard, from where the last one ended: rows that were deleted since are not met again,
    // and thousands that are due at one instant are read page by page. The inner offset keeps the planner from joining
    // the whole of head.
    private const string From = """
        select f.entity, f.kind, f.due_at, h.tenant, h.type, h.id, s.shard
        from unnest($1) s(shard)
        cross join lateral (
            select d.entity, d.kind, d.due_at from log.deadline d
            where d.shard = s.shard and d.due_at <= $2 and (d.due_at, d.entity, d.kind) > ($3, $4, $5)
              and d.entity <> all($6)
            order by d.due_at, d.entity, d.kind limit $7) f
        cross join lateral (
            select tenant, type, id from log.head where entity = f.entity offset 0) h
        order by f.due_at, f.entity, f.kind
        """;

    // All of it stands in the index: of rows that are known already nothing else is read.
    private const string Edges = """
        select f.entity, f.kind, f.due_at, s.shard
        from unnest($1) s(shard)
        cross join lateral (
            select d.entity, d.kind, d.due_at from log.deadline d
            where d.shard = s.shard and d.due_at <= $2 and d.entity <> all($3)
            order by d.due_at, d.entity, d.kind limit $4) f
        order by f.due_at, f.entity, f.kind
        """;

    private const string OfEdges = """
        select f.entity, f.kind, f.due_at, h.tenant, h.type, h.id
        from unnest($1, $2, $3) f(entity, kind, due_at)
        cross join lateral (
            select tenant, type, id from log.head where entity = f.entity offset 0) h
        order by f.due_at, f.entity, f.kind
        """;

    // One index look-up a shard: a plain minimum over several shards would read every row.
    private const string Earliest = """
        select min(f.due_at) from unnest($1) s(shard)
        cross join lateral (
            select due_at from log.deadline d
            where d.shard = s.shard and d.entity <> all($2) order by due_at limit 1) f
        """;

    // What an entity recorded has settled its rows already, and what is still there then is wanted anew; so only rows
    // of entities go that had nothing to record and are no further on since. And only in the log in which they
    // answered: in another one the small id may be another entity's, and the version have come about otherwise.
    private const string Delete = """
        delete from log.deadline d
        using unnest($1, $2, $3, $4, $5) f(entity, kind, due, version, id), log.head h, log.state s
        where d.entity = f.entity and d.kind = f.kind and d.due_at = f.due
            and h.entity = f.entity and h.version = f.version and h.id = f.id and s.epoch = $6
        """;

    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);

    /// <summary>The rows between two edges, so many a shard at most, without those of some entities.</summary>
    public async Task<DeadlinePage> ReadAsync(
        DeadlineEdge after, DateTimeOffset upTo, int perShard, long[] without, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(From);
        command.Parameters.Add(new() { Value = shards });
        command.Parameters.Add(new() { Value = upTo });
        command.Parameters.Add(new() { Value = new DateTimeOffset(after.DueTicks, TimeSpan.Zero) });
        command.Parameters.Add(new() { Value = after.Entity });
        command.Parameters.Add(new() { Value = after.Kind });
        command.Parameters.Add(new() { Value = without });
        command.Parameters.Add(new() { Value = (long)perShard });
        var (rows, end) = (new List<ArmedDeadline>(), new PageEnd(upTo, perShard));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = Row(reader);
            rows.Add(row);
            end.Count(row.Edge, reader.GetInt16(6));
        }

        rows.RemoveAll(r => r.Edge.OrderTo(end.Edge) > 0);
        return new(rows, end.Edge, end.IsWhole);
    }

    /// <summary>The same from the start of the rows, but of those only that nobody here knows.</summary>
    public async Task<DeadlinePage> UnknownAsync(
        DateTimeOffset upTo,
        int perShard,
        long[] without,
        Func<DeadlineEdge, bool> isKnown,
        CancellationToken cancellationToken)
    {
        var (unknown, end) = (new List<DeadlineEdge>(), new PageEnd(upTo, perShard));
        await using (var command = database.CreateCommand(Edges))
        {
            command.Parameters.Add(new() { Value = shards });
            command.Parameters.Add(new() { Value = upTo });
            command.Parameters.Add(new() { Value = without });
            command.Parameters.Add(new() { Value = (long)perShard });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var row = new DeadlineEdge(
                    reader.GetFieldValue<DateTimeOffset>(2).UtcTicks, reader.GetInt64(0), Word(reader.GetString(1)));
                end.Count(row, reader.GetInt16(3));
                if (!isKnown(row))
                {
                    unknown.Add(row);
                }
            }
        }

        unknown.RemoveAll(r => r.OrderTo(end.Edge) > 0);
        return new(await OfAsync(unknown, cancellationToken), end.Edge, end.IsWhole);
    }

    /// <summary>The earliest instant, without some entities; null for none.</summary>
    public async Task<DateTimeOffset?> NextAsync(long[] without, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Earliest);
        command.Parameters.Add(new() { Value = shards });
        command.Parameters.Add(new() { Value = without });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) && !row.IsDBNull(0)
            ? row.GetFieldValue<DateTimeOffset>(0)
            : null;
    }

    /// <summary>Removes the rows of answers that recorded nothing.</summary>
    public async Task SettleAsync(IEnumerable<SettledDeadline> answers, CancellationToken cancellationToken)
    {
        var rows = answers.Where(a => !a.IsRecorded).ToArray();
        if (rows.Length == 0 || epoch.Left is not null)
        {
            return;
        }

        await using var command = database.CreateCommand(Delete);
        Add(command, NpgsqlDbType.Bigint, rows.Select(d => d.Row.Entity));
        Add(command, NpgsqlDbType.Text, rows.Select(d => d.Row.Kind));
        Add(command, NpgsqlDbType.TimestampTz, rows.Select(d => d.Row.DueAt));
        Add(command, NpgsqlDbType.Integer, rows.Select(d => d.Version));
        Add(command, NpgsqlDbType.Uuid, rows.Select(d => d.Row.Id));
        command.Parameters.Add(new() { Value = await epoch.KnownAsync(cancellationToken) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<List<ArmedDeadline>> OfAsync(List<DeadlineEdge> edges, CancellationToken cancellationToken)
    {
        var rows = new List<ArmedDeadline>(edges.Count);
        if (edges.Count == 0)
        {
            return rows;
        }

        await using var command = database.CreateCommand(OfEdges);
        Add(command, NpgsqlDbType.Bigint, edges.Select(e => e.Entity));
        Add(command, NpgsqlDbType.Text, edges.Select(e => e.Kind));
        Add(command, NpgsqlDbType.TimestampTz, edges.Select(e => new DateTimeOffset(e.DueTicks, TimeSpan.Zero)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Row(reader));
        }

        return rows;
    }

    private static void Add<T>(NpgsqlCommand command, NpgsqlDbType type, IEnumerable<T> values) =>
        command.Parameters.Add(new NpgsqlParameter<T[]>
        {
            TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | type,
        });

    private ArmedDeadline Row(NpgsqlDataReader row) => new(
        row.GetFieldValue<DateTimeOffset>(2).UtcTicks, row.GetInt64(0), row.GetGuid(5), Word(row.GetString(3)),
        Word(row.GetString(4)), Word(row.GetString(1)));

    private string Word(string text)
    {
        if (_words.TryGetValue(text, out var known))
        {
            return known;
        }

        if (_words.Count >= WordsMax)
        {
            _words.Clear();
        }

        return _words[text] = text;
    }

    /// <summary>How far a page of several shards reaches.</summary>
    private sealed class PageEnd(DateTimeOffset upTo, int perShard)
    {
        private readonly int[] _counts = new int[DeadlineShard.Count];

        public DeadlineEdge Edge { get; private set; } = DeadlineEdge.After(upTo);

        public bool IsWhole { get; private set; } = true;

        // A shard whose page is full may have more right behind: what others have beyond that is not in turn.
        public void Count(DeadlineEdge row, short shard)
        {
            if (++_counts[shard] == perShard)
            {
                Edge = DeadlineEdge.Min(Edge, row);
                IsWhole = false;
            }
        }
    }
}
