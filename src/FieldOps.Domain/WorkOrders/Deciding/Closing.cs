using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>Cancel and archive.</summary>
internal static class Closing
{
    public static Decision Cancel(CancelOrder wish, Asked asked)
    {
        if ((Allow.Dispatcher(asked.By) ?? Allow.Reason(wish.Reason)) is { } no)
        {
            return Decision.Refuse(no);
        }

        var origin = asked.Origin;
        if (wish.Into?.OrderId == origin.OrderId)
        {
            return Decision.Refuse(WorkOrderRefusals.MergedIntoItself);
        }

        // Since it said that it is on its way it has taken nobody over: so no chain of merges comes back to it.
        if (wish.Into is { } into && asked.State.MergeAsked?.Into.OrderId != into.OrderId)
        {
            return Decision.Refuse(WorkOrderRefusals.MergeNotAsked, ("number", into.Number));
        }

        var by = Allow.Product(asked.By) is null ? wish.AskedBy ?? asked.By.Id : asked.By.Id;
        return Decision.Of(new OrderCancelled(
            origin.OrderId, origin.Number, origin.Ticket, origin.Asset.AssetId, asked.State.Lead?.ContractorId,
            wish.Reason, by, origin.OccurredAt, asked.Now)
        {
            MergedInto = wish.Into,
        });
    }

    public static Decision Archive(Asked asked)
    {
        var no = Allow.Closer(asked.By)
            ?? Allow.Status(asked, WorkOrderRefusals.NotVerified, OrderStatus.Verified)
            ?? (IsRepaired(asked) ? null : Refusal.Of(WorkOrderRefusals.NotRepaired))
            ?? Unjudged(asked);
        return no is null ? Decision.Of(Archived(asked)) : Decision.Refuse(no);
    }

    /// <summary>True when no permanent repair is outstanding.</summary>
    public static bool IsRepaired(Asked asked) =>
        asked.Origin.Terms.LimitOf(ClockKind.Repair) is null || OrderClocks.RepairedAt(asked.State) is not null;

    // Silence must not decide for the contractor (domain reference, section 6.3): the outcome is frozen here.
    private static Refusal? Unjudged(Asked asked) => asked.State.UnjudgedPause is { } pause
        ? Refusal.Of(WorkOrderRefusals.PauseUnjudged, ("pause", Words.Of(pause.Number)))
        : null;

    private static OrderArchived Archived(Asked asked)
    {
        var ended = asked.State with { EndedAt = asked.Now };
        return new OrderArchived(
            OutcomeOf(asked.Origin, asked.State, OrderClocks.Of(ended, asked.Now)), asked.Origin.Ticket, asked.Now);
    }

    /// <summary>What the order means for its lead's month, with clocks that are given.</summary>
    public static OrderOutcome OutcomeOf(
        OrderCreated origin, WorkOrderState state, ImmutableArray<ClockResult> clocks) => new(
        origin.OrderId,
        origin.Number,
        state.Lead!.ContractorId,
        state.Lead.LotId,
        origin.Asset.AssetId,
        origin.Asset.AssetClass,
        origin.Asset.Region,
        origin.Asset.County,
        origin.WorkKind,
        origin.OccurredAt,
        state.Attribution ?? Attributions.ContractorScope,
        clocks,
        state.FalseReply,
        state.RepeatCount,
        state.ReturnCount,
        state.Restoration());
}
