using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors.Contracts;

/// <summary>From a draft to a contract in force.</summary>
internal static class ContractSigning
{
    public static Decision Draft(ContractState state, DraftContract wish, Actor by, DateTimeOffset now)
    {
        if (ContractorRights.DraftContract.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (state.Terms is not null)
        {
            return state.Terms.Equals(wish.Terms)
                ? Decision.Nothing
                : Decision.Refuse(ContractRefusals.AlreadyDrafted, ("code", state.Code));
        }

        var refusal = ContractCheck.OfBinding(wish.Code, wish.Terms, wish.Grounds, now)
            ?? ContractCheck.OtherScheme(wish.Code, wish.Terms, wish.Grounds, now);
        return refusal is not null
            ? Decision.Refuse(refusal)
            : Decision.Of(new ContractDrafted(wish.ContractId, wish.Code, wish.Terms, by.Id, now));
    }

    public static Decision AmendDraft(ContractState state, AmendContractDraft wish, Actor by, DateTimeOffset now)
    {
        if (ContractorRights.DraftContract.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (state.Terms!.Equals(wish.Terms))
        {
            return Decision.Nothing;
        }

        if (state.Status != ContractStatus.Draft)
        {
            return Decision.Refuse(ContractRefusals.NotDraft);
        }

        var refusal = wish.Terms.ContractorId == state.Terms.ContractorId
            ? ContractCheck.OfBinding(state.Code, wish.Terms, wish.Grounds, now)
                ?? ContractCheck.OtherScheme(state.Code, wish.Terms, wish.Grounds, now)
            : Refusal.Of(ContractRefusals.ContractorFixed);
        return refusal is null
            ? Decision.Of(new ContractDraftAmended(wish.Terms, by.Id, now))
            : Decision.Refuse(refusal);
    }

    public static Decision Sign(ContractState state, SignContract wish, Actor by, DateTimeOffset now)
    {
        if (ContractorRights.Bind.RefusalOf(by) is { } notAllowed)
        {
            return Decision.Refuse(notAllowed);
        }

        var side = SideOf(by);
        if (state.Status is ContractStatus.Effective or ContractStatus.Ended || HasSigned(state, side))
        {
            return Decision.Nothing;
        }

        var refusal = ContractCheck.OfBinding(state.Code, state.Terms!, wish.Grounds, now)
            ?? ContractCheck.OfEffect(state.Terms!, wish.Checklist)
            ?? ContractCheck.OtherScheme(state.Code, state.Terms!, wish.Grounds, now)
            ?? ContractFollowing.Uncleared(state, wish);
        if (refusal is not null)
        {
            return Decision.Refuse(refusal);
        }

        var signed = new ContractSigned(side, by.Id, now);
        return state.Status == ContractStatus.Draft
            ? Decision.Of(signed)
            : Decision.Of(signed, new ContractTookEffect(
                state.ContractId, state.Code, state.Terms!, wish.Checklist,
                ContractCheck.ReviewOf(state.Terms!, wish.Checklist), now));
    }

    /// <summary>Which side an actor speaks for.</summary>
    public static ContractSide SideOf(Actor by) =>
        by.ContractorId is null ? ContractSide.Operator : ContractSide.Contractor;

    /// <summary>The stored word of a status.</summary>
    public static string Word(ContractStatus status) =>
        status == ContractStatus.HalfSigned ? "half-signed" : status.ToString().ToLowerInvariant();

    private static bool HasSigned(ContractState state, ContractSide side) =>
        (side == ContractSide.Operator ? state.SignedByOperator : state.SignedByContractor) is not null;
}
