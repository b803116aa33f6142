namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>Why an order went where it went, as stored words.</summary>
public static class DispatchReasons
{
    /// <summary>Drawn by share among several contractors of a lot.</summary>
    public const string LotShare = "lot-share";

    /// <summary>Furthest behind its share of the lot's volume.</summary>
    public const string LotVolume = "lot-volume";

    /// <summary>The one contractor of the lot that could take it.</summary>
    public const string OnlyCandidate = "only-candidate";

    /// <summary>The scope policy keeps this work with the operator's own crew.</summary>
    public const string InHouseByScope = "in-house-by-scope";

    /// <summary>A dispatcher chose.</summary>
    public const string ByHand = "by-hand";

    /// <summary>The party before left; the exit's plan names this one for the lot.</summary>
    public const string ExitHandOver = "exit-hand-over";

    /// <summary>Queue: the party before left, and the exit's plan names nobody for the lot.</summary>
    public const string ExitNoReplacement = "exit-no-replacement";

    /// <summary>Queue: the party before left, and whom the exit's plan names cannot take orders.</summary>
    public const string ExitReplacementUnable = "exit-replacement-unable";

    /// <summary>Queue: no lot covers asset class, area and work kind.</summary>
    public const string NoLot = "no-lot";

    /// <summary>Queue: nobody in the lots, or no own crew, can take it.</summary>
    public const string NoCandidate = "no-candidate";

    /// <summary>Queue: the scope policy gives this work to nobody.</summary>
    public const string WorkDenied = "work-denied";
}
