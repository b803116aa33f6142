using System.Collections.Immutable;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.Assessment.Reports;

/// <summary>Puts a report together out of closed months. The order of what it is given plays no part.</summary>
public static class ReportContents
{
    private const decimal SecondsPerMinute = 60m;
    private const decimal WholePercent = 100m;

    /// <summary>The report over some crews, each with a month that has a sheet.</summary>
    /// <param name="crews">The crews with their figures.</param>
    /// <param name="inHouse">Figures of the own crews together; empty when there are none to compare with.</param>
    /// <param name="topFaults">Faults listed at most.</param>
    public static ReportContent Of(
        IEnumerable<ReportedCrew> crews, ImmutableArray<IndicatorFigure> inHouse, int topFaults)
    {
        var all = crews.OrderBy(c => c.Contractor.Code, StringComparer.Ordinal).ToArray();
        ImmutableArray<ReportSheet> sheets = [.. all.Select(Sheet)];
        return new ReportContent(
            sheets,
            [
                .. all.SelectMany(c => c.Figures.Select(f => Indicator(c.Contractor.Code, f))),
                .. inHouse.Select(f => Indicator(null, f)),
            ],
            [
                .. all.SelectMany(Faults).OrderByDescending(f => f.OverrunPercent)
                    .ThenBy(f => f.Number, StringComparer.Ordinal).ThenBy(f => f.Clock)
                    .Take(topFaults),
            ],
            [.. all.SelectMany(Violations)],
            [.. all.SelectMany(Corrections)],
            sheets.Sum(s => s.TotalCny));
    }

    private static ReportSheet Sheet(ReportedCrew crew)
    {
        var sheet = crew.Month.Sheet!;
        var orders = sheet.Score.Orders;
        return new ReportSheet(
            crew.Contractor.Code, crew.Contractor.NameZh, crew.Contractor.NameEn,
            crew.Contractor.Kind == ContractorKind.InHouse, sheet.Number, sheet.Score.SchemeId,
            sheet.Score.SchemeVersion, crew.Month.Status, sheet.Score.Score, sheet.Score.NoScoreReason,
            sheet.Score.Grade, orders.Counted, orders.Excluded, orders.Open, sheet.Statement.TotalCny);
    }

    private static ReportIndicator Indicator(string? code, IndicatorFigure figure) => new(
        code, figure.Path, figure.TitleZh, figure.TitleEn, figure.Value(), figure.Cases, figure.Unit, figure.Target,
        figure.IsMet());

    private static IEnumerable<ReportFault> Faults(ReportedCrew crew) =>
        from order in crew.Orders
        where order is { Withdrawn: null, Ended: not null }
        from clock in order.Ended!.Clocks
        where clock.Outcome == ClockOutcome.Late && clock.LimitMinutes > 0
        let minutes = clock.ElapsedSeconds / SecondsPerMinute
        select new ReportFault(
            crew.Contractor.Code, order.OrderId, order.Number, order.AssetClass,
            clock.Clock, clock.LimitMinutes, Rounded(minutes),
            Rounded((minutes - clock.LimitMinutes) * WholePercent / clock.LimitMinutes));

    private static IEnumerable<ReportViolation> Violations(ReportedCrew crew) =>
        crew.Month.Violations.Values.OrderBy(v => v.OccurredAt).ThenBy(v => v.ViolationId)
            .Select(v => new ReportViolation(
                crew.Contractor.Code, v.ViolationId, v.Class, v.Kind, v.Points, v.Evidence));

    private static IEnumerable<ReportCorrection> Corrections(ReportedCrew crew)
    {
        var (code, month) = (crew.Contractor.Code, crew.Month.Month!.Month);
        return crew.Month.Replaced
            .Select(r => new ReportCorrection(code, month, "replaced", r.Score, null, null, r.Reason, "", null))
            .Concat(crew.Month.Adjustments.Select(a => new ReportCorrection(
                code, month, "objection", null, a.Points, null, $"{a.Path}: {a.Reason}", a.By, a.At)))
            .Concat(crew.Month.Corrections.Select(c => ReportNotes.Of(code, month, c)))
            .Concat(crew.Month.Carried.Select(c => new ReportCorrection(
                code, c.FromMonth, "carried", c.ScoreBefore, c.ScoreAfter, c.AmountCny, c.Reason, c.By, c.At)));
    }

    private static decimal Rounded(decimal value) => decimal.Round(value, 2, MidpointRounding.AwayFromZero);
}

/// <summary>A crew of a report.</summary>
/// <param name="Contractor">Who.</param>
/// <param name="Month">Its month, with a sheet.</param>
/// <param name="Orders">The orders that the report speaks of: all of the month, or those of a region.</param>
/// <param name="Figures">Its indicators over these orders.</param>
public sealed record ReportedCrew(
    ContractorState Contractor,
    MonthState Month,
    ImmutableArray<OrderFact> Orders,
    ImmutableArray<IndicatorFigure> Figures);

/// <summary>Corrections that come after a report, in the words of the report.</summary>
public static class ReportNotes
{
    /// <summary>A correction by late facts.</summary>
    public static ReportCorrection Of(string contractorCode, string month, MonthCorrection correction) => new(
        contractorCode, month, "late-facts", correction.ScoreBefore, correction.ScoreAfter,
        correction.DifferenceCny(), correction.Reason, correction.By, correction.At);

    /// <summary>A re-opening: the sheet will be made anew.</summary>
    public static ReportCorrection Of(string contractorCode, string month, MonthReopened reopened) => new(
        contractorCode, month, "reopened", null, null, null, reopened.Wish.Reason, reopened.ApprovedBy,
        reopened.ReopenedAt);
}
