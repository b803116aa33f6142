using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>What the order's own alarm says about a claimed restoration (domain reference, section 7.7).</summary>
internal static class AlarmEvidence
{
    public static Decision Record(RecordAlarmClear wish, Asked asked)
    {
        if (Allow.Product(asked.By) is { } no)
        {
            return Decision.Refuse(no);
        }

        var (state, clearedAt) = (asked.State, wish.ClearedAt.ToUniversalTime());
        if (wish.AlarmId != asked.Origin.AlarmId || state.AlarmClearedAt is not null
            || state.Status is OrderStatus.Cancelled or OrderStatus.ClosedByRefusal)
        {
            return Decision.Nothing;
        }

        var recorded = new AlarmClearRecorded(wish.AlarmId, clearedAt);
        return state.MilestoneOf(MilestoneKind.ServiceRestored) is { } restored
            && Finding(restored.CountedAt, clearedAt, asked) is { } found
                ? Decision.Of(recorded, found)
                : Decision.Of(recorded);
    }

    /// <summary>The finding when a restoration is claimed after the clear is known; null when they agree.</summary>
    public static FalseReplyFound? Contradicts(RecordedTime restored, Asked asked) =>
        asked.State.AlarmClearedAt is { } clearedAt ? Finding(restored.CountedAt, clearedAt, asked) : null;

    private static FalseReplyFound? Finding(DateTimeOffset claimedAt, DateTimeOffset clearedAt, Asked asked)
    {
        var tolerance = TimeSpan.FromMinutes(asked.Rules.FalseReplyToleranceMinutes);
        if (asked.State.FalseReply || clearedAt - claimedAt <= tolerance)
        {
            return null;
        }

        // What the month has been given stands: after the archive the finding alone is new.
        var counted = asked.Rules.AlarmClearRestores && !asked.State.HasEnded ? clearedAt : (DateTimeOffset?)null;
        var origin = asked.Origin;
        return new FalseReplyFound(
            origin.OrderId, origin.Number, asked.State.Lead!.ContractorId, origin.OccurredAt, claimedAt, clearedAt,
            counted, asked.Now);
    }
}
