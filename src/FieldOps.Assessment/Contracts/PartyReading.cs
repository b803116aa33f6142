using System.Collections.Immutable;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Exits;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment.Contracts;

/// <summary>Reads who is to be bound, from the entities themselves: a listing of a moment ago counts.</summary>
internal static class PartyReading
{
    public static async Task<PartyGround> PartyAsync(
        this IEntities entities, ApiCall call, Guid contractor, CancellationToken cancellationToken)
    {
        var found = await entities.ReadAsync(call.Key(ContractorIds.ContractorType, contractor), cancellationToken);
        var entry = (ContractorState)found.State;
        var exit = await entities.ReadAsync(
            call.Key(ExitState.EntityType, ExitState.IdOf(contractor)), cancellationToken);
        var listings = new List<CreditRecordState>();
        foreach (var id in entry.Organisation is { } known ? ContractorIds.CreditRecords(call.Tenant, known) : [])
        {
            var key = call.Key(ContractorIds.CreditRecordType, id);
            listings.Add((CreditRecordState)(await entities.ReadAsync(key, cancellationToken)).State);
        }

        return PartyGround.Of(entry, CreditRecordState.Longest(listings), (ExitState)exit.State);
    }

    public static async Task<ImmutableArray<PartyGround>> PartiesAsync(
        this IEntities entities, ApiCall call, LotTerms terms, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<PartyGround>(terms.Shares.Length);
        foreach (var share in terms.Shares)
        {
            found.Add(await entities.PartyAsync(call, share.ContractorId, cancellationToken));
        }

        return found.MoveToImmutable();
    }
}
