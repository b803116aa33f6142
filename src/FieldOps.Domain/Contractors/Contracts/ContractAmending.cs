using System.Globalization;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors.Contracts;

/// <summary>Changes by both sides (seed 3, art. 14), renewals among them.</summary>
internal static class ContractAmending
{
    private const string RenewalReason = "renewal";

    public static Decision Propose(ContractState state, ProposeAmendment wish, Actor by, DateTimeOffset now)
    {
        var refusal = ContractorRights.Bind.RefusalOf(by)
            ?? Open(state)
            ?? wish.Grounds.Party?.EndedAt(now)
            ?? Changes(state, wish)
            ?? (ContractorLimits.IsText(wish.Reason, ContractorLimits.ReasonCharactersMax)
                ? null
                : Refusal.Of(ContractRefusals.ReasonMissing))
            ?? ContractCheck.OfDraft(state.Code, wish.Terms, wish.Grounds)
            ?? ContractCheck.OfEffect(wish.Terms, wish.Checklist)
            ?? ContractFollowing.Uncleared(state, wish.Terms, wish.Checklist, wish.Grounds, now);
        return refusal is null
            ? Decision.Of(new AmendmentProposed(new ContractAmendment(
                state.AmendmentCount + 1, wish.Terms, wish.Reason, null, ContractSigning.SideOf(by), by.Id, now)))
            : Decision.Refuse(refusal);
    }

    public static Decision Offer(ContractState state, OfferRenewal wish, Actor by, DateTimeOffset now)
    {
        var terms = state.Terms! with
        {
            Until = wish.Until.ToUniversalTime(),
            CustomerContractUntil = wish.CustomerContractUntil?.ToUniversalTime()
                ?? state.Terms.CustomerContractUntil,
        };
        var refusal = ContractorRights.RenewOrEnd.RefusalOf(by)
            ?? Open(state)
            ?? wish.Party?.FaultAt(now)
            ?? RenewalGrounds.Fault(state.Review, state.ReviewAt, wish.Result)
            ?? (terms.Until > state.Terms.Until ? null : Refusal.Of(ContractRefusals.PeriodInvalid))
            // A renewed term is measured from where the old one ends.
            ?? ContractCheck.OfEffect(terms with { From = state.Terms.Until }, state.Checklist!)
            ?? ContractCheck.Overlap(state.Code, terms, wish.Neighbours);
        return refusal is null
            ? Decision.Of(new AmendmentProposed(new ContractAmendment(
                state.AmendmentCount + 1, terms, RenewalReason, wish.Result, ContractSide.Operator, by.Id, now)))
            : Decision.Refuse(refusal);
    }

    public static Decision Answer(ContractState state, AnswerAmendment wish, Actor by, DateTimeOffset now)
    {
        if (ContractorRights.Bind.RefusalOf(by) is { } notAllowed)
        {
            return Decision.Refuse(notAllowed);
        }

        if (state.Amendment is not { } amendment)
        {
            return Decision.Refuse(ContractRefusals.NoAmendment);
        }

        if (wish.Agreed)
        {
            return AgreementRefusal(state, amendment, wish.Grounds, by, now) is { } refusal
                ? Decision.Refuse(refusal)
                : Decision.Of(new AmendmentAgreed(
                    state.ContractId, state.Code, amendment.Number, amendment.Terms, amendment.Renewal,
                    ContractCheck.ReviewOf(amendment.Terms, state.Checklist!), by.Id, now));
        }

        // Who proposed may take it back.
        return ContractorLimits.IsText(wish.Reason, ContractorLimits.ReasonCharactersMax)
            ? Decision.Of(new AmendmentDeclined(amendment.Number, wish.Reason, by.Id, now))
            : Decision.Refuse(ContractRefusals.ReasonMissing);
    }

    // Lots and other contracts may have changed since it was proposed.
    private static Refusal? AgreementRefusal(
        ContractState state, ContractAmendment amendment, ContractGrounds? grounds, Actor by, DateTimeOffset now) =>
        amendment.Side == ContractSigning.SideOf(by) ? Refusal.Of(ContractRefusals.OwnProposal)
        : grounds is null ? null
        : amendment.Renewal is not null ? ContractCheck.OfBinding(state.Code, amendment.Terms, grounds, now)
        : grounds.Party?.EndedAt(now)
            ?? ContractCheck.OfDraft(state.Code, amendment.Terms, grounds)
            ?? ContractFollowing.Uncleared(state, amendment.Terms, state.Checklist!, grounds, now);

    private static Refusal? Open(ContractState state) => state switch
    {
        { Amendment: { } open } => Refusal.Of(
            ContractRefusals.AmendmentOpen, ("number", open.Number.ToString(CultureInfo.InvariantCulture))),
        { Earlier.Length: >= ContractorLimits.AmendmentsMax } => Refusal.Of(
            ContractRefusals.AmendedTooOften, ("limit", $"{ContractorLimits.AmendmentsMax}")),
        _ => null,
    };

    private static Refusal? Changes(ContractState state, ProposeAmendment wish) => wish.Terms switch
    {
        var t when t.Equals(state.Terms) => Refusal.Of(ContractRefusals.NothingChanged),
        var t when t.ContractorId != state.Terms!.ContractorId => Refusal.Of(ContractRefusals.ContractorFixed),
        var t when t.Until > state.Terms.Until => Refusal.Of(ContractRefusals.RenewalNeeded),
        _ => null,
    };
}
