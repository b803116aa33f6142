namespace FieldOps.Domain.Sla.Declared;

/// <summary>An entry of the register as it stands.</summary>
/// <param name="AssetId">The site.</param>
/// <param name="AssetCode">Its code; empty before the first event.</param>
/// <param name="Reason">Why, as approved.</param>
/// <param name="ExpiresAt">End of the approval, UTC; null when nothing is approved.</param>
/// <param name="Asked">What waits for approval.</param>
public sealed record HardSiteState(
    Guid AssetId, string AssetCode, string Reason, DateTimeOffset? ExpiresAt, HardSiteWish? Asked)
{
    /// <summary>Before the first event.</summary>
    public static HardSiteState None { get; } = new(Guid.Empty, string.Empty, string.Empty, null, null);

    /// <summary>
    /// Since when the site is in the register without a gap, UTC; null when it is not, or where that was not kept.
    /// </summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Whether the entry holds.</summary>
    public bool HoldsAt(DateTimeOffset at) => ExpiresAt > at;
}

/// <summary>What is asked for.</summary>
/// <param name="Reason">Why.</param>
/// <param name="ExpiresAt">UTC.</param>
/// <param name="By">Who asked.</param>
public sealed record HardSiteWish(string Reason, DateTimeOffset ExpiresAt, string By);
