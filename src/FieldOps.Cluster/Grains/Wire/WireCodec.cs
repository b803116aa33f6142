using System.Collections.Frozen;
using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Serialization;

namespace FieldOps.Cluster.Grains.Wire;

/// <summary>
/// Between commands, views, states and their wire form: the name that the entity's definition gives, and JSON. A verb
/// is named there once, for HTTP, wire and tests alike; the CLR name never travels.
/// </summary>
internal sealed class WireCodec
{
    /// <summary>The wire name of the wake-up that every entity understands.</summary>
    public const string Deadline = "deadline.reached";

    private readonly EntityCatalog _catalog;
    private readonly FrozenDictionary<(string Type, Type Command), string> _names;

    /// <summary>A codec over the catalogue's commands.</summary>
    public WireCodec(EntityCatalog catalog)
    {
        _catalog = catalog;
        _names = catalog.All
            .SelectMany(d => d.Commands.Select(c => ((d.Type, c.Value), c.Key)))
            .ToFrozenDictionary(c => c.Item1, c => c.Key);
    }

    /// <summary>A command's wire name and body.</summary>
    /// <exception cref="KeyNotFoundException">The entity does not list it: a bug of its definition.</exception>
    public (string Name, byte[] Body) Write(string entityType, ICommand command) =>
        (command is DeadlineReached ? Deadline : _names[(entityType, command.GetType())], Json(command));

    /// <summary>The command of a wire name and body.</summary>
    /// <exception cref="KeyNotFoundException">A silo of another release sent what this one does not know.</exception>
    public ICommand ReadCommand(string entityType, string name, byte[] body) => (ICommand)Parse(
        body, name == Deadline ? typeof(DeadlineReached) : _catalog[entityType].Commands[name]);

    public byte[] WriteView(string entityType, object view) =>
        JsonSerializer.SerializeToUtf8Bytes(view, _catalog[entityType].ViewType, PlatformJson.Options);

    public object ReadView(string entityType, byte[] body) => Parse(body, _catalog[entityType].ViewType);

    public byte[] WriteState(string entityType, object state) =>
        JsonSerializer.SerializeToUtf8Bytes(state, _catalog[entityType].StateType, PlatformJson.Options);

    public object ReadState(string entityType, byte[] body) => Parse(body, _catalog[entityType].StateType);

    private static byte[] Json(object value) =>
        JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), PlatformJson.Options);

    private static object Parse(byte[] body, Type type) =>
        JsonSerializer.Deserialize(body, type, PlatformJson.Options)!;
}
