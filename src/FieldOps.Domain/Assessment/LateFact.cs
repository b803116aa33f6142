using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment;

/// <summary>
/// A fact after the freeze, whole, so that a correction can use it. Exactly one of the members is set.
/// </summary>
/// <param name="Entered">An order was given.</param>
/// <param name="Outcome">An order ended.</param>
/// <param name="Withdrawn">An order left.</param>
/// <param name="Finding">Something was found.</param>
/// <param name="Violation">A breach was recorded.</param>
/// <param name="Mark">Somebody awarded or deducted points.</param>
/// <param name="Reading">An indicator was read.</param>
/// <param name="ReadingCorrected">A reading was corrected.</param>
/// <param name="Work">A work was recorded.</param>
/// <param name="WorkWithdrawn">A work was taken back.</param>
/// <param name="MarkCorrected">A mark was corrected or taken back.</param>
public sealed record LateFact(
    MonthOrderEntered? Entered = null,
    MonthOutcomeRecorded? Outcome = null,
    MonthOrderWithdrawn? Withdrawn = null,
    MonthFindingRecorded? Finding = null,
    MonthViolationRecorded? Violation = null,
    MonthMarkRecorded? Mark = null,
    MonthReadingRecorded? Reading = null,
    MonthReadingCorrected? ReadingCorrected = null,
    MonthWorkRecorded? Work = null,
    MonthWorkWithdrawn? WorkWithdrawn = null,
    MonthMarkCorrected? MarkCorrected = null)
{
    /// <summary>Who brought it after the freeze, and why; null for what the log itself told.</summary>
    public LateGrounds? Grounds { get; init; }

    /// <summary>An event of a month as a late fact.</summary>
    public static LateFact Of(IEvent fact) => new(
        fact as MonthOrderEntered,
        fact as MonthOutcomeRecorded,
        fact as MonthOrderWithdrawn,
        fact as MonthFindingRecorded,
        fact as MonthViolationRecorded,
        fact as MonthMarkRecorded,
        fact as MonthReadingRecorded,
        fact as MonthReadingCorrected,
        fact as MonthWorkRecorded,
        fact as MonthWorkWithdrawn,
        fact as MonthMarkCorrected);

    /// <summary>The event that it would have been in time; null in a log of a later release.</summary>
    public IEvent? Fact() =>
        Entered ?? Outcome ?? Withdrawn ?? Finding ?? Violation ?? Mark ?? Reading ?? ReadingCorrected ?? Work
        ?? WorkWithdrawn ?? (IEvent?)MarkCorrected;

    /// <summary>
    /// <c>order-entered</c>, <c>outcome</c>, <c>order-withdrawn</c>, <c>finding</c>, <c>violation</c>, <c>mark</c>,
    /// <c>mark-corrected</c>, <c>reading</c>, <c>reading-corrected</c>, <c>work</c> or <c>work-withdrawn</c>.
    /// </summary>
    public string Kind() => Fact() switch
    {
        MonthOrderEntered => "order-entered",
        MonthOutcomeRecorded => "outcome",
        MonthOrderWithdrawn => "order-withdrawn",
        MonthFindingRecorded => "finding",
        MonthViolationRecorded => "violation",
        MonthMarkRecorded => "mark",
        MonthMarkCorrected => "mark-corrected",
        MonthReadingRecorded => "reading",
        MonthReadingCorrected => "reading-corrected",
        MonthWorkRecorded => "work",
        _ => "work-withdrawn",
    };

    /// <summary>Log position of the fact; 0 when it has none.</summary>
    public long From() => Fact() switch
    {
        MonthOrderEntered e => e.Order.EnteredFrom,
        MonthOutcomeRecorded e => e.Order.Ended?.From ?? 0,
        MonthOrderWithdrawn e => e.Withdrawn.From,
        MonthFindingRecorded e => e.Finding.From,
        _ => 0,
    };

    /// <summary>The order, finding, breach, mark, reading or work that it is about.</summary>
    public Guid SubjectId() => Fact() switch
    {
        MonthOrderEntered e => e.Order.OrderId,
        MonthOutcomeRecorded e => e.Order.OrderId,
        MonthOrderWithdrawn e => e.OrderId,
        MonthFindingRecorded e => e.Finding.FindingId,
        MonthViolationRecorded e => e.Violation.ViolationId,
        MonthMarkRecorded e => e.Mark.MarkId,
        MonthMarkCorrected e => e.MarkId,
        MonthReadingRecorded e => e.Reading.ReadingId,
        MonthReadingCorrected e => e.ReadingId,
        MonthWorkRecorded e => e.Work.WorkId,
        MonthWorkWithdrawn e => e.WorkId,
        _ => Guid.Empty,
    };
}

/// <summary>Why people brought a fact after the freeze.</summary>
/// <param name="Reason">1 to 2,000 characters.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record LateGrounds(string Reason, string By, DateTimeOffset At);
