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
        var restored = state.At(MilestoneKind.ServiceRestored);
        if (state.Status is OrderStatus.Cancelled or OrderStatus.ClosedByRefusal
            || state.Alarms.Contains(span)
            || span.RaisedAt > restored)
        {
            return Decision.Nothing;
        }

        var found = restored is { } claimed ? Finding(claimed, state.Alarms.Add(span), asked) : null;
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
        Finding(restored.CountedAt, asked.State.Alarms, asked);

    // A false reply is found once of a party and an order; what its claims count is set right every time.
    private static IEvent? Finding(DateTimeOffset claimedAt, ImmutableArray<AlarmSpan> alarms, Asked asked)
    {
        var cleared = LastingTo(claimedAt, alarms, TimeSpan.FromMinutes(asked.Rules.FalseReplyToleranceMinutes));
        if (cleared == claimedAt)
        {
            return null;
        }

        // What the month has been given stands: after the archive the finding alone is new.
        var counts = asked.Rules.AlarmClearRestores && !asked.State.HasEnded;
        var (origin, lead) = (asked.Origin, asked.State.Lead!.ContractorId);
        if (asked.State.FalseReply)
        {
            return counts ? new RestorationCorrected(lead, claimedAt, cleared, cleared, asked.Now) : null;
        }

        return new FalseReplyFound(
            origin.OrderId, origin.Number, lead, origin.OccurredAt, claimedAt, cleared, counts ? cleared : null,
            asked.Now);
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
