using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders;

/// <summary>
/// <c>work-order.milestone-reached.v1</c>. A restoration may come twice with one time: it was the repair as well.
/// </summary>
/// <param name="Milestone">Which.</param>
/// <param name="Permanent">With a restoration: the repair is done as well.</param>
/// <param name="ContractorId">Whose crew.</param>
/// <param name="Time">When.</param>
/// <param name="SiteMetres">
/// How far from the asset the fix was taken; null when the rules ask for no distance or it is not known.
/// </param>
public sealed record MilestoneReached(
    MilestoneKind Milestone, bool Permanent, Guid ContractorId, RecordedTime Time, int? SiteMetres = null) : IEvent
{
    /// <summary>With a restoration of an order from a ticket: what its asset is told.</summary>
    public TicketRestoration? Tells { get; init; }
}

/// <summary>What an order tells the asset of its ticket: from when on a trouble is another one.</summary>
/// <param name="AssetId">The asset.</param>
/// <param name="TicketId">The ticket.</param>
/// <param name="RestoredAt">When service was restored, as it counts, UTC; null when that was rejected.</param>
public sealed record TicketRestoration(Guid AssetId, Guid TicketId, DateTimeOffset? RestoredAt)
{
    internal static TicketRestoration? Of(OrderCreated origin, DateTimeOffset? restoredAt) =>
        origin.Ticket is { } ticket ? new(origin.Asset.AssetId, ticket.TicketId, restoredAt) : null;
}

/// <summary><c>work-order.suspension-requested.v1</c>: counts provisionally from <paramref name="From"/>.</summary>
/// <param name="PauseNumber">1 for the first.</param>
/// <param name="Reason">Why.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC; null suspends the order.</param>
/// <param name="Unlimited">True when a declared event or a hard site lifts the limits.</param>
/// <param name="Evidence">Hashes or references.</param>
/// <param name="DeclaredEventId">The declared event.</param>
/// <param name="Note">May be empty.</param>
/// <param name="RequestedAt">UTC.</param>
/// <param name="Distances">How far each piece of evidence lies from the asset; null when nobody asks.</param>
/// <param name="Flags">
/// <c>evidence-far</c>, <c>evidence-without-position</c>, <c>asset-without-position</c>; null for none.
/// </param>
/// <param name="JudgeBy">
/// When it escalates if nobody has judged it, UTC; null: as the rules of the order say, around the clock.
/// </param>
/// <param name="UnlimitedUntil">
/// End of the site's entry in the register of hard sites, UTC: from then on the limits apply. Null: they are lifted for
/// the whole pause, or not at all.
/// </param>
public sealed record SuspensionRequested(
    int PauseNumber,
    PauseReason Reason,
    DateTimeOffset From,
    DateTimeOffset? Until,
    bool Unlimited,
    ImmutableArray<string> Evidence,
    string? DeclaredEventId,
    string Note,
    DateTimeOffset RequestedAt,
    ImmutableArray<EvidenceDistance>? Distances = null,
    ImmutableArray<string>? Flags = null,
    DateTimeOffset? JudgeBy = null,
    DateTimeOffset? UnlimitedUntil = null) : IEvent;

/// <summary><c>work-order.suspension-decided.v1</c>.</summary>
/// <param name="PauseNumber">Which pause.</param>
/// <param name="Approved">False: its time counts after all.</param>
/// <param name="Note">Why.</param>
/// <param name="DecidedBy">Actor id.</param>
/// <param name="DecidedAt">UTC.</param>
public sealed record SuspensionDecided(
    int PauseNumber, bool Approved, string Note, string DecidedBy, DateTimeOffset DecidedAt) : IEvent;

/// <summary><c>work-order.suspension-overdue.v1</c>: nobody has judged the request in time; it escalates.</summary>
/// <param name="PauseNumber">Which pause.</param>
/// <param name="DueAt">When it should have been judged.</param>
/// <param name="Order">What the ladder's audience is told; null when the order has pinned no ladder.</param>
public sealed record SuspensionOverdue(
    int PauseNumber, DateTimeOffset DueAt, OverdueOrder? Order = null) : IEvent;

/// <summary>An order with a pause that nobody has judged in time.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Short number.</param>
/// <param name="AssetName">The asset's name.</param>
/// <param name="ContractorId">Whose pause it is; empty when nobody's.</param>
/// <param name="ContractorCode">Its code; empty when nobody's.</param>
/// <param name="PolicyId">The ladder.</param>
/// <param name="PolicyVersion">Its version.</param>
public sealed record OverdueOrder(
    Guid OrderId,
    string Number,
    string AssetName,
    Guid ContractorId,
    string ContractorCode,
    string PolicyId,
    int PolicyVersion);

/// <summary><c>work-order.resumed.v1</c>.</summary>
/// <param name="PauseNumber">The pause that ends.</param>
/// <param name="Time">When the clocks go on.</param>
public sealed record OrderResumed(int PauseNumber, RecordedTime Time) : IEvent;

/// <summary><c>work-order.replied.v1</c>.</summary>
/// <param name="ContractorId">The lead.</param>
/// <param name="Form">The reply.</param>
/// <param name="ReplyNumber">1 for the first, one more after each return.</param>
/// <param name="RepliedAt">UTC.</param>
public sealed record OrderReplied(
    Guid ContractorId, ReplyForm Form, int ReplyNumber, DateTimeOffset RepliedAt) : IEvent;

/// <summary><c>work-order.note-recorded.v1</c>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says.</param>
/// <param name="RecordedAt">UTC.</param>
public sealed record NoteRecorded(NoteKind Kind, string Text, DateTimeOffset RecordedAt) : IEvent;
