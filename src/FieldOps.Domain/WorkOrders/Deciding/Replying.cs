using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>Reply and review.</summary>
internal static class Replying
{
    public static Decision Reply(ReplyToOrder wish, Asked asked)
    {
        var no = Allow.Lead(asked) ?? Waiting(asked) ?? FormFault(wish.Form, asked.Rules);
        if (no is not null)
        {
            return Decision.Refuse(no);
        }

        var stands = asked.State.At(MilestoneKind.ServiceRestored) is not null
            || asked.State.RestoredBefore is not null;
        no = Told(wish, stands, asked, out var told) ?? (told.IsEmpty || stands ? Readiness(asked) : null);
        return no is null ? Decision.Of([.. told, Replied(wish, asked)]) : Decision.Refuse(no);
    }

    // What the reply says of the restoration is recorded with it, or refused: nothing of it is dropped.
    private static Refusal? Told(ReplyToOrder wish, bool stands, Asked asked, out ImmutableArray<IEvent> events)
    {
        if (wish.RestoredAt is { } at)
        {
            return Milestones.Reach(MilestoneKind.ServiceRestored, at, wish.Permanent, asked, out events);
        }

        events = [];
        return wish.Permanent && stands ? Milestones.Repair(at: null, asked, out events) : null;
    }

    private static Refusal? Readiness(Asked asked) =>
        asked.State.RestoredBefore is null && HasToRestore(asked.Origin.Terms)
            ? Allow.Status(asked, WorkOrderRefusals.NotRestored, OrderStatus.Restored)
            : Allow.Status(asked, WorkOrderRefusals.NotAccepted, OrderStatus.Accepted, OrderStatus.InProgress);

    public static Decision Verify(VerifyReply wish, Asked asked)
    {
        var no = Allow.Reviewer(asked.By)
            ?? Allow.Status(asked, WorkOrderRefusals.NotReplied, OrderStatus.Replied)
            ?? Allow.Note(wish.Note);
        if (no is null && !Attributions.All.Contains(wish.Attribution))
        {
            no = Refusal.Of(WorkOrderRefusals.AttributionUnknown, ("attribution", wish.Attribution));
        }

        return no is null
            ? Decision.Of(new ReplyVerified(wish.Attribution, wish.Note ?? string.Empty, asked.By.Id, asked.Now)
            {
                Tells = TicketRestoration.Of(
                    asked.Origin, asked.State.Restoration()?.CountedAt ?? asked.State.RepliedAt),
            })
            : Decision.Refuse(no);
    }

    public static Decision Return(ReturnReply wish, Asked asked)
    {
        var no = Allow.Reviewer(asked.By)
            ?? Allow.Status(asked, WorkOrderRefusals.NotReplied, OrderStatus.Replied)
            ?? Allow.Reason(wish.Reason);
        return no is null
            ? Decision.Of(new ReplyReturned(
                asked.State.ReturnCount + 1, wish.Reason, wish.RestorationRejected, asked.Now)
            {
                Tells = wish.RestorationRejected ? TicketRestoration.Of(asked.Origin, restoredAt: null) : null,
            })
            : Decision.Refuse(no);
    }

    public static Decision TransferReview(TransferReview wish, Asked asked)
    {
        var no = Allow.Reviewer(asked.By)
            ?? Allow.Status(asked, WorkOrderRefusals.NotReplied, OrderStatus.Replied)
            ?? Allow.Reason(wish.ReviewerId)
            ?? Allow.Reason(wish.Reason);
        if (no is not null)
        {
            return Decision.Refuse(no);
        }

        return asked.State.ReviewerId == wish.ReviewerId
            ? Decision.Nothing
            : Decision.Of(new ReviewTransferred(wish.ReviewerId, wish.Reason, asked.Now));
    }

    private static Refusal? Waiting(Asked asked) => asked.Status is OrderStatus.Replied or OrderStatus.Verified
        ? Refusal.Of(WorkOrderRefusals.RepliedAlready, ("status", Words.Of(asked.Status)))
        : null;

    private static bool HasToRestore(SlaTerms terms) =>
        terms.LimitOf(ClockKind.Restore) is not null || terms.LimitOf(ClockKind.OnLoad) is not null;

    private static OrderReplied Replied(ReplyToOrder wish, Asked asked) =>
        new(asked.State.Lead!.ContractorId, wish.Form, asked.State.ReplyCount + 1, asked.Now);

    private static Refusal? FormFault(ReplyForm form, PinnedRules rules)
    {
        if (!form.IsWithinLimits())
        {
            return Refusal.Of(WorkOrderRefusals.TextTooLong, ("limit", Words.Of(ReplyForm.TextCharsMax)));
        }

        var missing = string.Join(',', rules.ReplyFields.Where(f => !form.Has(f)));
        return missing.Length == 0 ? null : Refusal.Of(WorkOrderRefusals.ReplyFieldsMissing, ("fields", missing));
    }
}
