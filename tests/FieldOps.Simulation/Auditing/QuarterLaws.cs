using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>
/// A quarter is what its settled months paid, added up: each edition by the sheets that were settled when it was drawn,
/// and all editions together pay the last one's total.
/// </summary>
internal static class QuarterLaws
{
    private const int MonthsInQuarter = 3;

    public static void Judge(LogFile log, IReadOnlyDictionary<Guid, MonthStory> months, AuditReport report)
    {
        foreach (var quarter in log.Of("quarter-settlement"))
        {
            var events = quarter.ToArray();
            var drawn = events.Where(e => e.Name == "quarter-settlement.drawn.v1").ToArray();
            var paid = 0m;
            foreach (var happened in events.Where(e => e.Name != "quarter-settlement.confirmed.v1"))
            {
                if (happened.Name == "quarter-settlement.drawn.v1")
                {
                    report.Same(
                        happened.Body.Int("edition"), Array.IndexOf(drawn, happened) + 1, "quarter.edition",
                        CodeOf(happened));
                    JudgeMonths(happened, months, report);
                    continue;
                }

                var edition = drawn.Last(d => d.Position < happened.Position);
                var total = TotalOf(edition);
                report.Same(
                    happened.Body.Int("edition"), edition.Body.Int("edition"), "quarter.settled", CodeOf(edition));
                report.Same(happened.Body.Number("paidBeforeCny"), paid, "quarter.paid-before", CodeOf(edition));
                report.Same(happened.Body.Number("payCny"), total - paid, "quarter.pay", CodeOf(edition));
                report.Check(
                    happened.Body.Text("by") != edition.Body.Text("drawnBy"), "quarter.two-people", CodeOf(edition),
                    () => happened.Body.Text("by"));
                JudgeMonths(edition, months, report, happened.Position);
                paid = total;
            }
        }
    }

    private static string CodeOf(LogEvent drawn) => drawn.Body.At("quarter").Text("code");

    private static decimal TotalOf(LogEvent drawn) =>
        drawn.Body.List("months").Sum(m => m.At("statement").Number("totalCny"));

    private static void JudgeMonths(
        LogEvent drawn, IReadOnlyDictionary<Guid, MonthStory> months, AuditReport report, long? at = null)
    {
        var (quarter, position) = (drawn.Body.At("quarter"), at ?? drawn.Position);
        var entries = drawn.Body.List("months").ToDictionary(m => m.Text("month"));
        var total = 0m;
        foreach (var month in MonthsOf(quarter.Text("quarter")))
        {
            var story = months.Values.FirstOrDefault(m =>
                m.Contractor == quarter.Id("contractorId") && m.Month == month);
            var settled = story?.Settlements.LastOrDefault(s => s.Position < position);
            var isOpen = settled is null
                || story!.Reopenings.Exists(r => r.Position > settled.Position && r.Position < position);
            report.Same(
                entries.TryGetValue(month, out var entry) ? entry.Int("sheetNumber") : null,
                isOpen ? null : settled!.Body.IntOr("sheetNumber"), "quarter.sheet", $"{CodeOf(drawn)} {month}");
            if (entry.ValueKind == JsonValueKind.Object)
            {
                report.Same(
                    entry.At("statement").Number("totalCny"), settled?.Body.NumberOr("totalCny") ?? 0m,
                    "quarter.month", $"{CodeOf(drawn)} {month}");
            }

            total += settled?.Body.Number("totalCny") ?? 0m;
        }

        report.Same(drawn.Body.Number("totalCny"), total, "quarter.total", CodeOf(drawn));
    }

    private static IEnumerable<string> MonthsOf(string quarter)
    {
        var last = MonthsInQuarter * (quarter[^1] - '0');
        return Enumerable.Range(last - MonthsInQuarter + 1, MonthsInQuarter).Select(m =>
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{quarter[..4]}-{m:00}"));
    }
}
