using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders.Evolving;

/// <summary>What a recompute leaves.</summary>
internal static class RecomputeEvolution
{
    public static WorkOrderState? After(WorkOrderState state, IEvent happened) =>
        happened is OrderRecomputed e && state.Origin is { } origin ? After(state, origin, e) : null;

    private static WorkOrderState After(WorkOrderState state, OrderCreated origin, OrderRecomputed e)
    {
        var pauses = OrderIntervals.Ruled(state.Pauses, e.Rulings);
        return state with
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
            Pauses = e.Outside?.Of(pauses) ?? pauses,
            Windows = e.Outside?.Of(state.Windows) ?? state.Windows,
            Suppressed = e.Outside?.Of(state.Suppressed) ?? state.Suppressed,
            Followed = e.Outside?.Of(state.Followed) ?? state.Followed,
            Outcome = e.Outcome ?? state.Outcome,
            RecomputedBy = e.RecomputeId,
        };
    }
}
