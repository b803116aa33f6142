namespace FieldOps.Assessment.Recomputes;

/// <summary>Nobody knows whether some orders took a recompute: they are asked again, with the same ids.</summary>
internal sealed class RecomputeUnansweredException(string message) : Exception(message)
{
    /// <summary>Names how many, and one of them with the reason: it is where people begin to look.</summary>
    public static RecomputeUnansweredException Of(IReadOnlyCollection<(Difference Order, string Code)> orders)
    {
        var (order, why) = orders.MinBy(o => o.Order.OrderId);
        return new RecomputeUnansweredException(FormattableString.Invariant(
            $"{orders.Count} orders did not answer, among them {order.Number} ({order.OrderId:D}): {why}"));
    }
}
