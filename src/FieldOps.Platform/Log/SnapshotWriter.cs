using System.Threading.Channels;
using FieldOps.Domain.Kernel;
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

    // Only what this very log has come to: a process that has read another one may still believe that it is the one,
    // and its entity may by now be another's, or at the same version by other events.
    private const string Upsert = """
        insert into log.snapshot(entity, version, fingerprint, state)
        select n.entity, n.version, n.fingerprint, n.state
        from unnest($1, $2, $3, $4, $5, $6, $7) n(entity, version, fingerprint, state, position, command, at)
        join log.state s on s.epoch = $8
        join log.event e on e.position = n.position
            and e.entity = n.entity and e.version = n.version and e.command = n.command and e.recorded_at = n.at
        on conflict (entity) do update
        set version = excluded.version, fingerprint = excluded.fingerprint, state = excluded.state
        where excluded.fingerprint <> log.snapshot.fingerprint or excluded.version > log.snapshot.version
            or log.snapshot.version > (select h.version from log.head h where h.entity = log.snapshot.entity)
        """;

    private readonly NpgsqlDataSource _database;
    private readonly LogEpoch _epoch;
    private readonly ILogger<SnapshotWriter> _logger;
    private readonly Channel<Snapshot> _queue = Channel.CreateBounded<Snapshot>(
        new BoundedChannelOptions(QueueMax) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Task _loop;

    public SnapshotWriter(NpgsqlDataSource database, LogEpoch epoch, ILogger<SnapshotWriter> logger)
    {
        _database = database;
        _epoch = epoch;
        _logger = logger;
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>True when so many events after its last snapshot are worth a new one.</summary>
    public static bool IsDue(int version, int snapshotVersion, int eventsMin) =>
        version - snapshotVersion >= Math.Max(eventsMin, version / NewPart);

    /// <summary>Takes a state to be written; nothing any more once the process has left its log.</summary>
    /// <param name="definition">The entity's.</param>
    /// <param name="entity">Small id in the log.</param>
    /// <param name="version">Version of the state.</param>
    /// <param name="last">The event of that version.</param>
    /// <param name="state">The state.</param>
    public void Offer(EntityDefinition definition, long entity, int version, EventMark last, object state)
    {
        if (_epoch.Left is null)
        {
            _queue.Writer.TryWrite(new(definition, entity, version, last, state));
        }
    }

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
        Add(command, NpgsqlDbType.Text, System.Array.ConvertAll(batch, s => SnapshotForm.FingerprintOf(s.Definition)));
        Add(command, NpgsqlDbType.Text, System.Array.ConvertAll(
            batch, s => SnapshotForm.Write(s.Definition, s.State)));
        Add(command, NpgsqlDbType.Bigint, System.Array.ConvertAll(batch, s => s.Last.Position));
        Add(command, NpgsqlDbType.Uuid, System.Array.ConvertAll(batch, s => s.Last.Command));
        Add(command, NpgsqlDbType.TimestampTz, System.Array.ConvertAll(batch, s => s.Last.At));
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = await _epoch.KnownAsync(default) });
        await command.ExecuteNonQueryAsync();
    }

    private static void Add<T>(NpgsqlCommand command, NpgsqlDbType type, T[] values) =>
        command.Parameters.Add(new NpgsqlParameter<T[]>
        {
            TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type,
        });

    private sealed record Snapshot(
        EntityDefinition Definition, long Entity, int Version, EventMark Last, object State);
}
