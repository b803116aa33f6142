using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.WorkOrders;

/// <summary><c>work-order.verified.v1</c>.</summary>
/// <param name="Attribution">One of <see cref="Attributions"/>.</param>
/// <param name="Note">May be empty.</param>
/// <param name="VerifiedBy">Actor id.</param>
/// <param name="VerifiedAt">UTC.</param>
public sealed record ReplyVerified(
    string Attribution, string Note, string VerifiedBy, DateTimeOffset VerifiedAt) : IEvent
{
    /// <summary>Of an order from a ticket: the restoration that stands; the reply, where none is owed.</summary>
    public TicketRestoration? Tells { get; init; }
}

/// <summary><c>work-order.reply-returned.v1</c>.</summary>
/// <param name="ReturnCount">1 for the lead's first.</param>
/// <param name="Reason">Why.</param>
/// <param name="RestorationRejected">True: the restore clock runs on.</param>
/// <param name="ReturnedAt">UTC.</param>
public sealed record ReplyReturned(
    int ReturnCount, string Reason, bool RestorationRejected, DateTimeOffset ReturnedAt) : IEvent
{
    /// <summary>Of an order from a ticket whose restoration is rejected: that nothing is restored.</summary>
    public TicketRestoration? Tells { get; init; }
}

/// <summary><c>work-order.review-transferred.v1</c>.</summary>
/// <param name="ReviewerId">Who reviews from now on.</param>
/// <param name="Reason">Why.</param>
/// <param name="TransferredAt">UTC.</param>
public sealed record ReviewTransferred(string ReviewerId, string Reason, DateTimeOffset TransferredAt) : IEvent;

/// <summary><c>work-order.archived.v1</c>: ended.</summary>
/// <param name="Outcome">What it means for the contractor's month.</param>
/// <param name="Ticket">The ticket behind it.</param>
/// <param name="ArchivedAt">UTC.</param>
public sealed record OrderArchived(OrderOutcome Outcome, TicketRef? Ticket, DateTimeOffset ArchivedAt) : IEvent;

/// <summary><c>work-order.alarm-clear-recorded.v1</c>.</summary>
/// <param name="AlarmId">An alarm of the order's own trouble.</param>
/// <param name="RaisedAt">UTC.</param>
/// <param name="ClearedAt">UTC.</param>
public sealed record AlarmClearRecorded(string AlarmId, DateTimeOffset RaisedAt, DateTimeOffset ClearedAt) : IEvent;

/// <summary><c>work-order.false-reply-found.v1</c> (虚假回单): the alarm contradicts the claimed restoration.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Short number.</param>
/// <param name="ContractorId">Whose claim.</param>
/// <param name="OccurredAt">When the trouble began: it decides the month.</param>
/// <param name="ClaimedAt">The restoration as claimed.</param>
/// <param name="AlarmClearedAt">The alarm's clear.</param>
/// <param name="CountedRestoredAt">What counts from now on; null when the claim goes on counting.</param>
/// <param name="FoundAt">UTC.</param>
public record FalseReplyFound(
    Guid OrderId,
    string Number,
    Guid ContractorId,
    DateTimeOffset OccurredAt,
    DateTimeOffset ClaimedAt,
    DateTimeOffset AlarmClearedAt,
    DateTimeOffset? CountedRestoredAt,
    DateTimeOffset FoundAt) : IEvent;

/// <summary>
/// <c>work-order.former-false-reply-found.v1</c>: the same of a party that has left. A name of its own, for builds that
/// know the other one alone read it of the lead.
/// </summary>
/// <inheritdoc cref="FalseReplyFound"/>
public sealed record FormerFalseReplyFound(
    Guid OrderId,
    string Number,
    Guid ContractorId,
    DateTimeOffset OccurredAt,
    DateTimeOffset ClaimedAt,
    DateTimeOffset AlarmClearedAt,
    DateTimeOffset? CountedRestoredAt,
    DateTimeOffset FoundAt)
    : FalseReplyFound(
        OrderId, Number, ContractorId, OccurredAt, ClaimedAt, AlarmClearedAt, CountedRestoredAt, FoundAt);

/// <summary>
/// <c>work-order.restoration-corrected.v1</c>: alarms contradict a restoration of a party of whom a false reply was
/// found before. The finding is one; what counts is set right every time.
/// </summary>
/// <param name="ContractorId">Whose claim.</param>
/// <param name="ClaimedAt">The restoration as it counted until now.</param>
/// <param name="AlarmClearedAt">The latest clear that contradicts it.</param>
/// <param name="CountedRestoredAt">What counts from now on.</param>
/// <param name="CorrectedAt">UTC.</param>
public record RestorationCorrected(
    Guid ContractorId,
    DateTimeOffset ClaimedAt,
    DateTimeOffset AlarmClearedAt,
    DateTimeOffset CountedRestoredAt,
    DateTimeOffset CorrectedAt) : IEvent;

/// <summary>
/// <c>work-order.former-restoration-corrected.v1</c>: the same of a party that has left, by a name of its own.
/// </summary>
/// <inheritdoc cref="RestorationCorrected"/>
public sealed record FormerRestorationCorrected(
    Guid ContractorId,
    DateTimeOffset ClaimedAt,
    DateTimeOffset AlarmClearedAt,
    DateTimeOffset CountedRestoredAt,
    DateTimeOffset CorrectedAt)
    : RestorationCorrected(ContractorId, ClaimedAt, AlarmClearedAt, CountedRestoredAt, CorrectedAt);

/// <summary><c>work-order.repeat-recorded.v1</c>.</summary>
/// <param name="RepeatCount">Reports so far beside the first.</param>
/// <param name="ReportedAt">UTC.</param>
public sealed record RepeatRecorded(int RepeatCount, DateTimeOffset ReportedAt) : IEvent;

/// <summary><c>work-order.clock-warned.v1</c>: the share of the limit that warns is used up.</summary>
/// <param name="Clock">Which clock.</param>
/// <param name="ContractorId">Who has the order.</param>
/// <param name="DueAt">When the limit will be used up.</param>
/// <param name="Percent">The share.</param>
/// <param name="WarnedAt">UTC.</param>
public sealed record ClockWarned(
    ClockKind Clock, Guid ContractorId, DateTimeOffset DueAt, int Percent, DateTimeOffset WarnedAt) : IEvent;

/// <summary><c>work-order.clock-breached.v1</c>: the limit is used up.</summary>
/// <param name="Clock">Which clock.</param>
/// <param name="ContractorId">Who has the order.</param>
/// <param name="LimitMinutes">The limit.</param>
/// <param name="DueAt">When it was used up: not when it was noticed.</param>
/// <param name="FoundAt">When it was noticed, UTC.</param>
public sealed record ClockBreached(
    ClockKind Clock, Guid ContractorId, int LimitMinutes, DateTimeOffset DueAt, DateTimeOffset FoundAt) : IEvent;

/// <summary>
/// <c>work-order.breach-lifted.v1</c>: a pause or a time that became known later shows that the limit was kept, or the
/// restoration that started the clock was rejected.
/// </summary>
/// <param name="Clock">Which clock.</param>
/// <param name="ContractorId">Who has the order.</param>
/// <param name="DueAt">When the limit is used up as it is known now; null while the clock has no start.</param>
/// <param name="FoundAt">UTC.</param>
public sealed record BreachLifted(
    ClockKind Clock, Guid ContractorId, DateTimeOffset? DueAt, DateTimeOffset FoundAt) : IEvent;
