using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders;

/// <summary>
/// Reports a milestone. By the assigned party, or the dispatcher for it. Refusals: <c>work-order.not-accepted</c>,
/// <c>work-order.suspended</c>, <c>work-order.milestone-already-recorded</c>,
/// <c>work-order.milestone-out-of-order</c>, <c>work-order.milestone-not-of-this-work</c>, and those of claimed times:
/// <c>work-order.time-in-future</c>, <c>work-order.time-too-old</c>, <c>work-order.time-before-dispatch</c>,
/// <c>work-order.time-in-absence</c>.
/// </summary>
/// <param name="Milestone">Which.</param>
/// <param name="At">When.</param>
/// <param name="Permanent">With a restoration: the repair is done as well.</param>
/// <param name="Site">Where the asset is, for the distance of the fix; null when nothing was looked up.</param>
public sealed record ReportMilestone(
    MilestoneKind Milestone, Claimed At, bool Permanent = false, AssetPlace? Site = null) : ICommand;

/// <summary>
/// Asks for the clocks to rest (挂起), provisionally at once. By the assigned party, or the dispatcher for it. Refusals:
/// <c>work-order.nothing-to-pause</c>, <c>work-order.pause-open</c>, <c>work-order.pause-overlaps</c>,
/// <c>work-order.pause-limit-reached</c>, <c>work-order.pause-evidence-missing</c>,
/// <c>work-order.pause-reason-unfounded</c>, <c>work-order.pause-reason-not-allowed</c>,
/// <c>work-order.declared-event-unfit</c>, <c>work-order.pause-too-old</c>, <c>work-order.evidence-place-invalid</c>;
/// and where the rules do not leave the doubt to whoever judges: <c>work-order.evidence-too-far</c>,
/// <c>work-order.evidence-without-position</c>.
/// </summary>
/// <param name="Reason">Why.</param>
/// <param name="From">Beginning; may lie back as far as the rules allow.</param>
/// <param name="Until">End, when the pause is over already; null suspends the order.</param>
/// <param name="Evidence">1 to 20 hashes or references.</param>
/// <param name="DeclaredEventId">The declared outage or force majeure that it rests on.</param>
/// <param name="Note">May be empty.</param>
/// <param name="Grounds">What was found of them; null when nothing was looked up.</param>
public sealed record RequestSuspension(
    PauseReason Reason,
    DateTimeOffset From,
    DateTimeOffset? Until,
    ImmutableArray<string> Evidence,
    string? DeclaredEventId,
    string Note,
    PauseGrounds? Grounds = null) : ICommand
{
    /// <summary>Where pieces of evidence were taken: turned into distances, and not kept.</summary>
    public ImmutableArray<EvidencePlace> Places { get; init; } = [];

    /// <summary>Most pieces of evidence of one request.</summary>
    public const int EvidenceMax = 20;
}

/// <summary>The operator judges a pause, also after the order went on, until the archive. By the dispatcher.</summary>
/// <param name="PauseNumber">1 for the first pause of the order.</param>
/// <param name="Approved">False: its time counts after all.</param>
/// <param name="Note">Mandatory when refused.</param>
public sealed record DecideSuspension(int PauseNumber, bool Approved, string Note) : ICommand;

/// <summary>Ends the open pause (解挂). By the assigned party or the dispatcher.</summary>
/// <param name="At">When the clocks go on: not before the pause began.</param>
public sealed record ResumeOrder(Claimed At) : ICommand;

/// <summary>
/// Hands the order back (回单). By the assigned lead. Refusals: <c>work-order.not-restored</c>,
/// <c>work-order.replied-already</c>,
/// <c>work-order.reply-fields-missing</c> (fact <c>fields</c>), <c>work-order.text-too-long</c>.
/// </summary>
/// <param name="Form">The reply.</param>
/// <param name="RestoredAt">
/// The restoration; one that was reported before with another time is refused
/// (<c>work-order.milestone-already-recorded</c>).
/// </param>
/// <param name="Permanent">The restoration, told here or before, was the repair as well.</param>
public sealed record ReplyToOrder(ReplyForm Form, Claimed? RestoredAt = null, bool Permanent = false) : ICommand;

/// <summary>A report that changes no state.</summary>
/// <param name="Kind">What it is; some are the party's, some the operator's.</param>
/// <param name="Text">1 to 2000 characters.</param>
public sealed record RecordNote(NoteKind Kind, string Text) : ICommand;
