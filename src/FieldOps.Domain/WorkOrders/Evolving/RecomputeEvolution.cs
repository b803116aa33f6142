using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders.Evolving;

/// <summary>What a recompute leaves.</summary>
internal static class RecomputeEvolution
{
    public static WorkOrderState? After(WorkOrderState state, IEvent happened) =>
        happened is OrderRecomputed e && state.Origin is { } origin ? After(state, origin, e) : null;

    private static WorkOrderState After(WorkOrderState state, OrderCreated origin, OrderRecomputed e) =>
        state with
        {
            Origin = origin with
            {
                Terms = e.Terms ?? origin.Terms,
                Severity = e.Facts.Severity ?? origin.Severity,
                Asset = origin.Asset with
                {
                    AreaClass = e.Facts.AreaClass ?? origin.Asset.AreaClass,
                    Tags = e.Facts.Tags ?? origin.Asset.Tags,
                },
            },
            Pauses = OrderIntervals.Ruled(state.Pauses, e.Rulings),
            Outcome = e.Outcome ?? state.Outcome,
            RecomputedBy = e.RecomputeId,
        };
}
