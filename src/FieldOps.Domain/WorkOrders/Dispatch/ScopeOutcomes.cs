namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>What a scope policy can say of a piece of work, as stored words.</summary>
public static class ScopeOutcomes
{
    /// <summary>A contractor may do it.</summary>
    public const string Allowed = "allowed";

    /// <summary>A contractor may do it in a lot that is flagged as a pilot.</summary>
    public const string PilotOnly = "pilot-only";

    /// <summary>The operator's own crew does it.</summary>
    public const string InHouseOnly = "in-house-only";

    /// <summary>Not work that may be given out; no order is sent to anybody without a person deciding.</summary>
    public const string Denied = "denied";

    /// <summary>All outcomes.</summary>
    public static IReadOnlyList<string> All { get; } = [Allowed, PilotOnly, InHouseOnly, Denied];
}
