using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders.Evolving;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>The clocks of an order, worked out again after the fact.</summary>
internal static class Recomputing
{
    public static Decision Recompute(RecomputeOrder wish, Asked asked)
    {
        var state = asked.State;
        if ((Allow.Product(asked.By) ?? Fault(wish, state)) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (state.RecomputedBy == wish.RecomputeId)
        {
            return Decision.Nothing;
        }

        var happened = new OrderRecomputed(
            wish.RecomputeId, asked.Origin.OrderId, asked.Origin.Number, wish.Terms, wish.Facts, wish.Rulings, null, [],
            wish.Reason, wish.ApprovedBy, asked.Now)
        {
            Outside = wish.Outside,
        };
        var after = WorkOrderEvolution.After(state with { Outcome = null }, happened);
        if (wish.Shares is { } shares && !AreApproved(shares, after))
        {
            return Decision.Refuse(WorkOrderRefusals.RecomputeDiffers);
        }

        if (state.Outcome is not { } outcome)
        {
            return Decision.Of(happened);
        }

        var clocks = OrderClocks.Of(after, state.EndedAt ?? asked.Now);
        return ClockVerdict.Of(clocks).SequenceEqual(wish.Expected)
            ? Decision.Of(happened with
            {
                Outcome = outcome with { Clocks = clocks, FalseReply = state.FalseReply },
                Before = ClockVerdict.Of(outcome.Clocks),
            })
            : Decision.Refuse(WorkOrderRefusals.RecomputeDiffers);
    }

    // Every party that left comes to what a person approved, and there is none that nobody looked at.
    private static bool AreApproved(ImmutableArray<ShareVerdicts> approved, WorkOrderState after) =>
        approved.Length == after.Shares.Length
        && after.Shares.All(s => approved.Any(a => a.ContractorId == s.Outcome.ContractorId
            && a.Clocks.SequenceEqual(ClockVerdict.Of(s.OutcomeIn(after).Clocks))));

    private static Refusal? Fault(RecomputeOrder wish, WorkOrderState state)
    {
        if (state.HasEnded && state.Outcome is null)
        {
            return Refusal.Of(WorkOrderRefusals.Ended, ("status", Words.Of(state.Status)));
        }

        if (!state.HasEnded && (!wish.Rulings.IsEmpty || wish.Outside is not null))
        {
            return Refusal.Of(WorkOrderRefusals.RecomputeRunning);
        }

        foreach (var ruling in wish.Rulings)
        {
            if (!state.Pauses.Any(p => p.Number == ruling.PauseNumber))
            {
                return Refusal.Of(WorkOrderRefusals.PauseUnknown, ("pause", Words.Of(ruling.PauseNumber)));
            }
        }

        return wish.Outside is { } outside ? ClockFault(outside, wish.Terms ?? state.Origin!.Terms) : null;
    }

    private static Refusal? ClockFault(OutsideChange outside, SlaTerms terms) =>
        outside.UnknownClock(terms) is { } unknown
            ? Refusal.Of(WorkOrderRefusals.ClockUnknown, ("clock", Words.Of(unknown)))
            : null;
}
