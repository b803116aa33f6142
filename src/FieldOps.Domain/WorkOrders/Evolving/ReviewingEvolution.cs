using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.WorkOrders.Evolving;

/// <summary>What the operator and the clocks say about the work.</summary>
internal static class ReviewingEvolution
{
    public static WorkOrderState? After(WorkOrderState state, IEvent happened) => happened switch
    {
        ReplyVerified e => state with
        {
            Status = OrderStatus.Verified,
            Attribution = e.Attribution,
            VerifiedAt = e.VerifiedAt,
        },
        ReplyReturned e => Returned(state, e),
        ReviewTransferred e => state with { ReviewerId = e.ReviewerId },
        OrderArchived e => state with
        {
            Status = OrderStatus.Archived,
            Outcome = e.Outcome,
            FalseReply = e.Outcome.FalseReply,
            ReturnCount = e.Outcome.ReturnCount,
            EndedAt = e.ArchivedAt,
        },
        AlarmClearRecorded e => Cleared(state, new AlarmSpan(e.AlarmId, e.RaisedAt, e.ClearedAt)),
        FalseReplyFound e => Corrected(OfLead(state with { FalseReply = true }), e.CountedRestoredAt),
        RestorationCorrected e => Corrected(state, e.CountedRestoredAt),
        RepeatRecorded e => state with { RepeatCount = e.RepeatCount },
        ClockWarned e => Marked(state, e.Clock, m => m with { Warned = true }),
        ClockBreached e => Marked(state, e.Clock, m => m with { Breached = true }),
        BreachLifted e => Marked(state, e.Clock, m => m with { Breached = false }),
        _ => null,
    };

    private static WorkOrderState Returned(WorkOrderState state, ReplyReturned e)
    {
        var returned = OfLead(state with { ReturnCount = state.ReturnCount + 1 });
        if (!e.RestorationRejected)
        {
            var restored = state.MilestoneOf(MilestoneKind.ServiceRestored) is not null
                || state.MilestoneOf(MilestoneKind.GeneratorOnLoad) is not null;
            return returned with { Status = restored ? OrderStatus.Restored : OrderStatus.InProgress };
        }

        return returned with
        {
            Status = OrderStatus.InProgress,
            Milestones = state.Milestones.RemoveAll(m => m.Kind >= MilestoneKind.GeneratorOnLoad),
            RepliedAt = null,
            RestoredBefore = null,
            RestoreOwedFrom = state.RestoredBefore is null ? state.RestoreOwedFrom : e.ReturnedAt,
        };
    }

    private static WorkOrderState Cleared(WorkOrderState state, AlarmSpan span)
    {
        var kept = state.Alarms.Length < WorkOrderState.AlarmSpansKept ? state.Alarms : state.Alarms.RemoveAt(0);
        return state with { Alarms = kept.Add(span) };
    }

    private static WorkOrderState Corrected(WorkOrderState state, DateTimeOffset? countedAt)
    {
        var index = state.MilestoneOf(MilestoneKind.ServiceRestored) is { } restored
            ? state.Milestones.IndexOf(restored)
            : -1;
        return index < 0 || countedAt is not { } counted
            ? state
            : state with
            {
                Milestones = state.Milestones.SetItem(index, state.Milestones[index] with { CountedAt = counted }),
            };
    }

    // What is found of a lead stays with it when it leaves, and is there again when it comes back.
    private static WorkOrderState OfLead(WorkOrderState state)
    {
        var own = state.Assignments.FirstOrDefault(a => a.ContractorId == state.Lead?.ContractorId);
        return own is null
            ? state
            : state with
            {
                Assignments = state.Assignments.Replace(
                    own, own with { FalseReply = state.FalseReply, ReturnCount = state.ReturnCount }),
            };
    }

    private static WorkOrderState Marked(WorkOrderState state, ClockKind clock, Func<ClockMark, ClockMark> change)
    {
        for (var i = 0; i < state.Marks.Length; i++)
        {
            if (state.Marks[i].Clock == clock)
            {
                return state with { Marks = state.Marks.SetItem(i, change(state.Marks[i])) };
            }
        }

        return state with { Marks = state.Marks.Add(change(new ClockMark(clock, false, false))) };
    }
}
