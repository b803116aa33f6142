using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors;

/// <summary>A contract lot: coverage, shares and fees, from opening to closing.</summary>
public sealed class ContractLotEntity : EntityDefinition<ContractLotState>
{
    /// <inheritdoc/>
    public override string Type => ContractorIds.LotType;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["contract-lot.opened.v1"] = typeof(ContractLotOpened),
        ["contract-lot.amended.v1"] = typeof(ContractLotAmended),
        ["contract-lot.backdating-asked.v1"] = typeof(LotBackdatingAsked),
        ["contract-lot.closed.v1"] = typeof(ContractLotClosed),
        ["contract-lot.share-kept.v1"] = typeof(ContractLotShareKept),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["contract-lot.open"] = typeof(OpenLot),
        ["contract-lot.amend"] = typeof(AmendLot),
        ["contract-lot.close"] = typeof(CloseLot),
        ["contract-lot.ask-backdating"] = typeof(AskBackdating),
        ["contract-lot.approve-backdating"] = typeof(ApproveBackdating),
        ["contract-lot.pass-share"] = typeof(PassShare),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(ContractLotState);

    /// <inheritdoc/>
    public override ContractLotState Initial => ContractLotState.None;

    /// <inheritdoc/>
    public override Decision Decide(ContractLotState state, ICommand command, Actor by, DateTimeOffset now)
    {
        if (ContractorRights.KeepLots.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        return command switch
        {
            OpenLot open => Open(state, open, now),
            _ when state.Terms is null => Decision.Refuse(ContractLotRefusals.Unknown),
            AmendLot amend => Amend(state, amend, now),
            CloseLot close => Close(state, close, now),
            AskBackdating ask => LotPast.Ask(state, ask, by, now),
            ApproveBackdating approve => LotPast.Approve(state, approve, by, now),
            PassShare pass => ContractorRights.PassShare.RefusalOf(by) is { } notAllowed
                ? Decision.Refuse(notAllowed)
                : SharePassing.Decide(state, pass, now),
            _ => Decision.Nothing,
        };
    }

    /// <inheritdoc/>
    public override ContractLotState Evolve(ContractLotState state, IEvent happened) => happened switch
    {
        ContractLotOpened e => new(e.LotId, e.Code, e.Terms, null, null),
        ContractLotAmended e => (state with { Backdating = null }).With(e.Terms).Following(e.Followed),
        LotBackdatingAsked e => state with { Backdating = e.Backdating },
        ContractLotShareKept e => state.Following(new FollowedHandOver(e.ContractorId, e.At, e.From)),
        ContractLotClosed e => state with
        {
            ClosedFrom = e.ClosedFrom, ClosedReason = e.Reason, Backdating = null,
        },
        _ => state,
    };

    /// <inheritdoc/>
    public override object View(ContractLotState state) => state;

    private static Decision Open(ContractLotState state, OpenLot wish, DateTimeOffset now)
    {
        if (state.Terms is not null)
        {
            return state.Terms.Equals(wish.Terms)
                ? Decision.Nothing
                : Decision.Refuse(ContractLotRefusals.AlreadyOpened, ("code", state.Code));
        }

        if (!ContractorLimits.IsCode(wish.Code))
        {
            return Decision.Refuse(ContractLotRefusals.CodeInvalid);
        }

        var fault = LotTermsCheck.Of(wish.Code, null, wish.Terms, wish.Neighbours)
            ?? LotTermsCheck.Parties(null, wish.Terms, wish.Parties, now)
            ?? LotPast.InSheets(state, state.With(wish.Terms), wish.ComputedUntil, now)
            ?? LotPast.InFrozen(state, state.With(wish.Terms), wish.FrozenUntil, now);
        return fault is { } refusal
            ? Decision.Refuse(refusal)
            : Decision.Of(new ContractLotOpened(wish.LotId, wish.Code, wish.Terms, now));
    }

    private static Decision Amend(ContractLotState state, AmendLot wish, DateTimeOffset now)
    {
        if (state.ClosedFrom is not null)
        {
            return Decision.Refuse(ContractLotRefusals.Closed, ("code", state.Code));
        }

        var fault = LotTermsCheck.Of(state.Code, state.Terms, wish.Terms, wish.Neighbours)
            ?? LotTermsCheck.Parties(state.Terms, wish.Terms, wish.Parties, now);
        if (fault is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        if (wish.Terms.Equals(state.Terms))
        {
            return Decision.Nothing;
        }

        var after = state.With(wish.Terms);
        return (LotTermsCheck.Kept(after) ?? LotPast.ByOne(state, after, wish.ComputedUntil, now)) is { } past
            ? Decision.Refuse(past)
            : Decision.Of(new ContractLotAmended(state.LotId, state.Code, wish.Terms, now));
    }

    private static Refusal? Past(ContractLotState state, ContractLotState after, CloseLot wish, DateTimeOffset now) =>
        wish.IsFollowed == true
            ? LotPast.InSheets(state, after, wish.ComputedUntil, now)
            : LotPast.ByOne(state, after, wish.ComputedUntil, now);

    private static Decision Close(ContractLotState state, CloseLot wish, DateTimeOffset now)
    {
        if (state.ClosedFrom is { } closed)
        {
            return closed == wish.ClosedFrom
                ? Decision.Nothing
                : Decision.Refuse(ContractLotRefusals.Closed, ("code", state.Code));
        }

        if (!ContractorLimits.IsText(wish.Reason, ContractorLimits.ReasonCharactersMax))
        {
            return Decision.Refuse(ContractLotRefusals.ReasonMissing);
        }

        var past = wish.ClosedFrom < state.Terms!.EffectiveFrom
            ? Refusal.Of(ContractLotRefusals.PeriodEmpty)
            : Past(state, state with { ClosedFrom = wish.ClosedFrom }, wish, now);
        return past is not null
            ? Decision.Refuse(past)
            : Decision.Of(new ContractLotClosed(state.LotId, state.Code, wish.ClosedFrom, wish.Reason, now));
    }
}
