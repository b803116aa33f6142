using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Platform.Log;

/// <summary>An entity as loaded.</summary>
/// <param name="Entity">Small id in the log; 0 when it never existed.</param>
/// <param name="State">Folded state.</param>
/// <param name="Version">Number of events folded.</param>
/// <param name="SnapshotVersion">Version of the snapshot used; 0 for none.</param>
/// <param name="Last">The last event folded; none when all came from a snapshot.</param>
internal sealed record LoadedEntity(
    long Entity, object State, int Version, int SnapshotVersion, EventMark Last = default);

/// <summary>
/// Loads entities: snapshot, where one fits today's code, and the events after it. Loads are gathered; who asked reads
/// what came, so that one large entity holds up no other.
/// </summary>
internal sealed class EntityLoader : IAsyncDisposable
{
    /// <summary>Entities in one load.</summary>
    public const int BatchMax = 256;

    private const int QueueMax = 8_192;

    // A snapshot beyond its entity is of another log: what was lost with it never happened.
    private const string Heads = """
        select k.ord::int, h.entity, coalesce(s.version, 0), s.fingerprint, s.state
        from unnest($1, $2, $3, $4) with ordinality k(tenant, type, id, uses, ord)
        join log.head h on h.id = k.id and h.type = k.type and h.tenant = k.tenant
        left join log.snapshot s on k.uses and s.entity = h.entity and s.version <= h.version
        """;

    private const string Events = """
        select k.ord, e.version, e.name, e.body, e.position, e.command, e.recorded_at
        from unnest($1, $2, $3) k(ord, entity, version)
        join log.event e on e.entity = k.entity and e.version > k.version
        order by k.ord, e.version
        """;

    private const string SnapshotUpTo = """
        select version, state from log.snapshot where entity = $1 and version <= $2 and fingerprint = $3
        """;

    private const string EventsUpTo = """
        select version, name, body from log.event where entity = $1 and version > $2 and version <= $3 order by version
        """;

    private readonly NpgsqlDataSource _database;
    private readonly EventCodec _codec;
    private readonly EntityCatalog _catalog;
    private readonly Gatherer<EntityWanted, StoredEntity> _gatherer;

    public EntityLoader(NpgsqlDataSource database, EventCodec codec, EntityCatalog catalog)
    {
        _database = database;
        _codec = codec;
        _catalog = catalog;
        _gatherer = new("log.load", RunAsync, w => w.Key, _ => 1, BatchMax, QueueMax);
    }

    public async Task<LoadedEntity> LoadAsync(EntityKey key, bool yields, CancellationToken cancellationToken)
    {
        var stored = await _gatherer.AskAsync(new(key, UseSnapshot: true), yields, cancellationToken);
        if (stored.Fold(_codec) is { } loaded)
        {
            return loaded;
        }

        // A snapshot that cannot be read is passed over: the events are the truth.
        stored = await _gatherer.AskAsync(new(key, UseSnapshot: false), yields, cancellationToken);
        return stored.Fold(_codec)!;
    }

    /// <summary>
    /// The entity as it was at an earlier version: from a snapshot that is not younger, where there is one, and the
    /// events after it.
    /// </summary>
    public async Task<LoadedEntity> LoadAtAsync(
        EntityKey key, long entity, int version, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        var stored = new StoredEntity(key, _catalog[key.Type]) { Entity = entity };
        await ReadSnapshotAsync(connection, stored, version, cancellationToken);
        await ReadEventsAsync(connection, stored, version, cancellationToken);
        if (stored.Fold(_codec) is { } loaded)
        {
            return loaded;
        }

        stored = new StoredEntity(key, _catalog[key.Type]) { Entity = entity };
        await ReadEventsAsync(connection, stored, version, cancellationToken);
        return stored.Fold(_codec)!;
    }

