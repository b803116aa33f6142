using System.Collections.Immutable;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;

namespace FieldOps.Domain.Assessment;

/// <summary><c>contractor-month.opened.v1</c>: before the first fact.</summary>
/// <param name="Month">Which month of whom.</param>
public sealed record MonthOpened(MonthRef Month) : IEvent;

/// <summary><c>contractor-month.order-entered.v1</c>: an order was given to the contractor.</summary>
/// <param name="Order">The order, without an end.</param>
public sealed record MonthOrderEntered(OrderFact Order) : IEvent;

/// <summary><c>contractor-month.outcome-recorded.v1</c>: an order ended.</summary>
/// <param name="Order">The order with its end.</param>
public sealed record MonthOutcomeRecorded(OrderFact Order) : IEvent;

/// <summary><c>contractor-month.order-withdrawn.v1</c>: an order counts for nothing here.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Its short number.</param>
/// <param name="Withdrawn">Why.</param>
public sealed record MonthOrderWithdrawn(Guid OrderId, string Number, WithdrawnFact Withdrawn) : IEvent;

/// <summary><c>contractor-month.finding-recorded.v1</c>.</summary>
/// <param name="Finding">What was found.</param>
public sealed record MonthFindingRecorded(FindingFact Finding) : IEvent;

/// <summary><c>contractor-month.violation-recorded.v1</c>.</summary>
/// <param name="Violation">The breach.</param>
/// <param name="RecordedAt">UTC.</param>
public sealed record MonthViolationRecorded(ViolationFact Violation, DateTimeOffset RecordedAt) : IEvent;

/// <summary><c>contractor-month.mark-recorded.v1</c>.</summary>
/// <param name="Mark">The mark.</param>
public sealed record MonthMarkRecorded(MarkFact Mark) : IEvent;

/// <summary><c>contractor-month.mark-corrected.v1</c>.</summary>
/// <param name="MarkId">The mark, which stays.</param>
/// <param name="Corrected">What counts instead, or that nothing does.</param>
public sealed record MonthMarkCorrected(Guid MarkId, CorrectedMark Corrected) : IEvent;

/// <summary><c>contractor-month.reading-recorded.v1</c>.</summary>
/// <param name="Reading">The reading.</param>
public sealed record MonthReadingRecorded(ReadingFact Reading) : IEvent;

/// <summary><c>contractor-month.reading-corrected.v1</c>.</summary>
/// <param name="ReadingId">The reading, which stays.</param>
/// <param name="Corrected">What counts instead.</param>
public sealed record MonthReadingCorrected(Guid ReadingId, CorrectedReading Corrected) : IEvent;

/// <summary><c>contractor-month.work-recorded.v1</c>.</summary>
/// <param name="Work">What was done or found, with its prices.</param>
public record MonthWorkRecorded(WorkFact Work) : IEvent;

/// <summary>
/// <c>contractor-month.cables-recorded.v1</c>: the same of cables whose lengths add up with the month's other ones. A
/// name of its own, for builds that do not know so would pay them by themselves.
/// </summary>
/// <inheritdoc cref="MonthWorkRecorded"/>
public sealed record MonthCablesRecorded(WorkFact Work) : MonthWorkRecorded(Work);

/// <summary><c>contractor-month.work-withdrawn.v1</c>: it counts for nothing any more, and stays to be seen.</summary>
/// <param name="WorkId">The work.</param>
/// <param name="Withdrawn">Who took it back, and why.</param>
public sealed record MonthWorkWithdrawn(Guid WorkId, WithdrawnWork Withdrawn) : IEvent;

/// <summary>
/// <c>contractor-month.late-fact-recorded.v1</c>: a fact that came, or was ordered by the log, after the freeze. It
/// changes no sheet; it waits, visibly, for a correction.
/// </summary>
/// <param name="Late">The fact.</param>
/// <param name="RecordedAt">UTC.</param>
public record MonthLateFactRecorded(LateFact Late, DateTimeOffset RecordedAt) : IEvent;

/// <summary>
/// <c>contractor-month.late-record-told.v1</c>: the same of what people bring, with why. A name of its own, for builds
/// that know the other one alone would take most of it for nothing. Older logs hold it under the other name.
/// </summary>
/// <inheritdoc cref="MonthLateFactRecorded"/>
public sealed record MonthLateRecordTold(LateFact Late, DateTimeOffset RecordedAt)
    : MonthLateFactRecorded(Late, RecordedAt);

/// <summary>
/// <c>contractor-month.late-mark-corrected.v1</c>: the same of a mark that is corrected or taken back, again with a
/// name of its own for builds that do not know such facts.
/// </summary>
/// <inheritdoc cref="MonthLateFactRecorded"/>
public sealed record MonthLateMarkCorrected(LateFact Late, DateTimeOffset RecordedAt)
    : MonthLateFactRecorded(Late, RecordedAt);

/// <summary><c>contractor-month.late-cables-told.v1</c>: the same of cables whose lengths add up.</summary>
/// <inheritdoc cref="MonthLateFactRecorded"/>
public sealed record MonthLateCablesTold(LateFact Late, DateTimeOffset RecordedAt)
    : MonthLateFactRecorded(Late, RecordedAt);

/// <summary><c>contractor-month.frozen.v1</c>.</summary>
/// <param name="LogPosition">Facts of the log at or below it belong to the month.</param>
/// <param name="OrdersEntered">Orders that belong to it, without those withdrawn.</param>
/// <param name="OrdersOpen">Of these, without an end.</param>
/// <param name="Findings">Findings that belong to it.</param>
/// <param name="FrozenAt">UTC.</param>
public sealed record MonthFrozen(
    long LogPosition, int OrdersEntered, int OrdersOpen, int Findings, DateTimeOffset FrozenAt) : IEvent;

