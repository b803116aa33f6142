namespace FieldOps.Platform.Log;

/// <summary>What a replay from zero found.</summary>
/// <param name="Entities">Entities folded.</param>
/// <param name="Events">Events folded.</param>
/// <param name="Snapshots">Snapshots of today's code compared; those of other code are never read.</param>
/// <param name="Differences">Where log and derived state disagree, at most <see cref="KeptMax"/>.</param>
/// <param name="DifferenceCount">All of them.</param>
public sealed record ReplayReport(
    long Entities, long Events, long Snapshots, IReadOnlyList<ReplayDifference> Differences, long DifferenceCount)
{
    /// <summary>Differences kept: more than a person reads.</summary>
    public const int KeptMax = 1_000;
}
