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
        FalseReplyFound e => Corrected(Found(state, e.ContractorId), e.ContractorId, e.CountedRestoredAt),
        RestorationCorrected e => Corrected(state, e.ContractorId, e.CountedRestoredAt),
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
            Past = state.Past?.Undone(),
            RestoredBefore = null,
            RestoreOwedFrom = state.RestoredBefore is null ? state.RestoreOwedFrom : e.ReturnedAt,
        };
    }

    private static WorkOrderState Cleared(WorkOrderState state, AlarmSpan span)
    {
        var kept = state.Alarms.Length < WorkOrderState.AlarmSpansKept ? state.Alarms : state.Alarms.RemoveAt(1);
        return state with { Alarms = kept.Add(span) };
    }

    // Of a party that has left as well: its restoration may be the one that stands.
    private static WorkOrderState Found(WorkOrderState state, Guid author) => state.Lead?.ContractorId == author
        ? OfLead(state with { FalseReply = true })
        : state with
        {
            Assignments =
            [
                .. state.Assignments.Select(a => a.ContractorId == author ? a with { FalseReply = true } : a),
            ],
        };

    // The restoration that stands: the lead's own, or that of a party that left.
    private static WorkOrderState Corrected(WorkOrderState state, Guid author, DateTimeOffset? countedAt)
    {
        if (countedAt is not { } counted)
        {
            return state;
        }

        return state.MilestoneOf(MilestoneKind.ServiceRestored) is { } own
            ? state with { Milestones = state.Milestones.Replace(own, own with { CountedAt = counted }) }
            : state with
            {
                RestoredBefore = state.RestoredBefore is { } before ? before with { CountedAt = counted } : null,
                Shares = [.. state.Shares.Select(s => s.Corrected(author, counted))],
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
