using System.Collections.Immutable;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.Domain.Assessment;

/// <summary>
/// A fact that people bring. An open month counts it; a closed one refuses it unless the caller says that it comes
/// late, and why.
/// </summary>
public interface IFactOfPeople : ICommand
{
    /// <summary>Why it comes after the freeze, 1 to 2,000 characters; null for one that should be in time.</summary>
    string? LateReason { get; }
}

/// <summary><c>contractor-month.enter-order</c>: the contractor was given an order.</summary>
/// <param name="Month">The month of <paramref name="OccurredAt"/>.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Its short number.</param>
/// <param name="LotId">The lot by which the contractor got it; null when by hand.</param>
/// <param name="AssetId">The asset.</param>
/// <param name="AssetClass">Its class.</param>
/// <param name="WorkKind">Kind of work.</param>
/// <param name="OccurredAt">When the trouble began, UTC.</param>
/// <param name="SourcePosition">Log position of the fact; 0 when it has none.</param>
public sealed record EnterOrder(
    MonthRef Month,
    Guid OrderId,
    string Number,
    Guid? LotId,
    Guid AssetId,
    string AssetClass,
    string WorkKind,
    DateTimeOffset OccurredAt,
    long SourcePosition) : ICommand;

/// <summary><c>contractor-month.record-outcome</c>: an order ended. Enters it where nothing had.</summary>
/// <param name="Month">The month of the outcome's <c>OccurredAt</c>.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="SourcePosition">Log position of the fact; 0 when it has none.</param>
public sealed record RecordOutcome(MonthRef Month, OrderOutcome Outcome, long SourcePosition) : ICommand;

/// <summary>
/// <c>contractor-month.correct-outcome</c>: an approved recompute changed how an order ended, or a party that leaves
/// answers for its share of an order that goes on. An open month takes it; a frozen one keeps it as a late fact, which
/// only a correction brings to the money.
/// </summary>
/// <param name="Month">The month of the outcome's <c>OccurredAt</c>.</param>
/// <param name="Outcome">How it ended, as it is known now.</param>
/// <param name="SourcePosition">Log position of the fact.</param>
public sealed record CorrectOutcome(MonthRef Month, OrderOutcome Outcome, long SourcePosition) : ICommand;

/// <summary><c>contractor-month.withdraw-order</c>: cancelled, closed by refusal, transferred away.</summary>
/// <param name="Month">The month of the order's trouble.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Its short number.</param>
/// <param name="Reason">
/// <c>cancelled</c>, <c>closed-by-refusal</c>, <c>transferred</c>, <c>restoration-rejected</c>, or why it was queued.
/// </param>
/// <param name="SourcePosition">Log position of the fact; 0 when it has none.</param>
public sealed record WithdrawOrder(
    MonthRef Month, Guid OrderId, string Number, string Reason, long SourcePosition) : ICommand;

/// <summary><c>contractor-month.record-finding</c>. The same finding id again changes nothing.</summary>
/// <param name="Month">The month it counts in.</param>
/// <param name="Finding">What was found.</param>
public sealed record RecordFinding(MonthRef Month, FindingFact Finding) : IFactOfPeople
{
    /// <inheritdoc/>
    public string? LateReason { get; init; }
}

/// <summary><c>contractor-month.record-violation</c>. The same violation id again changes nothing.</summary>
/// <param name="Month">The month of <paramref name="OccurredAt"/>.</param>
/// <param name="ViolationId">Given by the caller.</param>
/// <param name="Class">Its class.</param>
/// <param name="Kind">What it was, 1 to 60 characters.</param>
/// <param name="Points">For class 2: within the rules' bounds. Null for the others: the rules say.</param>
/// <param name="Evidence">1 to 2,000 characters.</param>
/// <param name="OccurredAt">UTC.</param>
/// <param name="Rules">The scheme's rules.</param>
public sealed record RecordViolation(
    MonthRef Month,
    Guid ViolationId,
    ViolationClass Class,
    string Kind,
    decimal? Points,
    string Evidence,
    DateTimeOffset OccurredAt,
    CreditRules Rules) : IFactOfPeople
{
    /// <inheritdoc/>
    public string? LateReason { get; init; }
}

