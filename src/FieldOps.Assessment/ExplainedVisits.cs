using FieldOps.Domain.Assessment;
using FieldOps.Domain.Settlement;

namespace FieldOps.Assessment;

/// <summary>The orders behind visits that were counted: the line of each follows from the order itself.</summary>
internal static class ExplainedVisits
{
    private const int OfLineMin = 20;

    /// <summary>A month's counted orders by the path of their line, by number.</summary>
    public static ILookup<string, OrderFact> Of(MonthState state)
    {
        var lines = state.Visits is { } visits ? new VisitLines(visits) : null;
        return (lines is null ? [] : state.Orders.Values)
            .OrderBy(o => o.Number, StringComparer.Ordinal).ThenBy(o => o.OrderId)
            .Select(o => (Line: lines!.PathOf(o), Order: o)).Where(o => o.Line is not null)
            .ToLookup(o => o.Line!, o => o.Order, StringComparer.Ordinal);
    }

    /// <summary>
    /// Those of a line that are shown down to their own events: the first by number, and of many lines fewer each.
    /// </summary>
    public static IEnumerable<OrderFact> ShownOf(ILookup<string, OrderFact> visits, string line) =>
        visits[line].Take(Math.Max(OfLineMin, MonthExplained.OrdersMax / Math.Max(1, visits.Count)));

    /// <summary>Where all orders of a line are read, page by page.</summary>
    public static string PagesOf(MonthState state, string line) =>
        $"/api/v1/months/{Uri.EscapeDataString(state.Month!.ContractorCode)}/{state.Month.Month}/orders?line="
            + Uri.EscapeDataString(line);
}
