using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders.Evolving;

/// <summary>Windows of declared events, clocks that are not to be judged, steps of the ladder.</summary>
internal static class WindowEvolution
{
    public static WorkOrderState? After(WorkOrderState state, IEvent happened) => happened switch
    {
        WindowInherited e => state with
        {
            Windows = state.Windows.RemoveAll(w => w.EventId == e.EventId)
                .Add(new InheritedWindow(e.EventId, e.Code, e.Reason, e.From, e.Until)),
            Followed = FollowedEvent.After(state.Followed, e.EventId, window: e.Version),
        },
        WindowDropped e => state with
        {
            Windows = state.Windows.RemoveAll(w => w.EventId == e.EventId),
            Followed = FollowedEvent.After(state.Followed, e.EventId, window: e.Version),
        },
        PausesBounded e => state with
        {
            Pauses = OrderPause.Bounded(state.Pauses, e),
            Followed = FollowedEvent.After(state.Followed, e.EventId, pauses: e.Version),
        },
        LadderStepReached e => state with
        {
            Steps = state.Steps.Add(new LadderMark(e.ContractorId, e.Clock, e.StepId)),
        },
        ClocksSuppressed e => state with { Suppressed = state.Suppressed.AddRange(e.Clocks) },
        ClocksRestored e => state with { Suppressed = state.Suppressed.RemoveRange(e.Clocks) },
        _ => null,
    };
}
