using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;

namespace FieldOps.Contractors;

/// <summary>Turns wishes about the register into commands.</summary>
internal sealed class ContractorWrites(IEntities entities, PartyBook parties)
{
    public async Task<Answer> RegisterAsync(
        ApiCall call, AskContext context, ContractorBody body, CancellationToken cancellationToken) =>
        await entities.AskAsync(
            KeyOf(call, body.Code),
            new RegisterContractor(
                ContractorIds.Contractor(call.Tenant, body.Code), body.Code, body.Kind, body.NameZh, body.NameEn,
                body.Company(), await parties.ListedUntilAsync(call, body.Organisation, cancellationToken)),
            context,
            cancellationToken);

    /// <summary>Names the company behind an entry; a listed one is refused, and leaving one is.</summary>
    public async Task<Answer> SetOrganisationAsync(
        ApiCall call, string code, string organisation, CancellationToken cancellationToken)
    {
        var (key, company) = (KeyOf(call, code), ContractorIds.Organisation(organisation));
        var known = (ContractorState)(await entities.ReadAsync(key, cancellationToken)).State;
        var set = new SetOrganisation(company, await parties.ListedUntilAsync(call, organisation, cancellationToken))
        {
            FormerListedUntil = await parties.ListedUntilAsync(call, known.Organisation, cancellationToken),
        };
        return await entities.AskAsync(key, set, call.ToContext(), cancellationToken);
    }

    /// <summary>
    /// Registers, or amends what is registered under the code; the kind of an entry is never changed.
    /// </summary>
    public async Task<Answer> PutAsync(
        ApiCall call, AskContext context, ContractorBody body, CancellationToken cancellationToken)
    {
        var known = await entities.ReadAsync(KeyOf(call, body.Code), cancellationToken);
        if (known.Version == 0)
        {
            return await RegisterAsync(call, context, body, cancellationToken);
        }

        var state = (ContractorState)known.State;
        return state.Kind == body.Kind
            ? await entities.AskAsync(
                KeyOf(call, body.Code),
                new AmendContractor(
                    body.NameZh, body.NameEn, body.Company(),
                    await parties.ListedUntilAsync(call, body.Organisation, cancellationToken))
                {
                    FormerListedUntil = await parties.ListedUntilAsync(call, state.Organisation, cancellationToken),
                },
                context, cancellationToken)
            : new Answer.Refused(
                Refusal.Of(ContractorRefusals.AlreadyRegistered, ("code", body.Code)), known.Version);
    }

    public static EntityKey KeyOf(ApiCall call, string code) =>
        call.Key(ContractorIds.ContractorType, ContractorIds.Contractor(call.Tenant, code));
}
