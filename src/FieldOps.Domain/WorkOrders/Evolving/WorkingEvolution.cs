using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders.Evolving;

/// <summary>What the crew does.</summary>
internal static class WorkingEvolution
{
    public static WorkOrderState? After(WorkOrderState state, IEvent happened) => happened switch
    {
        MilestoneReached e => Reached(state, e),
        SuspensionRequested e => Requested(state, e),
        SuspensionDecided e => Decided(state, e),
        SuspensionOverdue e => WithPause(state, e.PauseNumber, p => p with { Escalated = true }),
        OrderResumed e => GoesOn(WithPause(state, e.PauseNumber, p => p with { Until = e.Time.CountedAt })),
        OrderReplied e => state with
        {
            Status = OrderStatus.Replied,
            Reply = e.Form,
            ReplyCount = e.ReplyNumber,
            RepliedAt = state.RepliedAt ?? e.RepliedAt,
        },
        NoteRecorded => state with { NoteCount = state.NoteCount + 1 },
        _ => null,
    };

    private static WorkOrderState Reached(WorkOrderState state, MilestoneReached e) => state with
    {
        Milestones = state.Milestones.Add(
            new OrderMilestone(
                e.Milestone, e.Time.ClaimedAt, e.Time.CountedAt, e.Permanent, e.SiteMetres,
                e.Time.Flags.IsDefaultOrEmpty ? null : e.Time.Flags)),
        Status = (state.Status, e.Milestone) switch
        {
            (OrderStatus.Accepted or OrderStatus.InProgress,
                MilestoneKind.ServiceRestored or MilestoneKind.GeneratorOnLoad) => OrderStatus.Restored,
            (OrderStatus.Accepted, _) => OrderStatus.InProgress,
            _ => state.Status,
        },
        StatusBeforePause = (state.Status, state.StatusBeforePause, e.Milestone) switch
        {
            (OrderStatus.Suspended, OrderStatus.Accepted or OrderStatus.InProgress,
                MilestoneKind.ServiceRestored or MilestoneKind.GeneratorOnLoad) => OrderStatus.Restored,
            (OrderStatus.Suspended, OrderStatus.Accepted, _) => OrderStatus.InProgress,
            _ => state.StatusBeforePause,
        },
    };

    private static WorkOrderState Requested(WorkOrderState state, SuspensionRequested e)
    {
        var pause = OrderPause.Of(e, state.Lead?.ContractorId, state.Pauses);
        var asked = state with { Pauses = state.Pauses.Add(pause) };
        return e.Until is null
            ? asked with { Status = OrderStatus.Suspended, StatusBeforePause = state.Status }
            : asked;
    }

    private static WorkOrderState Decided(WorkOrderState state, SuspensionDecided e)
    {
        var verdict = e.Approved ? PauseVerdict.Approved : PauseVerdict.Refused;
        var open = state.OpenPause?.Number == e.PauseNumber;
        var judged = WithPause(state, e.PauseNumber, p => p with
        {
            Verdict = verdict,
            JudgedAt = e.DecidedAt,
        });

        // A refused pause that is still open ends with the refusal: there is nothing left to wait for.
        return open && !e.Approved
            ? GoesOn(WithPause(judged, e.PauseNumber, p => p with { Until = e.DecidedAt }))
            : judged;
    }

    private static WorkOrderState GoesOn(WorkOrderState state) => state.Status == OrderStatus.Suspended
        ? state with { Status = state.StatusBeforePause, StatusBeforePause = OrderStatus.None }
        : state;

    private static WorkOrderState WithPause(WorkOrderState state, int number, Func<OrderPause, OrderPause> change)
    {
        var index = state.Pauses.IndexOf(state.Pauses.FirstOrDefault(p => p.Number == number)!);
        return index < 0 ? state : state with { Pauses = state.Pauses.SetItem(index, change(state.Pauses[index])) };
    }
}
