using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Platform.Log;

/// <summary>Reads the log in position order.</summary>
public sealed class LogReader(NpgsqlDataSource database, EventCodec codec)
{
    /// <summary>Events in one page: some megabytes of decoded events at most.</summary>
    public const int PageMax = 5_000;

    /// <summary>
    /// Bytes of the bodies of one page, but for the last: sheets of months have some hundred kilobytes each, and grow
    /// several times as large when they are decoded.
    /// </summary>
    public const int PageBytesMax = 8 << 20;

    private const string Page = """
        select position, tenant, type, id, version, name, body, actor, command, recorded_at
        from (
            select *, sum(octet_length(body)) over (order by position) - octet_length(body) before
            from (select * from log.event where position > $1 order by position limit $2) e) e
        where before < $3 order by position
        """;

    private const string PageOfNames = """
        select position, tenant, type, id, version, name, body, actor, command, recorded_at
        from (
            select *, sum(octet_length(body)) over (order by position) - octet_length(body) before
            from (
                select * from log.event
                where position > $1 and position <= $5 and name = any($4) order by position limit $2) e) e
        where before < $3 order by position
        """;

    private const string PageOfEntity = """
        select e.position, e.tenant, e.type, e.id, e.version, e.name, e.body, e.actor, e.command, e.recorded_at
        from log.head h join log.event e on e.entity = h.entity and e.version > $4
        where h.id = $1 and h.type = $2 and h.tenant = $3 order by e.version limit $5
        """;

    private Ended? _endBefore;

    private const string Histories = """
        select e.position, e.tenant, e.type, e.id, e.version, e.name, e.body, e.actor, e.command, e.recorded_at
        from unnest($1, $2, $3, $4) k(tenant, type, id, before)
        join log.head h on h.id = k.id and h.type = k.type and h.tenant = k.tenant
        join log.event e on e.entity = h.entity and e.version < k.before
        where e.name = any($5)
        order by e.entity, e.version
        """;

    /// <summary>The last committed position; 0 for an empty log.</summary>
    public async Task<long> EndAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select position from log.state");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>
    /// The last position that was recorded before an instant; 0 when none was. Walks back from the end, once: for the
    /// beginning of a day that many ask for.
    /// </summary>
    public async Task<long> EndBeforeAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        if (_endBefore is { } known && known.Instant == instant)
        {
            return known.Position;
        }

        await using var command = database.CreateCommand(
            "select position from log.event where recorded_at < $1 order by position desc limit 1");
        command.Parameters.Add(new() { Value = instant.ToUniversalTime() });
        var position = await command.ExecuteScalarAsync(cancellationToken) as long? ?? 0;
        // Once something lies behind it, it stays so.
        if (await EndAsync(cancellationToken) > position)
        {
            _endBefore = new Ended(instant, position);
        }

        return position;
    }

    private sealed record Ended(DateTimeOffset Instant, long Position);

    /// <summary>
    /// Up to <paramref name="limit"/> events after a position, fewer where they are large, and none where there is
    /// none. Of all events, those that this build cannot read are
    /// there as <see cref="UnreadableEvent"/>; of names wanted, each must be readable.
    /// </summary>
    /// <param name="after">Exclusive.</param>
    /// <param name="limit">1 to <see cref="PageMax"/>.</param>
    /// <param name="names">Stored names wanted, old versions included; null for all.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <param name="upTo">Inclusive; only with names.</param>
    public async Task<List<RecordedEvent>> ReadAsync(
        long after,
        int limit,
        IReadOnlyList<string>? names,
        CancellationToken cancellationToken,
        long upTo = long.MaxValue)
    {
        await using var command = database.CreateCommand(names is null ? Page : PageOfNames);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = PageBytesMax });
        if (names is not null)
        {
            command.Parameters.Add(new() { Value = names.ToArray(), NpgsqlDbType =
                NpgsqlDbType.Array | NpgsqlDbType.Text });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = upTo });
        }

        var page = new List<RecordedEvent>(Math.Min(limit, PageMax));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            page.Add(names is null ? Row(reader, codec.ReadOrPass) : Row(reader));
        }

        return page;
    }

    /// <summary>Up to <paramref name="limit"/> events of one entity after a version, in order.</summary>
    /// <param name="key">The entity.</param>
    /// <param name="after">Exclusive; 0 for all.</param>
    /// <param name="limit">1 to <see cref="PageMax"/>.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<List<RecordedEvent>> ReadOfAsync(
        EntityKey key, int after, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(PageOfEntity);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = key.Id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Type });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Tenant });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        var page = new List<RecordedEvent>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            page.Add(Row(reader));
        }

        return page;
    }

    /// <summary>What happened to some entities before a version of each, in order per entity.</summary>
    /// <param name="entities">The entities, each once, with the version that is no longer wanted.</param>
    /// <param name="todaysNames">The names wanted.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<List<RecordedEvent>> ReadHistoriesAsync(
        IReadOnlyCollection<(EntityKey Key, int Before)> entities,
        IEnumerable<string> todaysNames,
        CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Histories);
        AddArray(command, NpgsqlDbType.Text, entities.Select(e => e.Key.Tenant));
        AddArray(command, NpgsqlDbType.Text, entities.Select(e => e.Key.Type));
        AddArray(command, NpgsqlDbType.Uuid, entities.Select(e => e.Key.Id));
        AddArray(command, NpgsqlDbType.Integer, entities.Select(e => e.Before));
        AddArray(command, NpgsqlDbType.Text, codec.StoredNamesOf(todaysNames));
        var events = new List<RecordedEvent>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            events.Add(Row(reader));
        }

        return events;
    }

    private static void AddArray<T>(NpgsqlCommand command, NpgsqlDbType type, IEnumerable<T> values) =>
        command.Parameters.Add(new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type });

    private RecordedEvent Row(NpgsqlDataReader reader) => Row(reader, codec.Read);

    private static RecordedEvent Row(
        NpgsqlDataReader reader, Func<string, ReadOnlySpan<byte>, (string, IEvent)> read)
    {
        using var text = new Utf8Column(reader, 6);
        var (name, body) = read(reader.GetString(5), text.Text);
        return new(
            reader.GetInt64(0),
            new EntityKey(string.Intern(reader.GetString(1)), string.Intern(reader.GetString(2)), reader.GetGuid(3)),
            reader.GetInt32(4),
            name,
            body,
            reader.GetFieldValue<DateTimeOffset>(9),
            ActorText.Read(reader.GetString(7)),
            reader.GetGuid(8))
        {
            Size = text.Text.Length,
        };
    }
}
