using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment;

/// <summary>The state of a month after a fact: one that came in time, or a late one once it is taken in.</summary>
internal static class MonthFactEvolution
{
    /// <summary>The state after the event; null when it is no fact.</summary>
    public static MonthState? After(MonthState state, IEvent happened) => happened switch
    {
        MonthOrderEntered e => state.With(e.Order),
        MonthOutcomeRecorded e => state.With(e.Order),
        MonthOrderWithdrawn e => state.Orders.TryGetValue(e.OrderId, out var order)
            ? state.With(order with { Withdrawn = e.Withdrawn })
            : state,
        MonthFindingRecorded e => state with { Findings = state.Findings.SetItem(e.Finding.FindingId, e.Finding) },
        MonthViolationRecorded e => state with
        {
            Violations = state.Violations.SetItem(
                e.Violation.ViolationId, e.Violation with { RecordedAt = e.RecordedAt }),
        },
        MonthMarkRecorded e => state with { Marks = state.Marks.SetItem(e.Mark.MarkId, e.Mark) },
        MonthMarkCorrected e => state with
        {
            Marks = state.Marks.SetItem(e.MarkId, state.Marks[e.MarkId] with { Corrected = e.Corrected }),
        },
        MonthReadingRecorded e => state with { Readings = state.Readings.SetItem(e.Reading.ReadingId, e.Reading) },
        MonthReadingCorrected e => state with
        {
            Readings = state.Readings.SetItem(
                e.ReadingId, state.Readings[e.ReadingId] with { Corrected = e.Corrected }),
        },
        MonthWorkRecorded e => state with { Works = state.Works.SetItem(e.Work.WorkId, e.Work) },
        MonthWorkWithdrawn e => state with
        {
            Works = state.Works.SetItem(e.WorkId, state.Works[e.WorkId] with { Withdrawn = e.Withdrawn }),
        },
        _ => null,
    };

    /// <summary>The state after a late fact. An order that is there, and has not left, is not entered again.</summary>
    public static MonthState AfterLate(MonthState state, LateFact late) => late.Fact() switch
    {
        MonthOrderEntered e when state.Orders.GetValueOrDefault(e.Order.OrderId) is { Withdrawn: null } => state,
        { } fact => After(state, fact) ?? state,
        null => state,
    };
}
