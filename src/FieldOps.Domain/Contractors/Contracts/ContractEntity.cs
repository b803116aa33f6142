using System.Collections.Immutable;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors.Contracts;

/// <summary>
/// A contract with a contractor (domain reference, 9.1): drafted, signed by both sides once nothing mandatory is
/// missing, changed by both, reviewed before its end, renewed where the results allow it.
/// </summary>
public sealed class ContractEntity : EntityDefinition<ContractState>
{
    private const string WatchDeadline = "contract-watch";

    /// <inheritdoc/>
    public override string Type => ContractState.EntityType;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["contract.drafted.v1"] = typeof(ContractDrafted),
        ["contract.draft-amended.v1"] = typeof(ContractDraftAmended),
        ["contract.signed.v1"] = typeof(ContractSigned),
        ["contract.renewal-cleared.v1"] = typeof(ContractRenewalCleared),
        ["contract.took-effect.v1"] = typeof(ContractTookEffect),
        ["contract.amendment-proposed.v1"] = typeof(AmendmentProposed),
        ["contract.amendment-agreed.v1"] = typeof(AmendmentAgreed),
        ["contract.amendment-declined.v1"] = typeof(AmendmentDeclined),
        ["contract.review-due.v1"] = typeof(ContractReviewDue),
        ["contract.reviewed.v1"] = typeof(ContractReviewed),
        ["contract.expiring.v1"] = typeof(ContractExpiring),
        ["contract.ended.v1"] = typeof(ContractEnded),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["contract.draft"] = typeof(DraftContract),
        ["contract.amend-draft"] = typeof(AmendContractDraft),
        ["contract.sign"] = typeof(SignContract),
        ["contract.propose-amendment"] = typeof(ProposeAmendment),
        ["contract.clear-renewal"] = typeof(ClearRenewal),
        ["contract.offer-renewal"] = typeof(OfferRenewal),
        ["contract.answer-amendment"] = typeof(AnswerAmendment),
        ["contract.record-review"] = typeof(RecordReview),
        ["contract.end"] = typeof(EndContract),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(ContractState);

    /// <inheritdoc/>
    public override ContractState Initial => ContractState.None;

    /// <inheritdoc/>
    public override Decision Decide(ContractState state, ICommand command, Actor by, DateTimeOffset now) =>
        command switch
        {
            DeadlineReached => Decision.Of(Told(state, now)),
            DraftContract wish => ContractSigning.Draft(state, wish, by, now),
            // To another contractor the contract does not exist.
            _ when state.Terms is null || (by.ContractorId is { } own && own != state.Terms.ContractorId) =>
                Decision.Refuse(ContractRefusals.Unknown),
            AmendContractDraft wish => ContractSigning.AmendDraft(state, wish, by, now),
            SignContract wish => ContractSigning.Sign(state, wish, by, now),
            ClearRenewal wish => ContractFollowing.Clear(state, wish, by, now),
            // Ended on the eve of its term it is still reviewed: what follows it rests on that.
            RecordReview wish when state.Status == ContractStatus.Ended => Review(state, wish, by, now),
            _ when state.Status != ContractStatus.Effective => Decision.Refuse(
                ContractRefusals.NotEffective, ("status", ContractSigning.Word(state.Status))),
            ProposeAmendment wish => ContractAmending.Propose(state, wish, by, now),
            OfferRenewal wish => ContractAmending.Offer(state, wish, by, now),
            AnswerAmendment wish => ContractAmending.Answer(state, wish, by, now),
            RecordReview wish => Review(state, wish, by, now),
            EndContract wish => End(state, wish, by, now),
            _ => Decision.Nothing,
        };

