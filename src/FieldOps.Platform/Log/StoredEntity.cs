using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;

namespace FieldOps.Platform.Log;

/// <summary>An entity as the database has it, still unread: texts of a snapshot and of the events after it.</summary>
/// <param name="key">Which.</param>
/// <param name="definition">Its rules.</param>
internal sealed class StoredEntity(EntityKey key, EntityDefinition definition)
{
    private readonly List<(int Version, string Name, Utf8Column Body)> _events = [];
    private Utf8Column? _snapshot;

    public EntityKey Key { get; } = key;

    public EntityDefinition Definition { get; } = definition;

    /// <summary>Small id in the log; 0 when it never existed.</summary>
    public long Entity { get; set; }

    /// <summary>Version of the snapshot; 0 for none.</summary>
    public int SnapshotVersion { get; private set; }

    /// <summary>The last event added; none when all comes from a snapshot.</summary>
    public EventMark Last { get; set; }

    /// <summary>Takes a snapshot, of today's code.</summary>
    public void AddSnapshot(int version, Utf8Column state) => (SnapshotVersion, _snapshot) = (version, state);

    /// <summary>Takes the next event.</summary>
    public void AddEvent(int version, string name, Utf8Column body) => _events.Add((version, name, body));

    /// <summary>The state that all of it comes to, once; null where the snapshot cannot be read.</summary>
    /// <exception cref="UnreadableEventException">No code reads one of the events.</exception>
    public LoadedEntity? Fold(EventCodec codec)
    {
        try
        {
            var state = _snapshot is { } snapshot
                ? SnapshotForm.Read(Definition, snapshot.Text)
                : Definition.InitialState;
            return state is null ? null : Fold(codec, state);
        }
        finally
        {
            _snapshot?.Dispose();
            _events.ForEach(e => e.Body.Dispose());
        }
    }

    private LoadedEntity Fold(EventCodec codec, object state)
    {
        var version = SnapshotVersion;
        foreach (var happened in _events)
        {
            state = Definition.Apply(state, codec.Read(happened.Name, happened.Body.Text).Body);
            version = happened.Version;
        }

        return new(Entity, state, version, SnapshotVersion, Last);
    }
}
