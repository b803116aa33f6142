using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders.Evolving;

/// <summary>The state after an event. Total: what it does not know leaves the state as it is.</summary>
internal static class WorkOrderEvolution
{
    public static WorkOrderState After(WorkOrderState state, IEvent happened) =>
        AssigningEvolution.After(state, happened)
        ?? WorkingEvolution.After(state, happened)
        ?? ReviewingEvolution.After(state, happened)
        ?? WindowEvolution.After(state, happened)
        ?? RecomputeEvolution.After(state, happened)
        ?? LeavingEvolution.After(state, happened)
        ?? MergingEvolution.After(state, happened)
        ?? state;
}
