using System.Globalization;
using FieldOps.Domain.Assessment;

namespace FieldOps.Assessment.Papers;

/// <summary>
/// Marks and readings of a month that were corrected or taken back, on paper as in its records: what was recorded and
/// what counts instead, each with who, when and why. What came after the freeze is no part of the sheet, and says so.
/// </summary>
/// <param name="clock">Shows instants.</param>
internal sealed class CorrectedRecords(PaperClock clock)
{
    public IEnumerable<PaperRow> Of(MonthState month)
    {
        var now = month.WithLateFacts();
        foreach (var mark in now.Marks.Values.OrderBy(m => m.Day).ThenBy(m => m.MarkId))
        {
            if (mark.Corrected is { } corrected)
            {
                yield return Row(mark, corrected, month.Marks.GetValueOrDefault(mark.MarkId)?.Corrected != corrected);
            }
        }

        foreach (var reading in now.Readings.Values.OrderBy(r => r.Day).ThenBy(r => r.ReadingId))
        {
            if (reading.Corrected is { } corrected)
            {
                yield return Row(
                    reading, corrected, month.Readings.GetValueOrDefault(reading.ReadingId)?.Corrected != corrected);
            }
        }
    }

    private PaperRow Row(MarkFact mark, CorrectedMark corrected, bool isLate)
    {
        var before = Text(mark.Points);
        var (zh, en) = corrected.Points is { } points
            ? ($"修正为 {Text(points)} 分", $"corrected to {Text(points)} points")
            : ("已撤回,不计分", "taken back");
        return Row(
            ("mark", $"{mark.SchemeId} {mark.Path}", corrected.Points ?? 0m),
            ($"原值 {before} 分", $"originally {before} points"),
            (mark.Day, mark.Subject is { } on ? $"{on}; {mark.Evidence}" : mark.Evidence, mark.RecordedBy,
                mark.RecordedAt),
            (zh, en, corrected.Reason, corrected.By, corrected.At), isLate);
    }

    private PaperRow Row(ReadingFact reading, CorrectedReading corrected, bool isLate)
    {
        var (before, now) = (
            $"{reading.Numerator}/{reading.Denominator}", $"{corrected.Numerator}/{corrected.Denominator}");
        return Row(
            ("reading", reading.Indicator, corrected.Numerator), ($"原值 {before}", $"originally {before}"),
            (reading.Day, reading.Evidence, reading.RecordedBy, reading.RecordedAt),
            ($"修正为 {now}", $"corrected to {now}", corrected.Reason, corrected.By, corrected.At), isLate);
    }

    private PaperRow Row(
        (string Kind, string Code, decimal Figure) what,
        (string Zh, string En) before,
        (DateOnly Day, string Evidence, string By, DateTimeOffset At) recorded,
        (string Zh, string En, string Reason, string By, DateTimeOffset At) now,
        bool isLate)
    {
        var day = recorded.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var (first, second) = (clock.Of(recorded.At), clock.Of(now.At));
        return new PaperRow(
            what.Kind, what.Code,
            $"{before.Zh}({day},{recorded.Evidence},{recorded.By} 于 {first} 登记);{now.Zh}:{now.Reason}"
                + $"({now.By} 于 {second}){(isLate ? ";冻结后提出,未计入本版" : "")}",
            $"{before.En} ({day}, {recorded.Evidence}, by {recorded.By} at {first}); {now.En}: {now.Reason} "
                + $"(by {now.By} at {second}){(isLate ? "; came late, not in this sheet" : "")}",
            what.Figure);
    }

    private static string Text(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
