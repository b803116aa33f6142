using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders;

/// <summary>The review passes (质检). By the reviewer.</summary>
/// <param name="Attribution">One of <see cref="Attributions"/>.</param>
/// <param name="Note">May be empty.</param>
public sealed record VerifyReply(string Attribution, string Note) : ICommand;

/// <summary>The reviewer sends a bad reply back to handling (退回).</summary>
/// <param name="Reason">1 to 500 characters.</param>
/// <param name="RestorationRejected">
/// True: service was not restored, the restore clock runs on. False: the times stand, the reply is written again.
/// </param>
public sealed record ReturnReply(string Reason, bool RestorationRejected) : ICommand;

/// <summary>Passes the review to another reviewer.</summary>
/// <param name="ReviewerId">Actor id, 1 to 100 characters.</param>
/// <param name="Reason">1 to 500 characters.</param>
public sealed record TransferReview(string ReviewerId, string Reason) : ICommand;

/// <summary>
/// Archives (归档): the outcome goes to the contractor's month. By the operator or the product. Refusals:
/// <c>work-order.not-verified</c>, <c>work-order.not-repaired</c>, <c>work-order.pause-unjudged</c>.
/// </summary>
public sealed record ArchiveOrder : ICommand;

/// <summary>
/// An alarm of the order's own trouble has cleared. By the product. A restoration claimed inside the alarm's span,
/// earlier than its clear by more than the tolerance, is a false reply: found once of a party, set right every time. An
/// alarm that began after the restoration says nothing.
/// </summary>
/// <param name="AlarmId">The alarm.</param>
/// <param name="RaisedAt">When it began.</param>
/// <param name="ClearedAt">When it cleared.</param>
public sealed record RecordAlarmClear(string AlarmId, DateTimeOffset RaisedAt, DateTimeOffset ClearedAt) : ICommand;

/// <summary>The fault was reported again and attached to the ticket (重复受理). By the product.</summary>
/// <param name="RepeatCount">Reports so far beside the first; a lower number than known says nothing.</param>
/// <param name="ReportedAt">When.</param>
public sealed record RecordRepeat(int RepeatCount, DateTimeOffset ReportedAt) : ICommand;