/// <summary>
/// <c>contractor-month.sheet-computed.v1</c>: self-contained; no later change of a scheme touches it.
/// </summary>
/// <param name="SheetNumber">1 for the first of the month.</param>
/// <param name="SignOff">Order of the signatures that the scheme asks for.</param>
/// <param name="Fees">The fees it rests on.</param>
/// <param name="Sheet">The score.</param>
/// <param name="Statement">The money.</param>
/// <param name="ComputedBy">Actor id: the assessor's signature.</param>
/// <param name="ComputedAt">UTC.</param>
/// <param name="Appeal">Until when the contractor may object; null for no limit.</param>
/// <param name="Earlier">
/// Faults from before the month that may have come back in it, as known at its freeze; null where no rule asks, and in
/// logs from before they were kept.
/// </param>
public record MonthSheetComputed(
    int SheetNumber,
    SignOff SignOff,
    ImmutableArray<FeeLine> Fees,
    ScoreSheet Sheet,
    Statement Statement,
    string ComputedBy,
    DateTimeOffset ComputedAt,
    AppealRules? Appeal = null,
    ImmutableArray<EarlierFault>? Earlier = null) : IEvent
{
    /// <summary>Orders of the months before that it counts where rules were short; null where none was.</summary>
    public RolledOrders? Rolled { get; init; }

    /// <summary>The visits that it counts from the month's orders; null where it counts none.</summary>
    public CountedVisits? Visits { get; init; }
}

/// <summary>
/// <c>contractor-month.rolled-sheet-computed.v1</c>: the same of a sheet that counts orders of the months before. A
/// name of its own, for builds that know the other one alone would correct it without them.
/// </summary>
/// <inheritdoc cref="MonthSheetComputed"/>
public sealed record MonthRolledSheetComputed(
    int SheetNumber,
    SignOff SignOff,
    ImmutableArray<FeeLine> Fees,
    ScoreSheet Sheet,
    Statement Statement,
    string ComputedBy,
    DateTimeOffset ComputedAt,
    AppealRules? Appeal = null,
    ImmutableArray<EarlierFault>? Earlier = null)
    : MonthSheetComputed(SheetNumber, SignOff, Fees, Sheet, Statement, ComputedBy, ComputedAt, Appeal, Earlier);

/// <summary>
/// <c>contractor-month.counted-sheet-computed.v1</c>: the same of a sheet that counts visits from the month's orders,
/// with or without orders of the months before. A name of its own, for builds that know the other ones alone would
/// correct it without them.
/// </summary>
/// <inheritdoc cref="MonthSheetComputed"/>
public sealed record MonthCountedSheetComputed(
    int SheetNumber,
    SignOff SignOff,
    ImmutableArray<FeeLine> Fees,
    ScoreSheet Sheet,
    Statement Statement,
    string ComputedBy,
    DateTimeOffset ComputedAt,
    AppealRules? Appeal = null,
    ImmutableArray<EarlierFault>? Earlier = null)
    : MonthSheetComputed(SheetNumber, SignOff, Fees, Sheet, Statement, ComputedBy, ComputedAt, Appeal, Earlier);

/// <summary><c>contractor-month.sheet-confirmed.v1</c>: the contractor's signature.</summary>
/// <param name="SheetNumber">What was signed.</param>
/// <param name="ConfirmedBy">Actor id.</param>
/// <param name="ConfirmedAt">UTC.</param>
public sealed record MonthSheetConfirmed(int SheetNumber, string ConfirmedBy, DateTimeOffset ConfirmedAt) : IEvent;

/// <summary><c>contractor-month.sheet-disputed.v1</c>.</summary>
/// <param name="SheetNumber">What is disputed.</param>
/// <param name="Reason">In the contractor's words.</param>
/// <param name="DisputedBy">Actor id.</param>
/// <param name="DisputedAt">UTC.</param>
public sealed record MonthSheetDisputed(
    int SheetNumber, string Reason, string DisputedBy, DateTimeOffset DisputedAt) : IEvent;

/// <summary><c>contractor-month.sheet-approved.v1</c>: the department head's signature.</summary>
/// <param name="SheetNumber">What was signed.</param>
/// <param name="ApprovedBy">Actor id.</param>
/// <param name="ApprovedAt">UTC.</param>
public sealed record MonthSheetApproved(int SheetNumber, string ApprovedBy, DateTimeOffset ApprovedAt) : IEvent;

/// <summary><c>contractor-month.sheet-published.v1</c>.</summary>
/// <param name="SheetNumber">What was published.</param>
/// <param name="PublishedBy">Actor id.</param>
/// <param name="PublishedAt">UTC.</param>
public sealed record MonthSheetPublished(int SheetNumber, string PublishedBy, DateTimeOffset PublishedAt) : IEvent;

/// <summary><c>contractor-month.settled.v1</c>.</summary>
/// <param name="SheetNumber">The sheet that was paid by.</param>
/// <param name="TotalCny">What was paid.</param>
/// <param name="SettledBy">Actor id.</param>
/// <param name="SettledAt">UTC.</param>
/// <param name="PaidBeforeCny">Paid before the month was opened again; null when it never was.</param>
public sealed record MonthSettled(
    int SheetNumber, decimal TotalCny, string SettledBy, DateTimeOffset SettledAt, decimal? PaidBeforeCny = null)
    : IEvent;
