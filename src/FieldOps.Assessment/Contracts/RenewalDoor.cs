using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment.Contracts;

/// <summary>Turns wishes to renew into commands that carry what a contract cannot know: the results.</summary>
internal sealed class RenewalDoor(
    StandingYears years,
    ContractRows contracts,
    IEntities entities,
    IFeedProgress progress,
    IAppClock clock)
{
    public async Task<Answer> OfferAsync(
        ApiCall call, string code, RenewalBody body, CancellationToken cancellationToken)
    {
        var (key, contract) = await ReadAsync(call, code, cancellationToken);
        if (contract.Terms is not { } terms)
        {
            return Refused(Refusal.Of(ContractRefusals.Unknown));
        }

        var (result, refusal) = await ResultAsync(call, terms.ContractorId, body.Year, cancellationToken);
        if (result is null)
        {
            return Refused(refusal!);
        }

        var others = await contracts.NeighboursAsync(call.Tenant, terms.ContractorId, cancellationToken);
        var offer = new OfferRenewal(body.Until, body.CustomerContractUntil, result)
        {
            Neighbours = [.. others],
            Party = await entities.PartyAsync(call, terms.ContractorId, cancellationToken),
        };
        return await entities.AskAsync(key, offer, call.ToContext(), cancellationToken);
    }

    public async Task<Answer> ClearAsync(
        ApiCall call, string code, ClearingBody body, CancellationToken cancellationToken)
    {
        var (key, contract) = await ReadAsync(call, code, cancellationToken);
        var (_, before) = await ReadAsync(call, body.Predecessor, cancellationToken);
        if (contract.Terms is not { } terms || before.Terms?.ContractorId != terms.ContractorId)
        {
            return Refused(Refusal.Of(ContractRefusals.Unknown));
        }

        var (result, refusal) = await ResultAsync(call, terms.ContractorId, body.Year, cancellationToken);
        return result is null
            ? Refused(refusal!)
            : await entities.AskAsync(
                key,
                new ClearRenewal(
                    body.Predecessor, IsEndedAhead(before), before.Review, before.ReviewAt, result),
                call.ToContext(), cancellationToken);
    }

    // Once its review was due an end spares nobody that, whatever day it names.
    private static bool IsEndedAhead(ContractState contract) =>
        contract.Status == ContractStatus.Ended
        && contract.EndedFrom < contract.ReviewAt && !(contract.EndDecidedAt >= contract.ReviewAt);

    private async Task<(RenewalResult? Result, Refusal? Refusal)> ResultAsync(
        ApiCall call, Guid contractor, string? year, CancellationToken cancellationToken)
    {
        await progress.WaitToEndAsync(AssessmentProjection.Schema, cancellationToken);
        return await years.RenewalAsync(call, contractor, year, clock.Now, cancellationToken);
    }

    private async Task<(EntityKey Key, ContractState Contract)> ReadAsync(
        ApiCall call, string code, CancellationToken cancellationToken)
    {
        var key = call.Key(ContractState.EntityType, ContractState.IdOf(call.Tenant, code));
        return (key, (ContractState)(await entities.ReadAsync(key, cancellationToken)).State);
    }

    private static Answer.Refused Refused(Refusal refusal) => new(refusal, 0);
}
