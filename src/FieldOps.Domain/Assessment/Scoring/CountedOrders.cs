namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>Which orders count in rates: ended, still the contractor's, and attributed to its scope.</summary>
internal static class CountedOrders
{
    // The word that an order's attribution becomes when an objection about it was upheld: every scheme leaves it out.
    public const string ByDecision = "excluded-by-decision";

    public static bool Counts(OrderFact order, ScoringScheme scheme) =>
        order is { Withdrawn: null, Ended: not null } && !IsExcluded(order, scheme);

    /// <summary>Whether an ended order is left out of every rate.</summary>
    public static bool IsExcluded(OrderFact order, ScoringScheme scheme) =>
        order.Ended!.Attribution == ByDecision || scheme.ExcludedAttributions.Contains(order.Ended.Attribution);
}
