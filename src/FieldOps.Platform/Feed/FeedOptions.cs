using System.ComponentModel.DataAnnotations;

namespace FieldOps.Platform.Feed;

/// <summary>How consumers are fed.</summary>
public sealed class FeedOptions
{
    /// <summary>Draws the order in which partitions are delivered.</summary>
    [Range(0, int.MaxValue)]
    public int InterleavingSeed { get; set; } = 1;

    /// <summary>Leaves some partitions behind at random: for simulations, as a cluster would.</summary>
    public bool LaggingPartitions { get; set; }

    /// <summary>
    /// After a notification, how long a commit may be this process' own, and is waited for rather than read. Where most
    /// commits are other processes', short.
    /// </summary>
    [Range(0, 1_000)]
    public int OwnCommitGraceMilliseconds { get; set; } = 20;

    /// <summary>
    /// For how long a reactor stands before targets that only a newer build reads; then what it has for them becomes
    /// stuck items and it goes on. Longer than it takes to replace all silos of a cluster by newer ones.
    /// </summary>
    [Range(1, 86_400)]
    public int UnreadTargetSeconds { get; set; } = 900;

    /// <summary>Names this process in leases; a process with the same name takes over at once.</summary>
    [Required, StringLength(100, MinimumLength = 1)]
    public string NodeName { get; set; } = "single-node";
}
