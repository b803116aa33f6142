namespace FieldOps.Platform.Deadlines;

/// <summary>A row whose entity has answered.</summary>
/// <param name="Row">The row.</param>
/// <param name="Version">The entity's version when it had answered.</param>
/// <param name="IsRecorded">Whether it answered with an event, whose append has settled the row.</param>
internal readonly record struct SettledDeadline(ArmedDeadline Row, int Version, bool IsRecorded);
