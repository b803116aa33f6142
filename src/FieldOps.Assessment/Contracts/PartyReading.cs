using System.Collections.Immutable;
using FieldOps.Domain.Contractors;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment.Contracts;

/// <summary>Reads who is to be bound, from the entities themselves: a listing of a moment ago counts.</summary>
internal static class PartyReading
{
    public static async Task<PartyGround> PartyAsync(
        this IEntities entities, ApiCall call, Guid contractor, CancellationToken cancellationToken)
    {
        var known = await entities.ReadAsync(call.Key(ContractorIds.ContractorType, contractor), cancellationToken);
        var entry = (ContractorState)known.State;
        if (entry.Organisation is not { } organisation)
        {
            return PartyGround.Of(entry, null);
        }

        var listings = new List<CreditRecordState>();
        foreach (var id in ContractorIds.CreditRecords(call.Tenant, organisation))
        {
            var key = call.Key(ContractorIds.CreditRecordType, id);
            listings.Add((CreditRecordState)(await entities.ReadAsync(key, cancellationToken)).State);
        }

        return PartyGround.Of(entry, CreditRecordState.Longest(listings));
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
