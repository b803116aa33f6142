using System.Collections.Immutable;
using System.Globalization;
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
        ["contractor.organisation-set.v1"] = typeof(ContractorOrganisationSet),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["contractor.register"] = typeof(RegisterContractor),
        ["contractor.amend"] = typeof(AmendContractor),
        ["contractor.change-standing"] = typeof(ChangeStanding),
        ["contractor.set-organisation"] = typeof(SetOrganisation),
        ["contractor.reinstate"] = typeof(ReinstateContractor),
        ["contractor.end-notice"] = typeof(EndNotice),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(ContractorState);

    /// <inheritdoc/>
    public override ContractorState Initial => ContractorState.None;

    /// <inheritdoc/>
    public override Decision Decide(ContractorState state, ICommand command, Actor by, DateTimeOffset now)
    {
        var right = command is ReinstateContractor or EndNotice
            ? ContractorRights.Reinstate
            : ContractorRights.Keep;
        if (right.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        return command switch
        {
            RegisterContractor register => Register(state, register, now),
            _ when !state.Exists() => Decision.Refuse(ContractorRefusals.Unknown),
            AmendContractor amend => Amend(state, amend, now),
            ChangeStanding change => StandingChanging.Change(state, change, by, now),
            SetOrganisation set => Set(state, set, now),
            ReinstateContractor wish => StandingChanging.Reinstate(state, wish, now),
            EndNotice wish => StandingChanging.End(state, wish, now),
            _ => Decision.Nothing,
        };
    }

    /// <inheritdoc/>
    public override ContractorState Evolve(ContractorState state, IEvent happened) => happened switch
    {
        ContractorRegistered e => new(
            e.ContractorId, e.Code, e.Kind, e.NameZh, e.NameEn, ContractorStanding.Active, null, e.RegisteredAt,
            e.Organisation),
        ContractorOrganisationSet e => state with { Organisation = e.Organisation },
        ContractorAmended e => state with { NameZh = e.NameZh, NameEn = e.NameEn },
        ContractorStandingChanged e => StandingChanging.After(state, e),
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
            var unnamed = wish is { Kind: ContractorKind.Contractor, Organisation: null }
                ? Refusal.Of(ContractorRefusals.OrganisationRequired)
                : null;
            return (unnamed ?? OrganisationRefusal(wish.Organisation, wish.ListedUntil, now)) is { } away
                ? Decision.Refuse(away)
                : Decision.Of(new ContractorRegistered(
                    wish.ContractorId, wish.Code, wish.Kind, wish.NameZh, wish.NameEn, now, wish.Organisation));
        }

        var same = state.Code == wish.Code && state.Kind == wish.Kind
            && state.NameZh == wish.NameZh && state.NameEn == wish.NameEn
            && (wish.Organisation is null || IsSame(wish.Organisation, state.Organisation));
        return same
            ? Decision.Nothing
            : Decision.Refuse(ContractorRefusals.AlreadyRegistered, ("code", state.Code));
    }

    private static Refusal? OrganisationRefusal(string? organisation, DateTimeOffset? listedUntil, DateTimeOffset now)
    {
        if (organisation is not null && !(ContractorLimits.IsCode(organisation)
            && organisation.All(char.IsAsciiLetterOrDigit)))
        {
            return Refusal.Of(ContractorRefusals.OrganisationInvalid);
        }

        return ListedRefusal(organisation, listedUntil, now);
    }

    private static Refusal? ListedRefusal(string? organisation, DateTimeOffset? listedUntil, DateTimeOffset now) =>
        now < listedUntil
            ? Refusal.Of(
                ContractorRefusals.Listed, ("organisation", organisation ?? ""),
                ("until", listedUntil.Value.ToString("O", CultureInfo.InvariantCulture)))
            : null;

    // An entry does not leave its listing behind by naming another company.
    private static Refusal? FormerRefusal(
        ContractorState state, string company, DateTimeOffset? listedUntil, DateTimeOffset now) =>
        state.Organisation is { } former && !IsSame(company, former)
            ? ListedRefusal(former, listedUntil, now)
            : null;

    private static bool IsSame(string? one, string? other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static Decision Set(ContractorState state, SetOrganisation wish, DateTimeOffset now)
    {
        var refusal = OrganisationRefusal(wish.Organisation, wish.ListedUntil, now)
            ?? FormerRefusal(state, wish.Organisation, wish.FormerListedUntil, now);
        if (refusal is not null)
        {
            return Decision.Refuse(refusal);
        }

        return IsSame(wish.Organisation, state.Organisation)
            ? Decision.Nothing
            : Decision.Of(new ContractorOrganisationSet(state.ContractorId, state.Code, wish.Organisation, now));
    }

    private static Decision Amend(ContractorState state, AmendContractor wish, DateTimeOffset now)
    {
        if (NameRefusal(wish.NameZh, wish.NameEn) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        var events = new List<IEvent>();
        if (wish.Organisation is { } company && !IsSame(company, state.Organisation))
        {
            var away = OrganisationRefusal(company, wish.ListedUntil, now)
                ?? FormerRefusal(state, company, wish.FormerListedUntil, now);
            if (away is not null)
            {
                return Decision.Refuse(away);
            }

            events.Add(new ContractorOrganisationSet(state.ContractorId, state.Code, company, now));
        }

        if ((state.NameZh, state.NameEn) != (wish.NameZh, wish.NameEn))
        {
            events.Add(new ContractorAmended(state.ContractorId, state.Code, wish.NameZh, wish.NameEn, now));
        }

        return Decision.Of(events);
    }

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