/// <summary><c>contractor-month.record-mark</c>. The same mark id again changes nothing.</summary>
/// <param name="Month">The month of <paramref name="Day"/>.</param>
/// <param name="MarkId">Given by the caller.</param>
/// <param name="Rule">The rule that is marked.</param>
/// <param name="Points">Awarded or deducted; 0 to the rule's weight, two decimals.</param>
/// <param name="Day">The day it stands for, in the month.</param>
/// <param name="Subject">What it was found on, at most 60 characters; null for nothing single.</param>
/// <param name="Evidence">1 to 2,000 characters.</param>
public sealed record RecordMark(
    MonthRef Month, Guid MarkId, MarkedRule Rule, decimal Points, DateOnly Day, string? Subject, string Evidence)
    : IFactOfPeople
{
    /// <inheritdoc/>
    public string? LateReason { get; init; }
}

/// <summary>
/// <c>contractor-month.correct-mark</c>: the original stays beside it. The same correction again changes nothing.
/// </summary>
/// <param name="MarkId">The mark.</param>
/// <param name="Instead">What counts instead; null takes the mark back.</param>
/// <param name="Reason">1 to 2,000 characters.</param>
public sealed record CorrectMark(Guid MarkId, MarkedPoints? Instead, string Reason) : IFactOfPeople
{
    /// <inheritdoc/>
    public string? LateReason { get; init; }
}

/// <summary>Points on a rule that people mark.</summary>
/// <param name="Rule">The rule that the mark is on.</param>
/// <param name="Points">0 to the rule's weight, two decimals.</param>
public sealed record MarkedPoints(MarkedRule Rule, decimal Points);

/// <summary>A rule that people mark, as the scheme has it.</summary>
/// <param name="SchemeId">The scheme.</param>
/// <param name="Path"><c>table/item/content/rule</c>.</param>
/// <param name="Weight">Its points at most.</param>
public sealed record MarkedRule(string SchemeId, string Path, decimal Weight);

/// <summary><c>contractor-month.record-reading</c>. The same reading id again changes nothing.</summary>
/// <param name="Month">The month of <paramref name="Day"/>.</param>
/// <param name="ReadingId">Given by the caller.</param>
/// <param name="Indicator">One of the closed set.</param>
/// <param name="Numerator">0 to a thousand million.</param>
/// <param name="Denominator">1 to a thousand million.</param>
/// <param name="Day">The day, or the last day, that it stands for.</param>
/// <param name="Evidence">1 to 2,000 characters.</param>
public sealed record RecordReading(
    MonthRef Month, Guid ReadingId, string Indicator, long Numerator, long Denominator, DateOnly Day, string Evidence)
    : IFactOfPeople
{
    /// <inheritdoc/>
    public string? LateReason { get; init; }
}

/// <summary><c>contractor-month.correct-reading</c>: the original stays beside it.</summary>
/// <param name="ReadingId">The reading.</param>
/// <param name="Numerator">0 to a thousand million.</param>
/// <param name="Denominator">1 to a thousand million.</param>
/// <param name="Reason">1 to 2,000 characters.</param>
public sealed record CorrectReading(Guid ReadingId, long Numerator, long Denominator, string Reason) : IFactOfPeople
{
    /// <inheritdoc/>
    public string? LateReason { get; init; }
}

/// <summary><c>contractor-month.record-work</c>. The same work id again changes nothing.</summary>
/// <param name="Month">The month that pays it.</param>
/// <param name="Work">What was done or found, with its prices.</param>
public sealed record RecordWork(MonthRef Month, WorkFact Work) : IFactOfPeople
{
    /// <inheritdoc/>
    public string? LateReason { get; init; }
}

