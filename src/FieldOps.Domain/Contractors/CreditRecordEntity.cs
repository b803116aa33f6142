using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors;

/// <summary>
/// A company's entry in the bad-credit list (不良信用名单; domain reference, 7.5): all its cooperation ends in every
/// branch, and no application is taken for the years that the rules say. It may appeal once.
/// </summary>
public sealed class CreditRecordEntity : EntityDefinition<CreditRecordState>
{
    private const int MonthsInYear = 12;

    /// <inheritdoc/>
    public override string Type => ContractorIds.CreditRecordType;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["credit-record.listed.v1"] = typeof(OrganisationListed),
        ["credit-record.appealed.v1"] = typeof(ListingAppealed),
        ["credit-record.appeal-decided.v1"] = typeof(ListingAppealDecided),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["credit-record.list"] = typeof(ListOrganisation),
        ["credit-record.appeal"] = typeof(AppealListing),
        ["credit-record.decide-appeal"] = typeof(DecideListingAppeal),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(CreditRecordState);

    /// <inheritdoc/>
    public override CreditRecordState Initial => CreditRecordState.None;

    /// <inheritdoc/>
    public override Decision Decide(CreditRecordState state, ICommand command, Actor by, DateTimeOffset now) =>
        command switch
        {
            ListOrganisation wish => List(state, wish, by, now),
            _ when state.ListedAt is null => Decision.Refuse(CreditRecordRefusals.Unknown),
            AppealListing wish => Appeal(state, wish, by, now),
            DecideListingAppeal wish => Answer(state, wish, by, now),
            _ => Decision.Nothing,
        };

    /// <inheritdoc/>
    public override CreditRecordState Evolve(CreditRecordState state, IEvent happened) => happened switch
    {
        OrganisationListed e => CreditRecordState.None with
        {
            Code = e.Organisation, ListedAt = e.ListedAt, Until = e.Until, Reason = e.Reason, Evidence = e.Evidence,
            ByContractor = e.ByContractor, ListedBy = e.ListedBy,
        },
        ListingAppealed e => state with { AppealReason = e.Reason },
        ListingAppealDecided e => state with { AppealUpheld = e.Upheld, AppealAnswer = e.Reason },
        _ => state,
    };

    /// <inheritdoc/>
    public override object View(CreditRecordState state) => state;

    private static Decision List(CreditRecordState state, ListOrganisation wish, Actor by, DateTimeOffset now)
    {
        if (ContractorRights.ListBadCredit.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (!ContractorLimits.IsText(wish.Reason, ContractorLimits.ReasonCharactersMax)
            || !ContractorLimits.IsText(wish.Evidence, ContractorLimits.ReasonCharactersMax))
        {
            return Decision.Refuse(CreditRecordRefusals.ReasonMissing);
        }

        return state.IsListedAt(now)
            ? Decision.Refuse(
                CreditRecordRefusals.AlreadyListed,
                ("until", state.Until!.Value.ToString("O", CultureInfo.InvariantCulture)))
            : Decision.Of(new OrganisationListed(
                wish.Organisation, wish.ByContractor, wish.Reason, wish.Evidence, by.Id, now,
                WallCalendar.AddMonths(now, wish.Years * MonthsInYear, wish.Zone)));
    }

    private static Decision Appeal(CreditRecordState state, AppealListing wish, Actor by, DateTimeOffset now)
    {
        if (ContractorRights.AppealListing.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (!string.Equals(wish.Organisation, state.Code, StringComparison.OrdinalIgnoreCase))
        {
            return Decision.Refuse(CreditRecordRefusals.ContractorOnly);
        }

        if (!ContractorLimits.IsText(wish.Reason, ContractorLimits.ReasonCharactersMax))
        {
            return Decision.Refuse(CreditRecordRefusals.ReasonMissing);
        }

        if (state.AppealReason is not null)
        {
            return Decision.Refuse(CreditRecordRefusals.AlreadyAppealed);
        }

        return state.IsListedAt(now)
            ? Decision.Of(new ListingAppealed(state.Code, wish.Reason, by.Id, now))
            : Decision.Refuse(CreditRecordRefusals.NotListed);
    }

    private static Decision Answer(CreditRecordState state, DecideListingAppeal wish, Actor by, DateTimeOffset now)
    {
        if (ContractorRights.ListBadCredit.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (state.AppealReason is null)
        {
            return Decision.Refuse(CreditRecordRefusals.NotAppealed);
        }

        if (state.AppealUpheld is { } before)
        {
            return before == wish.Upheld ? Decision.Nothing : Decision.Refuse(CreditRecordRefusals.AlreadyAppealed);
        }

        // Who listed it does not judge the appeal against the listing.
        if (state.ListedBy == by.Id)
        {
            return Decision.Refuse(CreditRecordRefusals.SamePerson, ("by", by.Id));
        }

        return ContractorLimits.IsText(wish.Reason, ContractorLimits.ReasonCharactersMax)
            ? Decision.Of(new ListingAppealDecided(state.Code, wish.Upheld, wish.Reason, by.Id, now))
            : Decision.Refuse(CreditRecordRefusals.ReasonMissing);
    }
}
