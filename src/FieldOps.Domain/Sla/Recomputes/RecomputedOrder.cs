using System.Collections.Immutable;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.Domain.Sla.Recomputes;

/// <summary>One order of a dry run. What is said without further words is of the party that has the order.</summary>
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
    /// <summary>What parties that left answer for, each with what becomes of it; one that is not moved included.
    /// </summary>
    public ImmutableArray<RecomputedShare> Shares { get; init; } = [];

    /// <summary>
    /// Whether the order is touched: a running one by other limits, an ended one by another result of a clock, be it
    /// of a party that left.
    /// </summary>
    public bool Changes => MovesLead
        || (Code is null && Order.HasEnded && !Shares.IsEmpty && Shares.Any(s => s.Moves));

    /// <summary>Whether it is another order to the party that has it.</summary>
    public bool MovesLead => Code is null && (Order.HasEnded ? !Before.SequenceEqual(After) : Terms is not null);

    /// <summary>Clocks that were kept and break.</summary>
    public int Breaks => ClockVerdict.Flips(Before, After, ClockOutcome.OnTime, ClockOutcome.Late);

    /// <summary>Clocks that were broken and are kept.</summary>
    public int Mends => ClockVerdict.Flips(Before, After, ClockOutcome.Late, ClockOutcome.OnTime);

    /// <summary>An order that nothing can be said of.</summary>
    public static RecomputedOrder Unresolved(OrderIntervals order, string code) => new(order, [], [], null, code);
}

/// <summary>What becomes of a share of an order.</summary>
/// <param name="ContractorId">The party that left.</param>
/// <param name="Before">Its clocks as they stand.</param>
/// <param name="After">Its clocks under the change.</param>
public sealed record RecomputedShare(
    Guid ContractorId, ImmutableArray<ClockVerdict> Before, ImmutableArray<ClockVerdict> After)
{
    /// <summary>Whether the party's month is given another outcome.</summary>
    public bool Moves => !Before.SequenceEqual(After);

    /// <summary>Clocks that were kept and break.</summary>
    public int Breaks => ClockVerdict.Flips(Before, After, ClockOutcome.OnTime, ClockOutcome.Late);

    /// <summary>Clocks that were broken and are kept.</summary>
    public int Mends => ClockVerdict.Flips(Before, After, ClockOutcome.Late, ClockOutcome.OnTime);
}