/// <summary>
/// <c>contractor-month.withdraw-work</c>: takes a work back that should not have been recorded; it stays to be seen.
/// Whoever sets one right records another.
/// </summary>
/// <param name="WorkId">The work.</param>
/// <param name="Reason">1 to 2,000 characters.</param>
public sealed record WithdrawWork(Guid WorkId, string Reason) : IFactOfPeople
{
    /// <inheritdoc/>
    public string? LateReason { get; init; }
}

/// <summary><c>contractor-month.freeze</c>: fixes the facts. A month without any fact freezes too.</summary>
/// <param name="Month">Which month of whom; it must be over.</param>
/// <param name="LogPosition">
/// Facts at or below it belong to the month. The caller waits, before asking, until all of these have come in.
/// </param>
/// <param name="OpenOrders">What orders without an end do.</param>
public sealed record FreezeMonth(MonthRef Month, long LogPosition, OpenOrdersAtFreeze OpenOrders) : ICommand;

/// <summary>
/// <c>contractor-month.compute</c>: scores the frozen facts. The same scheme, fees, earlier faults, rolled orders and
/// counted visits again change nothing.
/// </summary>
/// <param name="Scheme">The scheme in force.</param>
/// <param name="Fees">One per lot.</param>
/// <param name="Earlier">
/// Faults from before the month that may have come back in it, as known at its freeze; null where no rule asks.
/// </param>
public record ComputeSheet(
    ScoringScheme Scheme, ImmutableArray<FeeLine> Fees, ImmutableArray<EarlierFault>? Earlier = null) : ICommand
{
    /// <summary>
    /// The freeze as the caller knows it, which the earlier faults are of; a month that was frozen at another position
    /// refuses. Null from callers that named none.
    /// </summary>
    public long? FrozenAt { get; init; }

    /// <summary>
    /// What <see cref="RollingSample.Of"/> makes of the frozen facts and the months before; a month that has other
    /// rules short refuses.
    /// </summary>
    public RolledOrders? Rolled { get; init; }

    /// <summary>
    /// The visits that the price list of the month counts from its orders; null where it counts none. A month that has
    /// a sheet keeps the sheet's.
    /// </summary>
    public CountedVisits? Visits { get; init; }
}

/// <summary>
/// <c>contractor-month.compute-rolled</c>: the same with orders of the months before. A name of its own, for builds
/// that know the other one alone would score the month without them.
/// </summary>
/// <inheritdoc cref="ComputeSheet"/>
public sealed record ComputeRolledSheet(
    ScoringScheme Scheme, ImmutableArray<FeeLine> Fees, ImmutableArray<EarlierFault>? Earlier = null)
    : ComputeSheet(Scheme, Fees, Earlier);

/// <summary>
/// <c>contractor-month.compute-counted</c>: the same with visits that are counted from the month's orders, and with
/// orders of the months before where rules are short. A name of its own, for builds that know the other ones alone
/// would pay none of them.
/// </summary>
/// <inheritdoc cref="ComputeSheet"/>
public sealed record ComputeCountedSheet(
    ScoringScheme Scheme, ImmutableArray<FeeLine> Fees, ImmutableArray<EarlierFault>? Earlier = null)
    : ComputeSheet(Scheme, Fees, Earlier);

/// <summary><c>contractor-month.confirm</c>: the contractor agrees.</summary>
/// <param name="SheetNumber">The sheet it has seen; null for the one of now.</param>
public sealed record ConfirmSheet(int? SheetNumber) : ICommand;

/// <summary><c>contractor-month.dispute</c>: the contractor does not agree.</summary>
/// <param name="SheetNumber">The sheet it has seen; null for the one of now.</param>
/// <param name="Reason">1 to 2,000 characters.</param>
public sealed record DisputeSheet(int? SheetNumber, string Reason) : ICommand;

/// <summary><c>contractor-month.approve</c>: the department head agrees.</summary>
/// <param name="SheetNumber">The sheet seen; null for the one of now.</param>
public sealed record ApproveSheet(int? SheetNumber) : ICommand;

/// <summary><c>contractor-month.publish</c>.</summary>
public sealed record PublishSheet : ICommand;

/// <summary><c>contractor-month.settle</c>.</summary>
public sealed record SettleMonth : ICommand;
