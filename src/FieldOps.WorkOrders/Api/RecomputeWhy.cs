using System.Collections.Immutable;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Feed;

namespace FieldOps.WorkOrders.Api;

/// <summary>A recompute that changed the order, and what it changed.</summary>
/// <param name="RecomputeId">The recompute.</param>
/// <param name="At">UTC.</param>
/// <param name="Reason">Why; absent to a party that left the order.</param>
/// <param name="ApprovedBy">Actor id; absent to the same.</param>
/// <param name="Limits">Whether it gave other limits.</param>
/// <param name="Facts">What was corrected of the order; absent for nothing, and to the same.</param>
/// <param name="Pauses">Pauses that it judged otherwise; to a party that left, its own.</param>
/// <param name="Outside">Declared events and clocks that it changed; absent for none, and to the same.</param>
internal sealed record RecomputeWhy(
    Guid RecomputeId,
    DateTimeOffset At,
    string? Reason,
    string? ApprovedBy,
    bool Limits,
    OrderCorrection? Facts,
    ImmutableArray<PauseRuling> Pauses,
    OutsideChange? Outside)
{
    /// <summary>
    /// The recomputes of an order. A party that left is judged by its limits and by its own pauses; why two people
    /// changed the order of another is not its business.
    /// </summary>
    public static ImmutableArray<RecomputeWhy> Of(
        WorkOrderState state, IEnumerable<RecordedEvent> history, Guid? reader)
    {
        var all = Of(history);
        if (OrderDoor.IsVisible(reader, state))
        {
            return all;
        }

        var own = state.Pauses.Where(p => p.ContractorId == reader).Select(p => p.Number).ToHashSet();
        return
        [
            .. all.Select(r => r with
            {
                Reason = null,
                ApprovedBy = null,
                Facts = null,
                Pauses = [.. r.Pauses.Where(p => own.Contains(p.PauseNumber))],
                Outside = null,
            }),
        ];
    }

    private static ImmutableArray<RecomputeWhy> Of(IEnumerable<RecordedEvent> history) =>
    [
        .. history.Select(e => e.Body).OfType<OrderRecomputed>().Select(e => new RecomputeWhy(
            e.RecomputeId, e.RecomputedAt, e.Reason, e.ApprovedBy, e.Terms is not null,
            e.Facts.SaysSomething ? e.Facts : null, e.Rulings, e.Outside)),
    ];
}
