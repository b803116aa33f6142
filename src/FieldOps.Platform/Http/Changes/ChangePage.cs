namespace FieldOps.Platform.Http.Changes;

/// <summary>Changes in the order of the log.</summary>
/// <param name="Items">The changes.</param>
/// <param name="After">Ask for what follows with this position; it may lie beyond the last item.</param>
/// <param name="AtHead">True when nothing more was in the log.</param>
/// <param name="Epoch">
/// Of the log: when it rises the log was restored, and positions of before mean nothing any more.
/// </param>
public sealed record ChangePage(IReadOnlyList<Change> Items, long After, bool AtHead, int Epoch);
