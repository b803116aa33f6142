using System.Globalization;
using FieldOps.Domain.Contractors.Exits;
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
    private const string Leaving = "leaving";

    /// <summary>When the notice of its exit is over, UTC; null where none was given.</summary>
    public DateTimeOffset? LeavesAt { get; init; }

    /// <summary>The party as register, list and exit have it.</summary>
    /// <param name="contractor">The entry.</param>
    /// <param name="listing">The entry of its company in the bad-credit list; null where it has no company.</param>
    /// <param name="exit">Its exit; null where none was ever thought of.</param>
    public static PartyGround Of(ContractorState contractor, CreditRecordState? listing, ExitState? exit)
    {
        ArgumentNullException.ThrowIfNull(contractor);
        return new(
            contractor.ContractorId, contractor.Code, contractor.Kind, contractor.Standing, contractor.Organisation,
            listing is null or { AppealUpheld: true } ? null : listing.Until)
        {
            LeavesAt = exit is { Stage: ExitStage.Started } ? exit.NoticeUntil : null,
        };
    }

    /// <summary>
    /// Why it is bound to no new work; null where it may be. Who gives notice serves on until the notice is over.
    /// </summary>
    /// <param name="now">When it is to be bound.</param>
    public Refusal? FaultAt(DateTimeOffset now) =>
        EndedAt(now)
        ?? (Standing == ContractorStanding.Restricted ? OfStanding() : null)
        ?? (now >= LeavesAt ? NotIn(Leaving) : null)
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

    private Refusal OfStanding() => NotIn(StandingChanging.Word(Standing));

    private Refusal NotIn(string standing) => Refusal.Of(
        ContractorRefusals.NotInStanding, ("contractor", Code), ("standing", standing));
}
