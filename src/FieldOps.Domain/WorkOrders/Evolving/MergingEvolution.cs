using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders.Evolving;

/// <summary>Two orders on the way to one.</summary>
internal static class MergingEvolution
{
    public static WorkOrderState? After(WorkOrderState state, IEvent happened) => happened switch
    {
        OrderMergeAsked e => state with { MergeAsked = e },
        OrderMergeDropped => state with { MergeAsked = null },
        OrderTakenOver e => state with
        {
            MergeAsked = null,
            TakenOver =
            [
                .. state.TakenOver.TakeLast(WorkOrderState.TakenOverKept - 1).Where(o => o != e.MergedId), e.MergedId,
            ],
        },
        _ => null,
    };
}
