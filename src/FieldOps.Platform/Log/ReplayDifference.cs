namespace FieldOps.Platform.Log;

/// <summary>Where the log and what was derived from it disagree.</summary>
/// <param name="Entity">The entity; null when the log as a whole is meant.</param>
/// <param name="Code">
/// <c>replay.type-unknown</c>, <c>replay.event-unreadable</c>, <c>replay.version-differs</c>,
/// <c>replay.version-gap</c>, <c>replay.snapshot-differs</c>, <c>replay.snapshot-ahead</c>,
/// <c>replay.position-differs</c>.
/// </param>
/// <param name="English">The sentence in English.</param>
/// <param name="Chinese">The sentence in Chinese.</param>
public sealed record ReplayDifference(EntityHead? Entity, string Code, string English, string Chinese);
