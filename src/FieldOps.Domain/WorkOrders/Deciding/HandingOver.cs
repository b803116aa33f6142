using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>A party leaves the operator: what it still has goes on, and nothing stays behind.</summary>
internal static class HandingOver
{
    public static Decision HandOver(HandOverOrder wish, Asked asked)
    {
        if (Allow.Product(asked.By) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (asked.State.Lead is { } lead && lead.ContractorId == wish.ContractorId)
        {
            return StaysForReview(asked) ? Decision.Nothing : Lead(wish, asked, lead);
        }

        var assist = asked.State.Assisting.FirstOrDefault(a => a.ContractorId == wish.ContractorId);
        return assist is null ? Decision.Nothing : Assist(wish, asked, assist);
    }

    // The work is done and waits for the operator: it counts for who did it, unless it is sent back. Where the review
    // has passed and the permanent repair is outstanding, it is not done.
    private static bool StaysForReview(Asked asked)
    {
        var state = asked.State;
        var status = state.Status == OrderStatus.Suspended ? state.StatusBeforePause : state.Status;
        return status == OrderStatus.Replied || (status == OrderStatus.Verified && Closing.IsRepaired(asked));
    }

    private static Decision Lead(HandOverOrder wish, Asked asked, Assignee lead)
    {
        var heir = Fit(HeirOf(wish, lead), asked);
        var reason = ReasonOf(heir);
        var share = Shares.Of(asked);
        bool? keeps = share is null ? null : true;
        var candidates = new[] { Left(lead), heir?.Verdict }.OfType<CandidateVerdict>();
        var choice = new DispatchChoice(heir?.To, reason, asked.State.Choice!.Scope, [.. candidates]);
        return Decision.Of(
        [
            .. Rested(asked),
            .. new[] { share }.OfType<IEvent>(),
            new OrderHandedOver(lead, heir?.To, reason, asked.Now, asked.State.Restoration()),
            heir?.To is { } to
                ? Dispatching.Sent(asked.Origin, asked.State, choice, to, asked.Now)
                    with { PreviousKeepsShare = keeps }
                : (IEvent)(Dispatching.Queued(asked.Origin, choice, reason, lead.ContractorId, asked.Now)
                    with { PreviousKeepsShare = keeps }),
        ]);
    }

    private static Decision Assist(HandOverOrder wish, Asked asked, Assignee assist)
    {
        var heir = HeirOf(wish, assist);
        var to = heir?.To is { } fit && fit.ContractorId != asked.State.Lead?.ContractorId
            && asked.State.Assisting.All(a => a.ContractorId != fit.ContractorId) ? fit : null;
        return Decision.Of(new AssistLeft(
            assist.ContractorId, assist.ContractorCode, to, ReasonOf(heir), asked.Now));
    }

    // A pause rests on the word of who asked for it, and ends with it; the next party asks for its own. What a
    // declared event rests goes on resting.
    private static IEnumerable<IEvent> Rested(Asked asked)
    {
        if (asked.State.OpenPause is { } pause)
        {
            var end = pause.From > asked.Now ? pause.From : asked.Now;
            yield return new OrderResumed(pause.Number, new RecordedTime(end, asked.Now, end, null, null, []));
        }
    }

    private static LotHeir? HeirOf(HandOverOrder wish, Assignee party) =>
        wish.Heirs.FirstOrDefault(h => h.LotId == party.LotId);

    // Whose part in the order is closed does not take it again: it would be judged of one order twice.
    private static LotHeir? Fit(LotHeir? heir, Asked asked) =>
        heir?.To is { } to && asked.State.ShareOf(to.ContractorId) is not null ? heir with { To = null } : heir;

    private static string ReasonOf(LotHeir? heir) => heir switch
    {
        null => DispatchReasons.ExitNoReplacement,
        { To: null } => DispatchReasons.ExitReplacementUnable,
        _ => DispatchReasons.ExitHandOver,
    };

    private static CandidateVerdict Left(Assignee party) => new(
        party.ContractorId, party.ContractorCode, party.LotId, CandidateVerdicts.Left, 0m, OpenOrders: null);
}
