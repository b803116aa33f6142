using System.Collections.Immutable;
using FieldOps.Domain.Assessment.FollowUp;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.Rectifications;

/// <summary><c>rectification.raise</c>: the department asks for something to be put right.</summary>
/// <param name="RectificationId">The task; follows from the call.</param>
/// <param name="Number">Short number.</param>
/// <param name="Source">What gave rise to it.</param>
/// <param name="ContractorId">Who has to put it right.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="Demand">What has to become true, 1 to 2,000 characters.</param>
/// <param name="Responsible">Actor id of the person, 1 to 100 characters.</param>
/// <param name="DueAt">In the future, at most a year away, UTC.</param>
/// <param name="Told">Who is told.</param>
/// <param name="Escalations">Who is told when it is overdue.</param>
public sealed record RaiseRectification(
    Guid RectificationId,
    string Number,
    RectificationSource Source,
    Guid ContractorId,
    string ContractorCode,
    string Month,
    string Demand,
    string Responsible,
    DateTimeOffset DueAt,
    Audience Told,
    ImmutableArray<OverdueStep> Escalations) : ICommand;

/// <summary><c>rectification.submit</c>: says that it is done, with proof.</summary>
/// <param name="Evidence">1 to 2,000 characters.</param>
public sealed record SubmitRectification(string Evidence) : ICommand;

/// <summary><c>rectification.accept</c>: the department is content.</summary>
/// <param name="Remark">At most 2,000 characters; null for none.</param>
public sealed record AcceptRectification(string? Remark) : ICommand;

/// <summary><c>rectification.return</c>: the proof does not do.</summary>
/// <param name="Reason">1 to 2,000 characters.</param>
/// <param name="DueAt">A new date, UTC; null keeps the old one.</param>
public sealed record ReturnRectification(string Reason, DateTimeOffset? DueAt = null) : ICommand;

/// <summary><c>rectification.withdraw</c>: there is nothing to put right.</summary>
/// <param name="Reason">1 to 2,000 characters.</param>
public sealed record WithdrawRectification(string Reason) : ICommand;

/// <summary><c>rectification.raised.v1</c>.</summary>
/// <param name="RectificationId">The task.</param>
/// <param name="Number">Short number.</param>
/// <param name="Source">What gave rise to it.</param>
/// <param name="ContractorId">Who has to put it right.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="Demand">What has to become true.</param>
/// <param name="Responsible">Actor id.</param>
/// <param name="DueAt">UTC.</param>
/// <param name="Told">Who is told.</param>
/// <param name="Escalations">Who is told when it is overdue.</param>
/// <param name="RaisedBy">Actor id.</param>
/// <param name="RaisedAt">UTC.</param>
public sealed record RectificationRaised(
    Guid RectificationId,
    string Number,
    RectificationSource Source,
    Guid ContractorId,
    string ContractorCode,
    string Month,
    string Demand,
    string Responsible,
    DateTimeOffset DueAt,
    Audience Told,
    ImmutableArray<OverdueStep> Escalations,
    string RaisedBy,
    DateTimeOffset RaisedAt) : IEvent;

/// <summary><c>rectification.submitted.v1</c>.</summary>
/// <param name="Attempt">1 for the first.</param>
/// <param name="Evidence">The proof.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record RectificationSubmitted(int Attempt, string Evidence, string By, DateTimeOffset At) : IEvent;

/// <summary><c>rectification.accepted.v1</c>.</summary>
/// <param name="Remark">What was said; null for nothing.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record RectificationAccepted(string? Remark, string By, DateTimeOffset At) : IEvent;

/// <summary><c>rectification.returned.v1</c>.</summary>
/// <param name="Number">Short number.</param>
/// <param name="ContractorCode">Who has to put it right.</param>
/// <param name="Attempt">Which attempt.</param>
/// <param name="Reason">Why.</param>
/// <param name="DueAt">UTC.</param>
/// <param name="Told">Who is told.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record RectificationReturned(
    string Number,
    string ContractorCode,
    int Attempt,
    string Reason,
    DateTimeOffset DueAt,
    Audience Told,
    string By,
    DateTimeOffset At) : IEvent;

/// <summary><c>rectification.withdrawn.v1</c>.</summary>
/// <param name="Reason">Why.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record RectificationWithdrawn(string Reason, string By, DateTimeOffset At) : IEvent;

/// <summary><c>rectification.escalated.v1</c>: overdue, one step further.</summary>
/// <param name="Number">Short number.</param>
/// <param name="ContractorCode">Who has to put it right.</param>
/// <param name="Demand">What has to become true.</param>
/// <param name="DueAt">When it was due, UTC.</param>
/// <param name="Step">1 for the first step.</param>
/// <param name="To">Who is told.</param>
/// <param name="At">UTC.</param>
public sealed record RectificationEscalated(
    string Number,
    string ContractorCode,
    string Demand,
    DateTimeOffset DueAt,
    int Step,
    Audience To,
    DateTimeOffset At) : IEvent;
