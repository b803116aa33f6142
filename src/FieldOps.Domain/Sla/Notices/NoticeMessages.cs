using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla.Notices;

/// <summary>Puts a message into the outbox; a second time, nothing. By the product.</summary>
/// <param name="NoticeId">The entity's own id.</param>
/// <param name="OrderId">The order that it is about.</param>
/// <param name="Number">Short number.</param>
/// <param name="Cause">What caused it: clock, step, assignment.</param>
/// <param name="Role">To whom.</param>
/// <param name="Channel">How.</param>
/// <param name="SubjectEn">English.</param>
/// <param name="SubjectZh">Chinese.</param>
/// <param name="BodyEn">English.</param>
/// <param name="BodyZh">Chinese.</param>
/// <param name="ContractorId">Whose work it is about: that contractor's own recipients hear of it as well.</param>
public sealed record QueueNotice(
    Guid NoticeId,
    Guid OrderId,
    string Number,
    string Cause,
    string Role,
    string Channel,
    string SubjectEn,
    string SubjectZh,
    string BodyEn,
    string BodyZh,
    Guid? ContractorId = null) : ICommand;

/// <summary>
/// A sender takes the message for a while. Refusals: <c>notice.not-open</c>, <c>notice.not-due</c>.
/// </summary>
/// <param name="Claimant">Which sender.</param>
public sealed record ClaimNotice(string Claimant) : ICommand;

/// <summary>The receiver took the message. Nothing changes when the claim named has passed to another.</summary>
/// <param name="ClaimedUntil">The claim under which it was sent, by its end; null of older builds.</param>
public sealed record RecordNoticeDelivered(DateTimeOffset? ClaimedUntil = null) : ICommand;

/// <summary>
/// The receiver did not take it. Changes nothing when the claim that it names has passed to another.
/// </summary>
/// <param name="Error">A word for the kind of failure; never the text of an exception.</param>
/// <param name="Final">True: no further attempt would go better.</param>
/// <param name="Reached">
/// Of several recipients those that took it, by their codes; they are left out from now on.
/// </param>
/// <param name="ClaimedUntil">The claim under which it was sent, by its end; null of older builds.</param>
/// <param name="Unfinished">
/// True: the claim was about to end before all recipients had their turn. Where some were reached the rest has its turn
/// at once, and no attempt is counted.
/// </param>
public sealed record RecordNoticeFailed(
    string Error,
    bool Final = false,
    IReadOnlyList<string>? Reached = null,
    DateTimeOffset? ClaimedUntil = null,
    bool Unfinished = false) : ICommand;

/// <summary>
/// Sends a message again that was given up, by the operator's people. Refusals: <c>notice.unknown</c>,
/// <c>notice.not-given-up</c>, <c>actor.role-not-allowed</c>.
/// </summary>
public sealed record RetryNotice : ICommand;

/// <summary><c>notice.queued.v1</c>.</summary>
/// <param name="NoticeId">The notice.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Short number.</param>
/// <param name="Cause">What caused it.</param>
/// <param name="Role">To whom.</param>
/// <param name="Channel">How.</param>
/// <param name="SubjectEn">English.</param>
/// <param name="SubjectZh">Chinese.</param>
/// <param name="BodyEn">English.</param>
/// <param name="BodyZh">Chinese.</param>
/// <param name="QueuedAt">UTC.</param>
/// <param name="ContractorId">Whose work it is about; null when it is no contractor's.</param>
public sealed record NoticeQueued(
    Guid NoticeId,
    Guid OrderId,
    string Number,
    string Cause,
    string Role,
    string Channel,
    string SubjectEn,
    string SubjectZh,
    string BodyEn,
    string BodyZh,
    DateTimeOffset QueuedAt,
    Guid? ContractorId = null) : IEvent;

/// <summary><c>notice.claimed.v1</c>.</summary>
/// <param name="Claimant">Which sender.</param>
/// <param name="Until">From then on another may take it, UTC.</param>
public sealed record NoticeClaimed(string Claimant, DateTimeOffset Until) : IEvent;

/// <summary><c>notice.delivered.v1</c>.</summary>
/// <param name="Attempt">1 for the first.</param>
/// <param name="DeliveredAt">UTC.</param>
public sealed record NoticeDelivered(int Attempt, DateTimeOffset DeliveredAt) : IEvent;

/// <summary><c>notice.failed.v1</c>.</summary>
/// <param name="Attempt">1 for the first; one that was not finished is not counted.</param>
/// <param name="Error">A word for the kind of failure.</param>
/// <param name="RetryAt">The next attempt, UTC; null when there is none.</param>
/// <param name="FailedAt">UTC.</param>
/// <param name="Reached">Recipients that took it in this attempt, by their codes; null for none.</param>
public sealed record NoticeFailed(
    int Attempt,
    string Error,
    DateTimeOffset? RetryAt,
    DateTimeOffset FailedAt,
    IReadOnlyList<string>? Reached = null) : IEvent;

/// <summary><c>notice.retried.v1</c>: given up before, it is to be sent again.</summary>
/// <param name="RetriedBy">Actor id.</param>
/// <param name="RetriedAt">UTC.</param>
public sealed record NoticeRetried(string RetriedBy, DateTimeOffset RetriedAt) : IEvent;
