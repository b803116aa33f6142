using System.Text.Json;
using System.Threading.Channels;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Serialization;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Platform.Log;

/// <summary>
/// Writes snapshots aside. They are a cache: one that is dropped, late or lost costs a longer load and nothing else.
/// </summary>
internal sealed partial class SnapshotWriter : IAsyncDisposable
{
    /// <summary>Events after which an entity in memory is snapshot again, while it is small.</summary>
    public const int EveryEvents = 200;

    /// <summary>
    /// One part in so many of its events must be new before a long-lived entity is snapshot again: states grow with
    /// their events, and written at a fixed pace they would cost the square of them.
    /// </summary>
    private const int NewPart = 4;

    /// <summary>Events that make a snapshot on eviction worth its row.</summary>
    public const int OnEvictionEvents = 50;

    /// <summary>Snapshots waiting; beyond it the newest is dropped.</summary>
    private const int QueueMax = 1_024;

    private const int BatchMax = 64;

    private const string Upsert = """
        insert into log.snapshot(entity, version, fingerprint, state)
        select * from unnest($1, $2, $3, $4)
        on conflict (entity) do update
        set version = excluded.version, fingerprint = excluded.fingerprint, state = excluded.state
        where excluded.fingerprint <> log.snapshot.fingerprint or excluded.version > log.snapshot.version
        """;

    private readonly NpgsqlDataSource _database;
    private readonly ILogger<SnapshotWriter> _logger;
    private readonly Channel<Snapshot> _queue = Channel.CreateBounded<Snapshot>(
        new BoundedChannelOptions(QueueMax) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Task _loop;

    public SnapshotWriter(NpgsqlDataSource database, ILogger<SnapshotWriter> logger)
    {
        _database = database;
        _logger = logger;
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>True when so many events after its last snapshot are worth a new one.</summary>
    public static bool IsDue(int version, int snapshotVersion, int eventsMin) =>
        version - snapshotVersion >= Math.Max(eventsMin, version / NewPart);

    public void Offer(EntityDefinition definition, long entity, int version, object state) =>
        _queue.Writer.TryWrite(new(definition, entity, version, state));

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private async Task LoopAsync()
    {
        var batch = new Dictionary<long, Snapshot>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < BatchMax && _queue.Reader.TryRead(out var next))
            {
                batch[next.Entity] = next;
            }

            try
            {
                await WriteAsync([.. batch.Values]);
            }
            // A cache: whatever keeps it from being written must not end the writing of the next ones.
            catch (Exception failure)
            {
                Dropped(failure, batch.Count);
            }
        }
    }

    private async Task WriteAsync(Snapshot[] batch)
    {
        await using var command = _database.CreateCommand(Upsert);
        Add(command, NpgsqlDbType.Bigint, System.Array.ConvertAll(batch, s => s.Entity));
        Add(command, NpgsqlDbType.Integer, System.Array.ConvertAll(batch, s => s.Version));
        Add(command, NpgsqlDbType.Text, System.Array.ConvertAll(batch, s => Fingerprint.Of(s.Definition)));
        Add(command, NpgsqlDbType.Text, System.Array.ConvertAll(
            batch, s => JsonSerializer.Serialize(s.State, s.Definition.StateType, PlatformJson.Options)));
        await command.ExecuteNonQueryAsync();
    }

    private static void Add<T>(NpgsqlCommand command, NpgsqlDbType type, T[] values) =>
        command.Parameters.Add(new NpgsqlParameter<T[]>
        {
            TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type,
        });

    private sealed record Snapshot(EntityDefinition Definition, long Entity, int Version, object State);
}
