using System.Globalization;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors;

/// <summary>A party that a contract or a share of a lot is to bind, as the register knows it.</summary>
/// <param name="ContractorId">The contractor.</param>
/// <param name="Code">Its code.</param>
/// <param name="Kind">Outside company or own crew.</param>
/// <param name="Standing">How the operator stands to it.</param>
/// <param name="Organisation">Its company; null where the register does not know it.</param>
/// <param name="ListedUntil">Until when the bad-credit list keeps its company away, UTC; null when it does not.</param>
public sealed record PartyGround(
    Guid ContractorId,
    string Code,
    ContractorKind Kind,
    ContractorStanding Standing,
    string? Organisation,
    DateTimeOffset? ListedUntil)
{
    /// <summary>The party as register and list have it.</summary>
    /// <param name="contractor">The entry.</param>
    /// <param name="listing">The entry of its company in the bad-credit list; null where it has no company.</param>
    public static PartyGround Of(ContractorState contractor, CreditRecordState? listing)
    {
        ArgumentNullException.ThrowIfNull(contractor);
        return new(
            contractor.ContractorId, contractor.Code, contractor.Kind, contractor.Standing, contractor.Organisation,
            listing is null or { AppealUpheld: true } ? null : listing.Until);
    }

    /// <summary>
    /// Why it is bound to no new work; null where it may be. Who gives notice serves on until it leaves.
    /// </summary>
    /// <param name="now">When it is to be bound.</param>
    public Refusal? FaultAt(DateTimeOffset now) =>
        EndedAt(now)
        ?? (Standing == ContractorStanding.Restricted ? OfStanding() : null)
        ?? (Kind == ContractorKind.Contractor && Organisation is null
            ? Refusal.Of(ContractorRefusals.OrganisationMissing, ("contractor", Code))
            : null);

    /// <summary>Why nothing at all is agreed with it any more; null where something may be.</summary>
    /// <param name="now">When it is to be agreed.</param>
    public Refusal? EndedAt(DateTimeOffset now) => Standing switch
    {
        ContractorStanding.Exited or ContractorStanding.Blacklisted => OfStanding(),
        _ when now < ListedUntil => Refusal.Of(
            ContractorRefusals.Listed, ("organisation", Organisation ?? ""),
            ("until", ListedUntil.Value.ToString("O", CultureInfo.InvariantCulture))),
        _ => null,
    };

    private Refusal OfStanding() => Refusal.Of(
        ContractorRefusals.NotInStanding, ("contractor", Code), ("standing", StandingChanging.Word(Standing)));
}
