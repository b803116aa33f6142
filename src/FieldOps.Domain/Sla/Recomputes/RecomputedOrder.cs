using System.Collections.Immutable;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.Domain.Sla.Recomputes;

/// <summary>One order of a dry run.</summary>
/// <param name="Order">As it is.</param>
/// <param name="Before">Its clocks as they stand.</param>
/// <param name="After">Its clocks under the change.</param>
/// <param name="Terms">Its limits from then on; null where they mean the same.</param>
/// <param name="Code">Why nothing can be said; null when it can.</param>
public sealed record RecomputedOrder(
    OrderIntervals Order,
    ImmutableArray<ClockVerdict> Before,
    ImmutableArray<ClockVerdict> After,
    SlaTerms? Terms,
    string? Code)
{
    /// <summary>
    /// Whether the order is touched: a running one by other limits, an ended one by another result of a clock.
    /// </summary>
    public bool Changes => Code is null && (Order.HasEnded ? !Before.SequenceEqual(After) : Terms is not null);

    /// <summary>Clocks that were kept and break.</summary>
    public int Breaks => Flips(ClockOutcome.OnTime, ClockOutcome.Late);

    /// <summary>Clocks that were broken and are kept.</summary>
    public int Mends => Flips(ClockOutcome.Late, ClockOutcome.OnTime);

    /// <summary>An order that nothing can be said of.</summary>
    public static RecomputedOrder Unresolved(OrderIntervals order, string code) => new(order, [], [], null, code);

    private int Flips(ClockOutcome from, ClockOutcome to)
    {
        var count = 0;
        foreach (var after in After)
        {
            foreach (var before in Before)
            {
                if (before.Clock == after.Clock && before.Outcome == from && after.Outcome == to)
                {
                    count++;
                }
            }
        }

        return count;
    }
}