    /// <inheritdoc/>
    public override ContractState Evolve(ContractState state, IEvent happened) => happened switch
    {
        ContractDrafted e => ContractState.None with
        {
            ContractId = e.ContractId, Code = e.Code, Status = ContractStatus.Draft, Terms = e.Terms,
        },
        ContractDraftAmended e => state with { Terms = e.Terms },
        ContractSigned { Side: ContractSide.Operator } e => state with
        {
            Status = ContractStatus.HalfSigned, SignedByOperator = e.SignedBy,
        },
        ContractSigned e => state with { Status = ContractStatus.HalfSigned, SignedByContractor = e.SignedBy },
        ContractRenewalCleared e => state with
        {
            Cleared = [.. state.Cleared.Where(c => c.Predecessor != e.Clearing.Predecessor), e.Clearing],
        },
        ContractTookEffect e => Running(state, e.Terms, e.ReviewAt, e.Checklist) with
        {
            Status = ContractStatus.Effective, Checklist = e.Checklist, TookEffectAt = e.TookEffectAt,
        },
        AmendmentProposed e => state with { Amendment = e.Amendment, AmendmentCount = e.Amendment.Number },
        AmendmentAgreed e => Running(state, e.Terms, e.ReviewAt, state.Checklist!) with
        {
            Amendment = null, Earlier = state.Earlier.Add(new(state.Terms!, e.AgreedAt)),
        },
        AmendmentDeclined => state with { Amendment = null },
        ContractReviewDue => state with { ReviewTold = true },
        ContractReviewed e => state with { Review = new(e.Finding, e.Renew, e.ReviewedBy, e.ReviewedAt) },
        ContractExpiring e => state with { Ends = state.Ends! with { ToldDays = e.Days } },
        ContractEnded e => state with
        {
            Status = ContractStatus.Ended, EndedFrom = e.At, EndReason = e.Reason, EndDecidedAt = e.DecidedAt,
        },
        _ => state,
    };

    /// <inheritdoc/>
    public override ImmutableArray<Deadline> Deadlines(ContractState state)
    {
        if (state.Status != ContractStatus.Effective)
        {
            return [];
        }

        var review = state.ReviewTold ? null : state.ReviewAt;
        var next = new[] { review, state.Ends?.NextNoticeAt }.Min();
        return next is { } due ? [new Deadline(WatchDeadline, due)] : [];
    }

    /// <inheritdoc/>
    public override object View(ContractState state) => state;

    // Another end is another term: its notices and its review are still to come.
    private static ContractState Running(
        ContractState state, ContractTerms terms, DateTimeOffset reviewAt, ContractChecklist checklist) =>
        state.Ends?.EndsAt == terms.Until
            ? state with { Terms = terms }
            : state with
            {
                Terms = terms,
                Ends = new Expiry(terms.Until, checklist.NoticeDays),
                ReviewAt = reviewAt,
                ReviewTold = false,
                Review = null,
            };

    private static IEnumerable<IEvent> Told(ContractState state, DateTimeOffset now)
    {
        if (state is not { Status: ContractStatus.Effective, Terms: { } terms, Ends: { } ends })
        {
            yield break;
        }

        if (!state.ReviewTold && state.ReviewAt is { } review && review <= now)
        {
            yield return new ContractReviewDue(
                state.Code, terms.ContractorId, terms.ContractorCode, terms.Until, review, now);
        }

        if (ends.DueAt(now) is { } days)
        {
            yield return new ContractExpiring(
                state.Code, terms.ContractorId, terms.ContractorCode, ends.EndsAt, days, now);
        }
    }

    private static Decision Review(ContractState state, RecordReview wish, Actor by, DateTimeOffset now)
    {
        if (ContractorRights.DraftContract.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (!ContractorLimits.IsText(wish.Finding, ContractorLimits.ReasonCharactersMax))
        {
            return Decision.Refuse(ContractRefusals.ReasonMissing);
        }

        if (now < state.ReviewAt)
        {
            return Decision.Refuse(RenewalGrounds.Early(state.ReviewAt));
        }

        return state.Review is { } known && known.Finding == wish.Finding && known.Renew == wish.Renew
            && !(known.At < state.ReviewAt)
            ? Decision.Nothing
            : Decision.Of(new ContractReviewed(wish.Finding, wish.Renew, by.Id, now));
    }

    private static Decision End(ContractState state, EndContract wish, Actor by, DateTimeOffset now)
    {
        // With a contractor that has left the product itself ends what runs, and what has yet to begin.
        var hasLeft = ContractorRights.EndCooperation.Allows(by);
        if (!hasLeft && ContractorRights.RenewOrEnd.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        if ((wish.At < state.Terms!.From && !hasLeft) || wish.At > state.Terms.Until)
        {
            return Decision.Refuse(ContractRefusals.PeriodInvalid);
        }

        return ContractorLimits.IsText(wish.Reason, ContractorLimits.ReasonCharactersMax)
            ? Decision.Of(new ContractEnded(
                state.ContractId, state.Code, wish.At.ToUniversalTime(), wish.Reason, by.Id, now))
            : Decision.Refuse(ContractRefusals.ReasonMissing);
    }
}
