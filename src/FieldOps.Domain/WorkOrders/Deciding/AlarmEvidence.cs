using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>
/// What alarms of the order's own trouble say about a claimed restoration (domain reference, section 7.7).
/// </summary>
internal static class AlarmEvidence
{
    public static Decision Record(RecordAlarmClear wish, Asked asked)
    {
        if (Allow.Product(asked.By) is { } no)
        {
            return Decision.Refuse(no);
        }

        var state = asked.State;
        var span = new AlarmSpan(wish.AlarmId, wish.RaisedAt.ToUniversalTime(), wish.ClearedAt.ToUniversalTime());
        var restored = Claimed(state);
        if (state.Status is OrderStatus.Cancelled or OrderStatus.ClosedByRefusal
            || state.Alarms.Contains(span)
            || span.RaisedAt > restored?.CountedAt)
        {
            return Decision.Nothing;
        }

        var found = restored is { } claimed
            ? Finding(claimed.CountedAt, claimed.ContractorId, state.Alarms.Add(span), asked)
            : null;
        if (found is null && state.HasEnded)
        {
            return Decision.Nothing;
        }

        var recorded = new AlarmClearRecorded(span.AlarmId, span.RaisedAt, span.ClearedAt);
        return found is null ? Decision.Of(recorded) : Decision.Of(recorded, found);
    }

    /// <summary>
    /// What alarms known already say of a restoration when it is claimed; null when they agree with it.
    /// </summary>
    public static IEvent? Contradicts(RecordedTime restored, Asked asked) =>
        Finding(restored.CountedAt, asked.State.Lead!.ContractorId, asked.State.Alarms, asked);

    // The restoration of service that stands, the lead's own or that of a party that left; a generator that somebody
    // has put on load since does not stand before it.
    private static (DateTimeOffset CountedAt, Guid ContractorId)? Claimed(WorkOrderState state)
    {
        if (state.At(MilestoneKind.ServiceRestored) is { } own && state.Lead is { } lead)
        {
            return (own, lead.ContractorId);
        }

        return state.RestoredBefore is { Milestone: MilestoneKind.ServiceRestored } before
            ? (before.CountedAt, before.ContractorId)
            : null;
    }

    // A false reply is found once of a party and an order, though the party may have left; what its claims count is
    // set right every time.
    private static IEvent? Finding(
        DateTimeOffset claimedAt, Guid author, ImmutableArray<AlarmSpan> alarms, Asked asked)
    {
        var cleared = LastingTo(claimedAt, alarms, TimeSpan.FromMinutes(asked.Rules.FalseReplyToleranceMinutes));
        if (cleared == claimedAt)
        {
            return null;
        }

        // What the month has been given stands: after the archive the finding alone is new.
        var counts = asked.Rules.AlarmClearRestores && !asked.State.HasEnded;
        var leads = asked.State.Lead?.ContractorId == author;
        if (!asked.State.IsFalseReplier(author))
        {
            return Found(leads, author, (claimedAt, cleared, counts ? cleared : null), asked);
        }

        return !counts ? null
            : leads ? new RestorationCorrected(author, claimedAt, cleared, cleared, asked.Now)
            : new FormerRestorationCorrected(author, claimedAt, cleared, cleared, asked.Now);
    }

    private static FalseReplyFound Found(
        bool leads,
        Guid author,
        (DateTimeOffset Claimed, DateTimeOffset Cleared, DateTimeOffset? Counted) at,
        Asked asked)
    {
        var (origin, now) = (asked.Origin, asked.Now);
        return leads
            ? new FalseReplyFound(
                origin.OrderId, origin.Number, author, origin.OccurredAt, at.Claimed, at.Cleared, at.Counted, now)
            : new FormerFalseReplyFound(
                origin.OrderId, origin.Number, author, origin.OccurredAt, at.Claimed, at.Cleared, at.Counted, now);
    }

    // The end of the alarms that last over an instant, one after the other; the instant itself when none does.
    private static DateTimeOffset LastingTo(
        DateTimeOffset at, ImmutableArray<AlarmSpan> alarms, TimeSpan tolerance)
    {
        foreach (var span in alarms.OrderBy(a => a.RaisedAt))
        {
            if (span.RaisedAt <= at && span.ClearedAt - at > tolerance)
            {
                at = span.ClearedAt;
            }
        }

        return at;
    }
}
