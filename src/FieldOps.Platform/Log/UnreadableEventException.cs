namespace FieldOps.Platform.Log;

/// <summary>
/// A stored event that today's code cannot read: a missing registration or upcaster, or a damaged row.
/// </summary>
public sealed class UnreadableEventException(string name, Exception? cause)
    : Exception($"No code reads the stored event {name}.", cause);
