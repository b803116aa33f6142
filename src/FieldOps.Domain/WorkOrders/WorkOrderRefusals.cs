using System.Collections.Immutable;
using System.Reflection;

namespace FieldOps.Domain.WorkOrders;

/// <summary>Every code that an order refuses with. Facts are named in the remarks of the commands.</summary>
public static class WorkOrderRefusals
{
    /// <summary>No such order.</summary>
    public const string Unknown = "work-order.unknown";

    /// <summary>The id is taken by an order of another content.</summary>
    public const string AlreadyCreated = "work-order.already-created";

    /// <summary>The order has ended; fact <c>status</c>.</summary>
    public const string Ended = "work-order.ended";

    /// <summary>The order that should go on is this one.</summary>
    public const string MergedIntoItself = "work-order.merged-into-itself";

    /// <summary>There is no such order to go on.</summary>
    public const string MergeTargetUnknown = "work-order.merge-target-unknown";

    /// <summary>The order that should go on has ended; facts <c>number</c>, <c>status</c>.</summary>
    public const string MergeTargetEnded = "work-order.merge-target-ended";

    /// <summary>The order that should go on is being merged itself; fact <c>number</c>.</summary>
    public const string MergeTargetMerging = "work-order.merge-target-merging";

    /// <summary>Nobody asked for that merge, or it was dropped; fact <c>number</c>.</summary>
    public const string MergeNotAsked = "work-order.merge-not-asked";

    /// <summary>It is being merged into another already; fact <c>number</c>.</summary>
    public const string MergeRunning = "work-order.merge-running";

    /// <summary>The verb does not fit the state; fact <c>status</c>.</summary>
    public const string WrongStatus = "work-order.wrong-status";

    /// <summary>Another contractor has it.</summary>
    public const string NotYours = "work-order.not-yours";

    /// <summary>Nobody has it.</summary>
    public const string NotAssigned = "work-order.not-assigned";

    /// <summary>It has not been signed for; fact <c>status</c>.</summary>
    public const string NotAccepted = "work-order.not-accepted";

    /// <summary>It rests; resume it first.</summary>
    public const string Suspended = "work-order.suspended";

    /// <summary>It does not rest.</summary>
    public const string NotSuspended = "work-order.not-suspended";

    /// <summary>Service is not restored.</summary>
    public const string NotRestored = "work-order.not-restored";

    /// <summary>A reply waits for review or has passed it; fact <c>status</c>.</summary>
    public const string RepliedAlready = "work-order.replied-already";

    /// <summary>No reply waits for review; fact <c>status</c>.</summary>
    public const string NotReplied = "work-order.not-replied";

    /// <summary>The review has not passed; fact <c>status</c>.</summary>
    public const string NotVerified = "work-order.not-verified";

    /// <summary>The permanent repair is outstanding.</summary>
    public const string NotRepaired = "work-order.not-repaired";

    /// <summary>A pause has not been judged: the outcome would rest on silence; fact <c>pause</c>.</summary>
    public const string PauseUnjudged = "work-order.pause-unjudged";

    /// <summary>No refusal waits for confirmation; fact <c>status</c>.</summary>
    public const string NotRefused = "work-order.not-refused";

    /// <summary>Mandatory reply fields are empty; fact <c>fields</c>.</summary>
    public const string ReplyFieldsMissing = "work-order.reply-fields-missing";

    /// <summary>A reason is mandatory.</summary>
    public const string ReasonMissing = "work-order.reason-missing";

    /// <summary>A text or list is over its limit; fact <c>limit</c>.</summary>
    public const string TextTooLong = "work-order.text-too-long";

    /// <summary>A milestone contradicts another; facts <c>milestone</c>, <c>other</c>, <c>otherAt</c>.</summary>
    public const string MilestoneOutOfOrder = "work-order.milestone-out-of-order";

    /// <summary>The milestone has another time already; facts <c>milestone</c>, <c>at</c>.</summary>
    public const string MilestoneAlreadyRecorded = "work-order.milestone-already-recorded";

    /// <summary>This work has no such milestone; fact <c>milestone</c>.</summary>
    public const string MilestoneNotOfThisWork = "work-order.milestone-not-of-this-work";

    /// <summary>A time lies in the future; facts <c>at</c>, <c>now</c>.</summary>
    public const string TimeInFuture = "work-order.time-in-future";

    /// <summary>A time lies too far back; facts <c>at</c>, <c>maxMinutes</c>.</summary>
    public const string TimeTooOld = "work-order.time-too-old";

    /// <summary>A time lies before the dispatch; facts <c>at</c>, <c>dispatchedAt</c>.</summary>
    public const string TimeBeforeDispatch = "work-order.time-before-dispatch";

    /// <summary>The time lies where another party, or nobody, had the order.</summary>
    public const string TimeInAbsence = "work-order.time-in-absence";

    /// <summary>No clock of this order can rest.</summary>
    public const string NothingToPause = "work-order.nothing-to-pause";

    /// <summary>A pause is open; fact <c>pause</c>.</summary>
    public const string PauseOpen = "work-order.pause-open";

    /// <summary>The pause overlaps another, or ends before it begins; fact <c>pause</c>.</summary>
    public const string PauseOverlaps = "work-order.pause-overlaps";

    /// <summary>Count or total of pauses is used up; facts <c>count</c>, <c>minutes</c>.</summary>
    public const string PauseLimitReached = "work-order.pause-limit-reached";

    /// <summary>A place is none on earth, or of no evidence of the request; fact <c>evidence</c>.</summary>
    public const string EvidencePlaceInvalid = "work-order.evidence-place-invalid";

    /// <summary>Evidence was taken too far from the asset; facts <c>evidence</c>, <c>metres</c>, <c>max</c>.</summary>
    public const string EvidenceTooFar = "work-order.evidence-too-far";

