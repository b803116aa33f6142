using System.Collections.Immutable;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Feed;

namespace FieldOps.WorkOrders.Api;

/// <summary>A recompute that changed the order, and what it changed.</summary>
/// <param name="RecomputeId">The recompute.</param>
/// <param name="At">UTC.</param>
/// <param name="Reason">Why.</param>
/// <param name="ApprovedBy">Actor id.</param>
/// <param name="Limits">Whether it gave other limits.</param>
/// <param name="Facts">What was corrected of the order; absent for nothing.</param>
/// <param name="Pauses">Pauses that it judged otherwise.</param>
/// <param name="Outside">Declared events and clocks that it changed; absent for none.</param>
internal sealed record RecomputeWhy(
    Guid RecomputeId,
    DateTimeOffset At,
    string Reason,
    string ApprovedBy,
    bool Limits,
    OrderCorrection? Facts,
    ImmutableArray<PauseRuling> Pauses,
    OutsideChange? Outside)
{
    public static ImmutableArray<RecomputeWhy> Of(IEnumerable<RecordedEvent> history) =>
    [
        .. history.Select(e => e.Body).OfType<OrderRecomputed>().Select(e => new RecomputeWhy(
            e.RecomputeId, e.RecomputedAt, e.Reason, e.ApprovedBy, e.Terms is not null,
            e.Facts.SaysSomething ? e.Facts : null, e.Rulings, e.Outside)),
    ];
}
