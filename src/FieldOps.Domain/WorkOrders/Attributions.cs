using System.Collections.Immutable;

namespace FieldOps.Domain.WorkOrders;

/// <summary>Who answers for a fault, as the reviewer found it; stored words.</summary>
public static class Attributions
{
    /// <summary>In the contractor's care: counts in its timeliness.</summary>
    public const string ContractorScope = "contractor-scope";

    /// <summary>Caused by the customer: excluded (domain reference, section 6.4).</summary>
    public const string Customer = "customer";

    /// <summary>Caused by another operator: excluded.</summary>
    public const string OtherOperator = "other-operator";

    /// <summary>A declared event: excluded.</summary>
    public const string ForceMajeure = "force-majeure";

    /// <summary>The operator's own doing.</summary>
    public const string Operator = "operator";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } =
        [ContractorScope, Customer, OtherOperator, ForceMajeure, Operator];
}
