using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>
/// What a party that leaves has finished stays its own: the next is not judged of it, and somebody has to be.
/// </summary>
internal static class Shares
{
    /// <summary>The leaver's share; null where it has neither restored nor repaired.</summary>
    public static OrderShareClosed? Of(Asked asked)
    {
        var (origin, state, lead) = (asked.Origin, asked.State, asked.State.Lead!);
        if (state.Restoration() is not { } restored
            || (restored.ContractorId != lead.ContractorId && state.At(MilestoneKind.RepairCompleted) is null))
        {
            return null;
        }

        var milestones = OrderClocks.MilestonesOf(state) with { EndedAt = asked.Now };
        var share = new OrderShare(Closing.OutcomeOf(origin, state, []), milestones);
        return new OrderShareClosed(share.OutcomeIn(state), milestones, asked.Now);
    }

    /// <summary>Shares that count no longer. They go before what undoes them: the month takes them out once.</summary>
    public static IEnumerable<IEvent> Gone(WorkOrderState after, DateTimeOffset now)
    {
        var reason = after.Status switch
        {
            OrderStatus.Cancelled => "cancelled",
            OrderStatus.ClosedByRefusal => "closed-by-refusal",
            _ => after.RestoredBefore is null ? "restoration-rejected" : null,
        };
        return reason is null
            ? []
            : after.Shares.Select(s => new OrderShareWithdrawn(
                s.Outcome.OrderId, s.Outcome.Number, s.Outcome.ContractorId, reason, s.Outcome.OccurredAt, now));
    }

    /// <summary>
    /// Shares that come to something else. Of an order that has ended a recompute alone changes them.
    /// </summary>
    public static IEnumerable<IEvent> Retold(WorkOrderState before, WorkOrderState after, DateTimeOffset now)
    {
        if (before.HasEnded && before.RecomputedBy == after.RecomputedBy)
        {
            yield break;
        }

        foreach (var share in after.Shares)
        {
            if (share.OutcomeIn(after) is var outcome && !OrderShare.SayTheSame(outcome, share.Outcome))
            {
                yield return new OrderShareClosed(outcome, share.Milestones, now);
            }
        }
    }
}
