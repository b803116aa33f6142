using FieldOps.Contractors.Register;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Config;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Contractors.Contracts;

/// <summary>
/// Turns wishes about contracts into commands that carry what a contract cannot know: the rules, its lots, the
/// contractor's other contracts, the price lists.
/// </summary>
internal sealed class ContractDoor(
    IEntities entities,
    RegisterRows rows,
    RegisterPolicies policies,
    PolicyFolder folder,
    PolicyShelf shelf,
    PartyBook parties,
    IFeedProgress progress,
    IAppClock clock,
    TimeZoneInfo zone,
    UsualScheme? usual = null)
{
    private readonly PolicySet<SettlementTerms> _prices = folder.Load<SettlementTerms>(SettlementTerms.PolicyKind);
    private readonly PolicySet<ScoringScheme> _schemes = folder.Load<ScoringScheme>(ScoringScheme.PolicyKind);

    public static EntityKey KeyOf(ApiCall call, string code) =>
        call.Key(ContractState.EntityType, ContractState.IdOf(call.Tenant, code));

    /// <summary>The contract as the caller may see it; null when there is none, or none of the caller's.</summary>
    public async Task<(ContractState? Contract, int Version)> ReadAsync(
        ApiCall call, string code, CancellationToken cancellationToken)
    {
        var snapshot = await entities.ReadAsync(KeyOf(call, code), cancellationToken);
        var state = (ContractState)snapshot.State;
        var seen = snapshot.Version > 0
            && (call.By.ContractorId is not { } own || own == state.Terms!.ContractorId);
        return (seen ? state : null, snapshot.Version);
    }

    public Task<ContractRules> RulesAsync(ApiCall call, CancellationToken cancellationToken) =>
        policies.ContractsAtAsync(call.Tenant, clock.Now, cancellationToken);

    public async Task<IResult> DraftAsync(
        ApiCall call, string code, ContractTermsBody body, bool mayReplace, CancellationToken cancellationToken)
    {
        if (await parties.OfAsync(call, body.Contractor, cancellationToken) is null)
        {
            return HttpAnswers.Refuse(ContractorRefusals.Unknown);
        }

        var (key, terms) = (KeyOf(call, code), body.ToTerms(call.Tenant));
        var grounds = await GroundsAsync(call, terms, cancellationToken);
        var known = await entities.ReadAsync(key, cancellationToken);
        ICommand command = mayReplace && known.Version > 0
            ? new AmendContractDraft(terms, grounds)
            : new DraftContract(key.Id, code, terms, grounds);
        return HttpAnswers.From(
            await entities.AskAsync(key, command, call.ToContext(), cancellationToken),
            createdAt: mayReplace ? null : $"{ApiEndpoints.Prefix}/contracts/{Uri.EscapeDataString(code)}");
    }

    public async Task<IResult> SignAsync(ApiCall call, string code, CancellationToken cancellationToken)
    {
        var (contract, _) = await ReadAsync(call, code, cancellationToken);
        return contract is null
            ? HttpAnswers.Refuse(ContractRefusals.Unknown)
            : await HeldAsync(
                call, code, contract.Terms!, (checklist, grounds) => new SignContract(checklist, grounds),
                cancellationToken);
    }

    public Task<IResult> ProposeAsync(
        ApiCall call, string code, AmendmentBody body, CancellationToken cancellationToken)
    {
        var terms = body.Terms.ToTerms(call.Tenant);
        return HeldAsync(
            call, code, terms, (checklist, grounds) => new ProposeAmendment(terms, body.Reason, checklist, grounds),
            cancellationToken);
    }

    /// <summary>Answers what is proposed, held to lots and other contracts as they are by now.</summary>
    public async Task<IResult> AnswerAsync(
        ApiCall call, string code, AmendmentAnswerBody body, CancellationToken cancellationToken)
    {
        var (contract, _) = await ReadAsync(call, code, cancellationToken);
        var grounds = body.Agreed && contract?.Amendment is { } amendment
            ? await GroundsAsync(call, amendment.Terms, cancellationToken)
            : null;
        return await AskAsync(
            call, code, new AnswerAmendment(body.Agreed, body.Reason, grounds), cancellationToken);
    }

    public async Task<IResult> AskAsync(
        ApiCall call, string code, ICommand command, CancellationToken cancellationToken) => HttpAnswers.From(
            await entities.AskAsync(KeyOf(call, code), command, call.ToContext(), cancellationToken));

    private async Task<IResult> HeldAsync(
        ApiCall call,
        string code,
        ContractTerms terms,
        Func<ContractChecklist, ContractGrounds, ICommand> command,
        CancellationToken cancellationToken) =>
        (await RulesAsync(call, cancellationToken)).Pin(terms.Service, zone.Id) is { } checklist
            ? await AskAsync(
                call, code, command(checklist, await GroundsAsync(call, terms, cancellationToken)), cancellationToken)
            : HttpAnswers.Refuse(ContractRefusals.ServiceUnknown, ("service", terms.Service));

    private async Task<ContractGrounds> GroundsAsync(
        ApiCall call, ContractTerms terms, CancellationToken cancellationToken)
    {
        await progress.WaitToEndAsync(ContractorsProjection.Schema, cancellationToken);
        // More than a contract may name is refused by the contract itself; no need to look them all up.
        var named = await LotsAsync(call, terms.Lots.Take(ContractorLimits.SharesMax * 4), cancellationToken);
        var published = await shelf.ReadAsync(call.Tenant, cancellationToken);
        return new ContractGrounds(
            [
                .. named.Select(l => new LotGround(
                    l.Code, l.Terms!.Shares.Any(s => s.ContractorId == terms.ContractorId), l.Terms.Mode)),
            ],
            [.. await NeighboursAsync(call, terms, named, cancellationToken)],
            published.Over(_prices).All.Any(p => p.Id == terms.PriceList))
        {
            SchemeKnown = terms.Scheme is null
                || published.Over(_schemes).All.Any(s => s.Id == terms.Scheme && s.Kind == SheetKind.Monthly),
            UsualScheme = usual?.Id,
            Party = await parties.OfAsync(call, terms.ContractorCode, cancellationToken),
        };
    }

    // Those that have ended tell which of the named lots go on with their work: lots change their codes by the year.
    private async Task<List<ContractNeighbour>> NeighboursAsync(
        ApiCall call, ContractTerms terms, List<ContractLotState> named, CancellationToken cancellationToken)
    {
        var found = new List<ContractNeighbour>();
        // A lot that is added begins with the agreement.
        var begins = terms.From > clock.Now ? terms.From : clock.Now;
        foreach (var other in await rows.NeighboursAsync(call.Tenant, terms.ContractorId, cancellationToken))
        {
            if (begins < other.Until)
            {
                found.Add(other);
                continue;
            }

            var before = await LotsAsync(call, other.Lots, cancellationToken);
            found.Add(other with
            {
                GoOn = [.. named.Where(l => before.Any(b => b.Terms!.IsOfTheSameWork(l.Terms!))).Select(l => l.Code)],
            });
        }

        return found;
    }

    // The lots of these codes that exist.
    private async Task<List<ContractLotState>> LotsAsync(
        ApiCall call, IEnumerable<string> codes, CancellationToken cancellationToken)
    {
        var found = new List<ContractLotState>();
        foreach (var code in codes)
        {
            var known = await entities.ReadAsync(LotWrites.KeyOf(call, code), cancellationToken);
            if (known.State is ContractLotState { Terms: not null } lot)
            {
                found.Add(lot);
            }
        }

        return found;
    }
}
