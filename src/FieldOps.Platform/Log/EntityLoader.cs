using System.Collections.Immutable;
using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Serialization;
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
/// Loads entities: snapshot, where one fits today's code, and the events after it. Loads are gathered.
/// </summary>
internal sealed class EntityLoader : IAsyncDisposable
{
    /// <summary>Entities in one load.</summary>
    public const int BatchMax = 256;

    private const int QueueMax = 8_192;

    // A snapshot beyond its entity is of another log: what was lost with it never happened.
    private const string Heads = """
        select k.ord::int, h.entity, coalesce(s.version, 0), s.fingerprint, s.state
        from unnest($1, $2, $3) with ordinality k(tenant, type, id, ord)
        join log.head h on h.id = k.id and h.type = k.type and h.tenant = k.tenant
        left join log.snapshot s on s.entity = h.entity and s.version <= h.version
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
    private readonly Gatherer<EntityKey, LoadedEntity> _gatherer;

    public EntityLoader(NpgsqlDataSource database, EventCodec codec, EntityCatalog catalog)
    {
        _database = database;
        _codec = codec;
        _catalog = catalog;
        _gatherer = new("log.load", RunAsync, k => k, _ => 1, BatchMax, QueueMax);
    }

    public Task<LoadedEntity> LoadAsync(EntityKey key, bool yields, CancellationToken cancellationToken) =>
        _gatherer.AskAsync(key, yields, cancellationToken);

    /// <summary>
    /// The entity as it was at an earlier version: from a snapshot that is not younger, where there is one, and the
    /// events after it.
    /// </summary>
    public async Task<LoadedEntity> LoadAtAsync(
        EntityKey key, long entity, int version, CancellationToken cancellationToken)
    {
        var load = new Load(key, _catalog[key.Type]) { Entity = entity };
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await using (var snapshot = new NpgsqlCommand(SnapshotUpTo, connection))
        {
            snapshot.Parameters.Add(new NpgsqlParameter<long> { TypedValue = entity });
            snapshot.Parameters.Add(new NpgsqlParameter<int> { TypedValue = version });
            snapshot.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Fingerprint.Of(load.Definition) });
            await using var row = await snapshot.ExecuteReaderAsync(cancellationToken);
            if (await row.ReadAsync(cancellationToken))
            {
                using var state = new Utf8Column(row, 1);
                load.UseSnapshot(row.GetInt32(0), state.Text);
            }
        }

        await using var command = new NpgsqlCommand(EventsUpTo, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = entity });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = load.Version });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = version });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            using var body = new Utf8Column(reader, 2);
            load.Apply(reader.GetInt32(0), _codec.Read(reader.GetString(1), body.Text).Body);
        }

        return new(entity, load.State, load.Version, load.SnapshotVersion);
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

    private async Task RunAsync(
        IReadOnlyList<Gatherer<EntityKey, LoadedEntity>.Waiting> batch, CancellationToken cancellationToken)
    {
        var loads = batch.Select(w => new Load(w.Request, _catalog[w.Request.Type])).ToArray();
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await ReadHeadsAsync(connection, loads, cancellationToken);
        await ReadEventsAsync(connection, loads, cancellationToken);
        for (var i = 0; i < loads.Length; i++)
        {
            loads[i].Answer(batch[i]);
        }
    }

    private static async Task ReadHeadsAsync(NpgsqlConnection connection, Load[] loads,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Heads, connection);
        Array(command, NpgsqlDbType.Text, loads.Select(l => l.Key.Tenant).ToArray());
        Array(command, NpgsqlDbType.Text, loads.Select(l => l.Key.Type).ToArray());
        Array(command, NpgsqlDbType.Uuid, loads.Select(l => l.Key.Id).ToArray());
        await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var load = loads[reader.GetInt32(0) - 1];
            load.Entity = reader.GetInt64(1);
            if (!reader.IsDBNull(3) && reader.GetString(3) == Fingerprint.Of(load.Definition))
            {
                using var state = new Utf8Column(reader, 4);
                load.UseSnapshot(reader.GetInt32(2), state.Text);
            }
        }
    }

    private async Task ReadEventsAsync(NpgsqlConnection connection, Load[] loads, CancellationToken cancellationToken)
    {
        var known = Enumerable.Range(0, loads.Length).Where(i => loads[i].Entity > 0).ToArray();
        if (known.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(Events, connection);
        Array(command, NpgsqlDbType.Integer, known);
        Array(command, NpgsqlDbType.Bigint, System.Array.ConvertAll(known, i => loads[i].Entity));
        Array(command, NpgsqlDbType.Integer, System.Array.ConvertAll(known, i => loads[i].Version));
        await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var load = loads[reader.GetInt32(0)];
            try
            {
                using var body = new Utf8Column(reader, 3);
                load.Apply(reader.GetInt32(1), _codec.Read(reader.GetString(2), body.Text).Body);
            }
            // Its own callers are told; those of the other entities wait for no second reading.
            catch (UnreadableEventException unreadable)
            {
                load.Failure ??= unreadable;
            }

            load.Last = new(
                reader.GetInt64(4), reader.GetGuid(5), reader.GetFieldValue<DateTimeOffset>(6));
        }
    }

    private static void Array<T>(NpgsqlCommand command, NpgsqlDbType type, T[] values) =>
        command.Parameters.Add(new NpgsqlParameter<T[]>
        {
            TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type,
        });

    private sealed class Load(EntityKey key, EntityDefinition definition)
    {
        public EntityKey Key { get; } = key;

        public EntityDefinition Definition { get; } = definition;

        public long Entity { get; set; }

        public object State { get; private set; } = definition.InitialState;

        public int Version { get; private set; }

        public int SnapshotVersion { get; private set; }

        public EventMark Last { get; set; }

        public UnreadableEventException? Failure { get; set; }

        public void Answer(Gatherer<EntityKey, LoadedEntity>.Waiting waiting)
        {
            if (Failure is { } failure)
            {
                waiting.Fail(failure);
            }
            else
            {
                waiting.Settle(new(Entity, State, Version, SnapshotVersion, Last));
            }
        }

        // One that cannot be read is passed over: the events are the truth.
        public void UseSnapshot(int version, ReadOnlySpan<byte> state)
        {
            try
            {
                if (JsonSerializer.Deserialize(state, Definition.StateType, PlatformJson.Options) is { } read)
                {
                    State = read;
                    Version = SnapshotVersion = version;
                }
            }
            catch (JsonException)
            {
                State = Definition.InitialState;
            }
        }

        public void Apply(int version, IEvent happened)
        {
            State = Definition.Apply(State, happened);
            Version = version;
        }
    }
}
