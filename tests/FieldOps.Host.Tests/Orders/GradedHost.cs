namespace FieldOps.Host.Tests.Orders;

/// <summary>The whole host under the graded matrix and its rules.</summary>
public sealed class GradedHost : OrdersHost
{
    protected override Dictionary<string, string?> Settings { get; } = new(StringComparer.Ordinal)
    {
        ["FieldOps:WorkOrders:SlaPolicy"] = "graded",
        ["FieldOps:WorkOrders:RulesPolicy"] = "graded",
    };
}
