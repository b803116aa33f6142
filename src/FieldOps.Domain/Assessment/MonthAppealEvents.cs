using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment;

/// <summary><c>contractor-month.lines-disputed.v1</c>.</summary>
/// <param name="Disputes">The objections.</param>
public sealed record MonthLinesDisputed(ImmutableArray<LineDispute> Disputes) : IEvent;

/// <summary><c>contractor-month.dispute-decided.v1</c>.</summary>
/// <param name="DisputeId">The objection.</param>
/// <param name="Decided">What was decided.</param>
/// <param name="Adjustment">What the next sheet corrects; null when it was rejected.</param>
public sealed record MonthDisputeDecided(Guid DisputeId, DisputeDecided Decided, SheetAdjustment? Adjustment) : IEvent;

/// <summary>
/// <c>contractor-month.appeal-lapsed.v1</c>: the contractor let its time pass, and the scheme takes that for agreement.
/// </summary>
/// <param name="SheetNumber">The sheet.</param>
/// <param name="LapsedAt">UTC.</param>
public sealed record MonthAppealLapsed(int SheetNumber, DateTimeOffset LapsedAt) : IEvent;

/// <summary><c>contractor-month.reopening-asked.v1</c>.</summary>
/// <param name="Wish">Who asked, and why.</param>
public sealed record MonthReopeningAsked(ReopeningWish Wish) : IEvent;

/// <summary><c>contractor-month.reopening-declined.v1</c>: the month stays as it is.</summary>
/// <param name="Declined">The wish, and who declined it, and why.</param>
public sealed record MonthReopeningDeclined(DeclinedReopening Declined) : IEvent;

/// <summary>
/// <c>contractor-month.reopened.v1</c>: frozen again, with the late facts in; every signature is asked for anew.
/// </summary>
/// <param name="Wish">Who asked, and why.</param>
/// <param name="ApprovedBy">Actor id of the second person.</param>
/// <param name="LateFacts">Late facts taken in.</param>
/// <param name="OrdersEntered">Orders that belong to it now, without those withdrawn.</param>
/// <param name="OrdersOpen">Of these, without an end.</param>
/// <param name="Findings">Findings that belong to it now.</param>
/// <param name="ReopenedAt">UTC.</param>
/// <param name="Violations">Breaches that belong to it now; null in logs from before they could come late.</param>
public record MonthReopened(
    ReopeningWish Wish,
    string ApprovedBy,
    int LateFacts,
    int OrdersEntered,
    int OrdersOpen,
    int Findings,
    DateTimeOffset ReopenedAt,
    int? Violations = null) : IEvent;

/// <summary>
/// <c>contractor-month.corrected-reopened.v1</c>: the same of a month that later ones pay corrections of: its next
/// sheet takes them off. A name of its own, for builds that know the other one alone would pay them twice.
/// </summary>
/// <inheritdoc cref="MonthReopened"/>
public sealed record MonthCorrectedReopened(
    ReopeningWish Wish,
    string ApprovedBy,
    int LateFacts,
    int OrdersEntered,
    int OrdersOpen,
    int Findings,
    DateTimeOffset ReopenedAt,
    int? Violations = null)
    : MonthReopened(Wish, ApprovedBy, LateFacts, OrdersEntered, OrdersOpen, Findings, ReopenedAt, Violations);

/// <summary>
/// <c>contractor-month.late-facts-weighed.v1</c>: what came late changes neither score nor money nor what any line is
/// worth, so that there is nothing to correct.
/// </summary>
/// <param name="LateFacts">Late facts weighed, from the first of all.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record MonthLateFactsWeighed(int LateFacts, string By, DateTimeOffset At) : IEvent;

/// <summary><c>contractor-month.correction-computed.v1</c>: the published sheet stays as it is.</summary>
/// <param name="Month">The corrected month.</param>
/// <param name="Correction">What the late facts make of it.</param>
public sealed record MonthCorrectionComputed(MonthRef Month, MonthCorrection Correction) : IEvent;

/// <summary><c>contractor-month.correction-carried.v1</c>: an earlier month's correction is settled here.</summary>
/// <param name="Correction">The correction.</param>
public sealed record MonthCorrectionCarried(CarriedCorrection Correction) : IEvent;

/// <summary>
/// <c>contractor-month.correction-passed-on.v1</c>: this month is closed, so the next one is asked to carry it.
/// </summary>
/// <param name="Month">The closed month.</param>
/// <param name="Correction">The correction.</param>
public sealed record MonthCorrectionPassedOn(MonthRef Month, CarriedCorrection Correction) : IEvent;
