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

        var found = restored is { } claimed ? Finding(claimed, span, asked) : null;
        if (found is null && state.HasEnded)
        {
            return Decision.Nothing;
        }

        var recorded = new AlarmClearRecorded(span.AlarmId, span.RaisedAt, span.ClearedAt);
        return found is null ? Decision.Of(recorded) : Decision.Of(recorded, found);
    }

    /// <summary>The finding when a restoration is claimed after the clear is known; null when they agree.</summary>
    public static FalseReplyFound? Contradicts(RecordedTime restored, Asked asked) =>
        asked.State.Alarms.Select(span => Finding(restored.CountedAt, span, asked)).FirstOrDefault(f => f is not null);

    private static FalseReplyFound? Finding(DateTimeOffset claimedAt, AlarmSpan span, Asked asked)
    {
        var tolerance = TimeSpan.FromMinutes(asked.Rules.FalseReplyToleranceMinutes);
        if (asked.State.FalseReply || span.RaisedAt > claimedAt || span.ClearedAt - claimedAt <= tolerance)
        {
            return null;
        }

        // What the month has been given stands: after the archive the finding alone is new.
        var counted = asked.Rules.AlarmClearRestores && !asked.State.HasEnded ? span.ClearedAt : (DateTimeOffset?)null;
        var origin = asked.Origin;
        return new FalseReplyFound(
            origin.OrderId, origin.Number, asked.State.Lead!.ContractorId, origin.OccurredAt, claimedAt,
            span.ClearedAt, counted, asked.Now);
    }
}
