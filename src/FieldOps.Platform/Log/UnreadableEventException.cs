namespace FieldOps.Platform.Log;

/// <summary>
/// A stored event that today's code cannot read: a missing registration or upcaster, or a damaged row.
/// </summary>
public sealed class UnreadableEventException(string name, Exception? cause)
    : Exception($"No code reads the stored event {name}.", cause)
{
    /// <summary>The stored name.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// True when it is the name that nothing here reads: a newer build has written it, and another process, or this one
    /// after its upgrade, reads it.
    /// </summary>
    public bool IsNameUnknown => InnerException is not System.Text.Json.JsonException;
}