    /// <summary>Nothing says where evidence was taken; fact <c>evidence</c>.</summary>
    public const string EvidenceWithoutPosition = "work-order.evidence-without-position";

    /// <summary>A pause needs evidence.</summary>
    public const string PauseEvidenceMissing = "work-order.pause-evidence-missing";

    /// <summary>The reason needs a declared event, or a tag of the site; fact <c>reason</c>.</summary>
    public const string PauseReasonUnfounded = "work-order.pause-reason-unfounded";

    /// <summary>The pause begins too far back; fact <c>maxMinutes</c>.</summary>
    public const string PauseTooOld = "work-order.pause-too-old";

    /// <summary>No such pause; fact <c>pause</c>.</summary>
    public const string PauseUnknown = "work-order.pause-unknown";

    /// <summary>The clocks come to other results than those that were approved.</summary>
    public const string RecomputeDiffers = "work-order.recompute-differs";

    /// <summary>Pauses, events and suppressed clocks of a running order are changed by its own verbs.</summary>
    public const string RecomputeRunning = "work-order.recompute-running";

    /// <summary>
    /// The order has ended, and what a declared event tells it would move its clocks: a recompute can; fact
    /// <c>event</c>.
    /// </summary>
    public const string NeedsRecompute = "work-order.needs-recompute";

    /// <summary>The rules allow no pause for this reason; fact <c>reason</c>.</summary>
    public const string PauseReasonNotAllowed = "work-order.pause-reason-not-allowed";

    /// <summary>
    /// The declared event is not known, lies elsewhere, or does not hold for the time asked; fact <c>event</c>.
    /// </summary>
    public const string DeclaredEventUnfit = "work-order.declared-event-unfit";

    /// <summary>The order has no such clock; fact <c>clock</c>.</summary>
    public const string ClockUnknown = "work-order.clock-unknown";

    /// <summary>Urged a moment ago; fact <c>nextAt</c>.</summary>
    public const string UrgedRecently = "work-order.urged-recently";

    /// <summary>
    /// A party has signed for it: it is passed on, with a reason, and not dispatched again; fact <c>contractor</c>.
    /// </summary>
    public const string SignedAlready = "work-order.signed-already";

    /// <summary>That party leads already.</summary>
    public const string SameAssignee = "work-order.same-assignee";

    /// <summary>The party left and answers for what it restored: its part is closed; fact <c>contractor</c>.</summary>
    public const string ShareClosed = "work-order.share-closed";

    /// <summary>The party that passes it on is late: the operator's dispatcher decides; fact <c>clocks</c>.</summary>
    public const string LateAtTransfer = "work-order.late-at-transfer";

    /// <summary>That party assists already, or leads.</summary>
    public const string AlreadyAssisting = "work-order.already-assisting";

    /// <summary>Enough parties assist; fact <c>max</c>.</summary>
    public const string AssistLimitReached = "work-order.assist-limit-reached";

    /// <summary>It has changed hands too often; fact <c>max</c>.</summary>
    public const string AssignmentsLimitReached = "work-order.assignments-limit-reached";

    /// <summary>Enough notes; fact <c>max</c>.</summary>
    public const string NotesLimitReached = "work-order.notes-limit-reached";

    /// <summary>No such attribution; fact <c>attribution</c>.</summary>
    public const string AttributionUnknown = "work-order.attribution-unknown";

    /// <summary>The choice names nobody; fact <c>reason</c>.</summary>
    public const string NoAssignee = "dispatch.no-assignee";

    /// <summary>
    /// The scope policy keeps this work in house; facts <c>policy</c>, <c>rule</c>, <c>outcome</c>, <c>source</c>.
    /// </summary>
    public const string ScopeDenied = "dispatch.scope-denied";

    /// <summary>The work may be outsourced in pilot lots only; facts as <see cref="ScopeDenied"/>.</summary>
    public const string NotPilot = "dispatch.not-pilot";

    /// <summary>
    /// No contract of the contractor is in force for the lot; facts <c>contractor</c>, <c>lot</c>, <c>contract</c>,
    /// <c>reason</c> (a word of <see cref="Dispatch.CandidateVerdicts"/>).
    /// </summary>
    public const string ContractNotInForce = "dispatch.contract-not-in-force";

    /// <summary>
    /// A qualification of the company has expired. Facts: <c>contractor</c>, <c>qualification</c>.
    /// </summary>
    public const string QualificationExpired = "dispatch.qualification-expired";

    /// <summary>The contractor is not active; fact <c>contractor</c>.</summary>
    public const string ContractorNotActive = "dispatch.contractor-not-active";

    /// <summary>All codes, for the texts that people see.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        .. typeof(WorkOrderRefusals).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal),
    ];

    /// <summary>Nobody of this id is in the register; fact <c>person</c>.</summary>
    public const string PersonUnknown = "work-order.person-unknown";

    /// <summary>The person works for another party; fact <c>person</c>.</summary>
    public const string PersonOfAnother = "work-order.person-of-another";

    /// <summary>The person has left the party; fact <c>person</c>.</summary>
    public const string PersonLeft = "work-order.person-left";

    /// <summary>The person does not hold the unified certification; fact <c>person</c>.</summary>
    public const string PersonNotCertified = "work-order.person-not-certified";

    /// <summary>
    /// The person's certification, or a certificate that it rests on, has ended; fact <c>person</c>.
    /// </summary>
    public const string PersonCertificateExpired = "work-order.person-certificate-expired";

    /// <summary>In a lot of whole outsourcing the party's own steps are its own.</summary>
    public const string WholeOutsourcing = "work-order.whole-outsourcing";
}