    /// <summary>
    /// The entity's version in the log, 0 where it does not exist, and what was accepted under a command id; null when
    /// nothing was.
    /// </summary>
    public async Task<(int Version, AppendResult? First)> FindCommandAsync(
        EntityKey key, Guid commandId, long bodyHash, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand("""
            select h.version, h.entity, c.version, c.position, c.body_hash
            from log.head h left join log.command c on c.entity = h.entity and c.command = $4
            where h.tenant = $1 and h.type = $2 and h.id = $3
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Tenant });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Type });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = key.Id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = commandId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return (0, null);
        }

        var version = reader.GetInt32(0);
        if (reader.IsDBNull(2))
        {
            return (version, null);
        }

        var outcome = reader.GetInt64(4) == bodyHash ? AppendOutcome.Replayed : AppendOutcome.Reused;
        return (version, new(outcome, reader.GetInt64(1), reader.GetInt32(2), reader.GetInt64(3)));
    }

    public ValueTask DisposeAsync() => _gatherer.DisposeAsync();

    private static async Task ReadSnapshotAsync(
        NpgsqlConnection connection, StoredEntity stored, int version, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(SnapshotUpTo, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = stored.Entity });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = version });
        command.Parameters.Add(new NpgsqlParameter<string>
        {
            TypedValue = SnapshotForm.FingerprintOf(stored.Definition),
        });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (await row.ReadAsync(cancellationToken))
        {
            stored.AddSnapshot(row.GetInt32(0), new Utf8Column(row, 1));
        }
    }

    private static async Task ReadEventsAsync(
        NpgsqlConnection connection, StoredEntity stored, int version, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(EventsUpTo, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = stored.Entity });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = stored.SnapshotVersion });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = version });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            stored.AddEvent(reader.GetInt32(0), reader.GetString(1), new Utf8Column(reader, 2));
        }
    }

    private async Task RunAsync(
        IReadOnlyList<Gatherer<EntityWanted, StoredEntity>.Waiting> batch, CancellationToken cancellationToken)
    {
        var loads = batch.Select(w => new StoredEntity(w.Request.Key, _catalog[w.Request.Key.Type])).ToArray();
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await ReadHeadsAsync(connection, loads, [.. batch.Select(w => w.Request.UseSnapshot)], cancellationToken);
        await ReadEventsAsync(connection, loads, cancellationToken);
        for (var i = 0; i < loads.Length; i++)
        {
            batch[i].Settle(loads[i]);
        }
    }

    private static async Task ReadHeadsAsync(
        NpgsqlConnection connection, StoredEntity[] loads, bool[] useSnapshot, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Heads, connection);
        Array(command, NpgsqlDbType.Text, loads.Select(l => l.Key.Tenant).ToArray());
        Array(command, NpgsqlDbType.Text, loads.Select(l => l.Key.Type).ToArray());
        Array(command, NpgsqlDbType.Uuid, loads.Select(l => l.Key.Id).ToArray());
        Array(command, NpgsqlDbType.Boolean, useSnapshot);
        await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var load = loads[reader.GetInt32(0) - 1];
            load.Entity = reader.GetInt64(1);
            if (!reader.IsDBNull(3) && reader.GetString(3) == SnapshotForm.FingerprintOf(load.Definition))
            {
                load.AddSnapshot(reader.GetInt32(2), new Utf8Column(reader, 4));
            }
        }
    }

    private static async Task ReadEventsAsync(
        NpgsqlConnection connection, StoredEntity[] loads, CancellationToken cancellationToken)
    {
        var known = Enumerable.Range(0, loads.Length).Where(i => loads[i].Entity > 0).ToArray();
        if (known.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(Events, connection);
        Array(command, NpgsqlDbType.Integer, known);
        Array(command, NpgsqlDbType.Bigint, System.Array.ConvertAll(known, i => loads[i].Entity));
        Array(command, NpgsqlDbType.Integer, System.Array.ConvertAll(known, i => loads[i].SnapshotVersion));
        await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var load = loads[reader.GetInt32(0)];
            load.AddEvent(reader.GetInt32(1), reader.GetString(2), new Utf8Column(reader, 3));
            load.Last = new(
                reader.GetInt64(4), reader.GetGuid(5), reader.GetFieldValue<DateTimeOffset>(6));
        }
    }

    private static void Array<T>(NpgsqlCommand command, NpgsqlDbType type, T[] values) =>
        command.Parameters.Add(new NpgsqlParameter<T[]>
        {
            TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type,
        });

    /// <summary>What is wanted of the log.</summary>
    /// <param name="Key">The entity.</param>
    /// <param name="UseSnapshot">False: all its events.</param>
    private sealed record EntityWanted(EntityKey Key, bool UseSnapshot);
}
