namespace FieldOps.Simulation.Auditing;

/// <summary>An answer that somebody was given, to be found again afterwards.</summary>
/// <param name="Key">The caller's own key of the wish.</param>
/// <param name="What">In words.</param>
/// <param name="Position">The log position of its last event; 0 when nothing was recorded.</param>
public sealed record Acknowledged(string Key, string What, long Position);
