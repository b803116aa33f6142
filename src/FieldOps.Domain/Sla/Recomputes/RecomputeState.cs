namespace FieldOps.Domain.Sla.Recomputes;

/// <summary>A recompute as its events left it; what callers are shown of it.</summary>
/// <param name="RecomputeId">The recompute; empty before the first event.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Reason">Why.</param>
/// <param name="Scope">Which orders.</param>
/// <param name="Change">What is changed.</param>
/// <param name="RequestedBy">Actor id.</param>
/// <param name="RequestedAt">UTC.</param>
public sealed record RecomputeState(
    Guid RecomputeId,
    RecomputeStatus Status,
    string Reason,
    RecomputeScope? Scope,
    RecomputeChange? Change,
    string RequestedBy,
    DateTimeOffset RequestedAt)
{
    /// <summary>Before the first event.</summary>
    public static RecomputeState None { get; } = new(
        Guid.Empty, RecomputeStatus.None, string.Empty, null, null, string.Empty, default);

    /// <summary>What the dry run found; null while it runs.</summary>
    public RecomputeTotals? Totals { get; init; }

    /// <summary>Of the differences; null while the dry run runs.</summary>
    public string? Digest { get; init; }

    /// <summary>Who approved; null while nobody has.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>Orders that changed; null until all were asked.</summary>
    public long? Applied { get; init; }

    /// <summary>Orders that refused; null until all were asked.</summary>
    public long? Skipped { get; init; }

    /// <summary>When it was applied or cancelled, UTC.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it was cancelled; null when it was not.</summary>
    public string? CancelReason { get; init; }
}

/// <summary>How far a recompute has come.</summary>
public enum RecomputeStatus
{
    /// <summary>Not asked for.</summary>
    None,

    /// <summary>The dry run runs.</summary>
    Requested,

    /// <summary>Its differences wait for a second person.</summary>
    Ready,

    /// <summary>It is being applied.</summary>
    Approved,

    /// <summary>Every order was asked.</summary>
    Applied,

    /// <summary>Ended by a person.</summary>
    Cancelled,
}
