using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors;

/// <summary>
/// The register entry of a contractor, and how the operator stands to it (domain reference, 7.5 and 9.1).
/// </summary>
public sealed class ContractorEntity : EntityDefinition<ContractorState>
{
    /// <inheritdoc/>
    public override string Type => ContractorIds.ContractorType;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["contractor.registered.v1"] = typeof(ContractorRegistered),
        ["contractor.amended.v1"] = typeof(ContractorAmended),
        ["contractor.standing-changed.v1"] = typeof(ContractorStandingChanged),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["contractor.register"] = typeof(RegisterContractor),
        ["contractor.amend"] = typeof(AmendContractor),
        ["contractor.change-standing"] = typeof(ChangeStanding),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(ContractorState);

    /// <inheritdoc/>
    public override ContractorState Initial => ContractorState.None;

    /// <inheritdoc/>
    public override Decision Decide(ContractorState state, ICommand command, Actor by, DateTimeOffset now)
    {
        if (!by.IsOperator)
        {
            return Decision.Refuse(ContractorRefusals.OperatorOnly);
        }

        return command switch
        {
            RegisterContractor register => Register(state, register, now),
            _ when !state.Exists() => Decision.Refuse(ContractorRefusals.Unknown),
            AmendContractor amend => Amend(state, amend, now),
            ChangeStanding change => Change(state, change, now),
            _ => Decision.Nothing,
        };
    }

    /// <inheritdoc/>
    public override ContractorState Evolve(ContractorState state, IEvent happened) => happened switch
    {
        ContractorRegistered e => new(
            e.ContractorId, e.Code, e.Kind, e.NameZh, e.NameEn, ContractorStanding.Active, null, e.RegisteredAt),
        ContractorAmended e => state with { NameZh = e.NameZh, NameEn = e.NameEn },
        ContractorStandingChanged e => state with
        {
            Standing = e.To, StandingReason = e.Reason, StandingSince = e.ChangedAt,
        },
        _ => state,
    };

    /// <inheritdoc/>
    public override object View(ContractorState state) => state;

    private static Decision Register(ContractorState state, RegisterContractor wish, DateTimeOffset now)
    {
        if (!ContractorLimits.IsCode(wish.Code))
        {
            return Decision.Refuse(ContractorRefusals.CodeInvalid);
        }

        if (NameRefusal(wish.NameZh, wish.NameEn) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        if (!state.Exists())
        {
            return Decision.Of(new ContractorRegistered(
                wish.ContractorId, wish.Code, wish.Kind, wish.NameZh, wish.NameEn, now));
        }

        var same = state.Code == wish.Code && state.Kind == wish.Kind
            && state.NameZh == wish.NameZh && state.NameEn == wish.NameEn;
        return same
            ? Decision.Nothing
            : Decision.Refuse(ContractorRefusals.AlreadyRegistered, ("code", state.Code));
    }

    private static Decision Amend(ContractorState state, AmendContractor wish, DateTimeOffset now)
    {
        if (NameRefusal(wish.NameZh, wish.NameEn) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        return state.NameZh == wish.NameZh && state.NameEn == wish.NameEn
            ? Decision.Nothing
            : Decision.Of(new ContractorAmended(state.ContractorId, state.Code, wish.NameZh, wish.NameEn, now));
    }

    private static Decision Change(ContractorState state, ChangeStanding wish, DateTimeOffset now)
    {
        if (state.Standing == wish.To)
        {
            return Decision.Nothing;
        }

        if (!ContractorLimits.IsText(wish.Reason, ContractorLimits.ReasonCharactersMax))
        {
            return Decision.Refuse(ContractorRefusals.ReasonMissing);
        }

        // An exited contractor can still be found out; nothing else leads out of the two final standings.
        var final = state.Standing == ContractorStanding.Blacklisted
            || (state.Standing == ContractorStanding.Exited && wish.To != ContractorStanding.Blacklisted);
        return final
            ? Decision.Refuse(
                ContractorRefusals.StandingFinal, ("from", Word(state.Standing)), ("to", Word(wish.To)))
            : Decision.Of(new ContractorStandingChanged(
                state.ContractorId, state.Code, state.Standing, wish.To, wish.Reason, now));
    }

    // All standings are single words: lower case is their stored form.
    private static string Word(ContractorStanding standing) => standing.ToString().ToLowerInvariant();

    private static Refusal? NameRefusal(string zh, string en)
    {
        if (!ContractorLimits.IsText(zh, ContractorLimits.NameCharactersMax))
        {
            return Refusal.Of(ContractorRefusals.NameInvalid, ("field", "nameZh"));
        }

        return ContractorLimits.IsText(en, ContractorLimits.NameCharactersMax)
            ? null
            : Refusal.Of(ContractorRefusals.NameInvalid, ("field", "nameEn"));
    }
}
