using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders.Evolving;

/// <summary>What a party that leaves the operator leaves behind, and what stays its own.</summary>
internal static class LeavingEvolution
{
    public static WorkOrderState? After(WorkOrderState state, IEvent happened) => happened switch
    {
        OrderHandedOver e => state with { TransferredFrom = null, RestoredBefore = e.Restoration },
        OrderShareClosed e => state with
        {
            Shares = WithoutShare(state, e.Outcome.ContractorId).Add(new OrderShare(e.Outcome, e.Milestones)),
        },
        OrderShareWithdrawn e => state with { Shares = WithoutShare(state, e.ContractorId) },
        AssistLeft e => state with
        {
            Assisting =
            [
                .. state.Assisting.Where(a => a.ContractorId != e.ContractorId),
                .. new[] { e.Replacement }.OfType<Dispatch.Assignee>(),
            ],
        },
        _ => null,
    };

    private static ImmutableArray<OrderShare> WithoutShare(WorkOrderState state, Guid contractorId) =>
        state.Shares.RemoveAll(s => s.Outcome.ContractorId == contractorId);
}
