using System.Collections.Immutable;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Exits;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;

namespace FieldOps.Contractors;

/// <summary>Reads who is to be bound, from the entities themselves: a listing of a moment ago counts.</summary>
internal sealed class PartyBook(IEntities entities)
{
    /// <summary>A party of the register; null when nobody has the code.</summary>
    public async Task<PartyGround?> OfAsync(ApiCall call, string code, CancellationToken cancellationToken)
    {
        var known = await entities.ReadAsync(ContractorWrites.KeyOf(call, code), cancellationToken);
        var contractor = (ContractorState)known.State;
        return known.Version == 0
            ? null
            : PartyGround.Of(
                contractor, await ListingAsync(call, contractor.Organisation, cancellationToken),
                await ExitAsync(call, contractor.ContractorId, cancellationToken));
    }

    /// <summary>Until when the list keeps a company away, UTC; null when it is not listed, or not known.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="organisation">As typed: listings from before codes were kept in one case are found by it.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<DateTimeOffset?> ListedUntilAsync(
        ApiCall call, string? organisation, CancellationToken cancellationToken) =>
        await ListingAsync(call, organisation, cancellationToken) is { AppealUpheld: not true } listing
            ? listing.Until
            : null;

    private async Task<ExitState> ExitAsync(ApiCall call, Guid contractor, CancellationToken cancellationToken) =>
        (ExitState)(await entities.ReadAsync(
            call.Key(ExitState.EntityType, ExitState.IdOf(contractor)), cancellationToken)).State;

    private async Task<CreditRecordState?> ListingAsync(
        ApiCall call, string? organisation, CancellationToken cancellationToken)
    {
        var found = new List<CreditRecordState>();
        foreach (var id in organisation is null ? [] : ContractorIds.CreditRecords(call.Tenant, organisation))
        {
            found.Add((CreditRecordState)(await entities.ReadAsync(
                call.Key(ContractorIds.CreditRecordType, id), cancellationToken)).State);
        }

        return CreditRecordState.Longest(found);
    }
}
