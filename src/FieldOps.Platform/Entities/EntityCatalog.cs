using System.Collections.Frozen;
using FieldOps.Domain.Kernel;

namespace FieldOps.Platform.Entities;

/// <summary>All entity definitions that this process hosts, and the stored names over all of them.</summary>
public sealed class EntityCatalog
{
    private readonly FrozenDictionary<string, EntityDefinition> _byType;
    private readonly FrozenDictionary<Type, string> _nameOfEvent;
    private readonly FrozenDictionary<string, Type> _eventOfName;

    /// <summary>A catalogue of the registered definitions.</summary>
    /// <exception cref="ArgumentException">A type, or a stored event name, is registered twice.</exception>
    public EntityCatalog(IEnumerable<EntityDefinition> definitions)
    {
        var all = definitions.ToArray();
        _byType = all.ToFrozenDictionary(d => d.Type, StringComparer.Ordinal);
        // Entity types that share a decider (the classes of asset) share its events.
        var events = all.SelectMany(d => d.Events).Distinct().ToArray();
        _eventOfName = events.ToFrozenDictionary(e => e.Key, e => e.Value, StringComparer.Ordinal);
        _nameOfEvent = events.ToFrozenDictionary(e => e.Value, e => e.Key);
    }

    /// <summary>All definitions.</summary>
    public IReadOnlyCollection<EntityDefinition> All => _byType.Values;

    /// <summary>All stored event names of today.</summary>
    public IReadOnlyCollection<string> EventNames => _eventOfName.Keys;

    /// <summary>The definition of an entity type.</summary>
    /// <exception cref="KeyNotFoundException">No such type is registered: a bug of the composition.</exception>
    public EntityDefinition this[string type] => _byType[type];

    /// <summary>The stored name of an event type.</summary>
    /// <exception cref="KeyNotFoundException">The event is not registered: a bug of its definition.</exception>
    public string NameOf(Type eventType) => _nameOfEvent[eventType];

    /// <summary>The event type of a stored name, null when today's code has none.</summary>
    public Type? TypeOf(string name) => _eventOfName.GetValueOrDefault(name);
}
