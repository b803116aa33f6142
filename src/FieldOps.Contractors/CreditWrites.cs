using FieldOps.Domain.Assessment.Standing;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Config;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;

namespace FieldOps.Contractors;

/// <summary>Turns wishes about the bad-credit list into commands.</summary>
internal sealed class CreditWrites(
    IEntities entities, PolicyFolder folder, PolicyShelf shelf, IAppClock clock, TimeZoneInfo zone)
{
    private const string RulesId = "default";

    private readonly PolicySet<StandingRules> _rules = folder.Load<StandingRules>(StandingRules.PolicyKind);

    /// <summary>Lists the company behind an entry.</summary>
    public async Task<Answer> ListAsync(
        ApiCall call, string code, BadCreditBody body, CancellationToken cancellationToken)
    {
        var known = await entities.ReadAsync(ContractorWrites.KeyOf(call, code), cancellationToken);
        if (known.Version == 0)
        {
            return Refused(ContractorRefusals.Unknown);
        }

        if (((ContractorState)known.State).Organisation is not { } organisation)
        {
            return Refused(ContractorRefusals.OrganisationMissing, ("contractor", code));
        }

        var standing = (await shelf.ReadAsync(call.Tenant, cancellationToken)).Over(_rules);
        if (standing.EffectiveAt(RulesId, clock.Now) is not { } rules)
        {
            return Refused(ContractorsProblems.StandingRulesMissing);
        }

        return await entities.AskAsync(
            await KeyAsync(call, organisation, cancellationToken),
            new ListOrganisation(
                ContractorIds.Organisation(organisation), code, body.Reason, body.Evidence, rules.BadCreditYears)
            {
                Zone = zone.Id,
            },
            call.ToContext(),
            cancellationToken);
    }

    /// <summary>Appeals in the name of the caller's own company.</summary>
    public async Task<Answer> AppealAsync(
        ApiCall call, string organisation, string reason, CancellationToken cancellationToken) =>
        await entities.AskAsync(
            await KeyAsync(call, organisation, cancellationToken),
            new AppealListing(await OwnOrganisationAsync(call, cancellationToken) ?? "", reason),
            call.ToContext(),
            cancellationToken);

    public async Task<Answer> DecideAsync(
        ApiCall call, string organisation, AppealAnswerBody body, CancellationToken cancellationToken) =>
        await entities.AskAsync(
            await KeyAsync(call, organisation, cancellationToken), new DecideListingAppeal(body.Upheld, body.Reason),
            call.ToContext(), cancellationToken);

    /// <summary>The company that the caller works for; null for the operator's people and unknown companies.</summary>
    public async Task<string?> OwnOrganisationAsync(ApiCall call, CancellationToken cancellationToken)
    {
        if (call.By.ContractorId is not { } own)
        {
            return null;
        }

        var state = await entities.ReadAsync(call.Key(ContractorIds.ContractorType, own), cancellationToken);
        return ((ContractorState)state.State).Organisation;
    }

    /// <summary>The record of a company: the one that was opened under its code as typed goes on.</summary>
    public async Task<EntityKey> KeyAsync(ApiCall call, string organisation, CancellationToken cancellationToken)
    {
        var keys = ContractorIds.CreditRecords(call.Tenant, organisation)
            .Select(id => call.Key(ContractorIds.CreditRecordType, id)).ToArray();
        foreach (var key in keys)
        {
            if ((await entities.ReadAsync(key, cancellationToken)).Version > 0)
            {
                return key;
            }
        }

        return keys[0];
    }

    private static Answer.Refused Refused(string code, params (string, string)[] facts) =>
        new(Refusal.Of(code, facts), 0);
}

/// <summary>Why a company is listed.</summary>
internal sealed record BadCreditBody(string Reason, string Evidence);

/// <summary>What a company says against its listing.</summary>
internal sealed record ListingAppealBody(string Reason);

/// <summary>What is decided on it.</summary>
internal sealed record AppealAnswerBody(bool Upheld, string Reason);
