using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.Assessment.Recomputes;

/// <summary>A page of orders, of which those that have ended are unpacked when they are asked for.</summary>
/// <param name="Rows">By the instant of the trouble.</param>
/// <param name="Terms">The limits that rows name.</param>
/// <param name="Running">Orders that run, as they are; null: cancelled since.</param>
internal sealed record IntervalPage(
    IReadOnlyList<IntervalRow> Rows,
    IReadOnlyDictionary<Guid, SlaTerms> Terms,
    IReadOnlyDictionary<Guid, OrderIntervals?> Running)
{
    /// <summary>The last one; null where there is none.</summary>
    public RecomputeCursor? End =>
        Rows is [.., var last] ? new RecomputeCursor(last.OccurredAt, last.OrderId) : null;

    /// <summary>The order of a row; null when it was cancelled since.</summary>
    public OrderIntervals? Order(int at)
    {
        var row = Rows[at];
        return row.Ended ? IntervalPack.Read(row, Terms[row.TermsId]) : Running[row.OrderId];
    }
}
