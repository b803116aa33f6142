namespace FieldOps.Platform.Deadlines;

/// <summary>What recomputing the deadline rows changed.</summary>
/// <param name="Entities">Entities folded.</param>
/// <param name="Changed">Entities whose rows were replaced.</param>
/// <param name="Added">Rows added.</param>
/// <param name="Removed">Rows removed.</param>
/// <param name="Unreadable">Entities left alone because no code reads their type or an event of theirs.</param>
public sealed record DeadlineRebuildReport(long Entities, long Changed, long Added, long Removed, long Unreadable);
