using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>
/// How a published month changes: by two people who open it again, or by a correction that a later month pays; each
/// late fact once, each yuan once.
/// </summary>
internal static class ChangeLaws
{
    public static void Judge(
        LogFile log, IReadOnlyDictionary<Guid, OrderStory> orders, IReadOnlyDictionary<Guid, MonthStory> months,
        PolicyFiles policies, AuditReport report)
    {
        foreach (var month in months.Values)
        {
            JudgeReopenings(month, report);
            JudgePayments(month, report);
            for (var at = 0; at < month.Corrections.Count; at++)
            {
                JudgeCorrection(log, month, at, orders, policies, report);
                JudgeCarried(month, month.Corrections[at].Body.At("correction"), months, report);
            }
        }
    }

    private static void JudgeReopenings(MonthStory month, AuditReport report)
    {
        foreach (var opened in month.Reopenings)
        {
            report.Check(
                opened.Body.At("wish").Text("by") != opened.Body.Text("approvedBy"), "reopening.two-people",
                month.Name, () => $"asked for and approved by {opened.Body.Text("approvedBy")}");
            report.Check(
                opened.Name == "contractor-month.corrected-reopened.v1"
                    == month.Corrections.Exists(c => c.Position < opened.Position),
                "reopening.after-correction", month.Name, () => $"opened at {opened.Position} as {opened.Name}");
        }
    }

    // What was paid is the sheet's money; opened again, what was paid before is named beside it.
    private static void JudgePayments(MonthStory month, AuditReport report)
    {
        decimal? before = null;
        foreach (var settled in month.Settlements)
        {
            var sheet = month.Sheets.Last(s => s.Position < settled.Position);
            var total = sheet.Body.At("statement").Number("totalCny");
            report.Same(settled.Body.Number("totalCny"), total, "money.settled", month.Name);
            report.Same(settled.Body.NumberOr("paidBeforeCny"), before, "money.paid-before", month.Name);
            before = total;
        }
    }

    private static void JudgeCorrection(
        LogFile log, MonthStory month, int at, IReadOnlyDictionary<Guid, OrderStory> orders, PolicyFiles policies,
        AuditReport report)
    {
        var (computed, stored) = (month.Corrections[at], month.Corrections[at].Body.At("correction"));
        var subject = $"{month.Name} correction {at + 1}";
        var sheet = month.Sheets.Last(s => s.Position < computed.Position);
        var scheme = ScoreLaws.SchemeOf(sheet.Body.At("sheet"), policies);
        var facts = ScoreLaws.FactsAt(
            log, month, new OwnCut(computed.Position, computed.Position), orders, scheme);
        // One late order does not move what the sheet counts along.
        facts.RollsFrom = ScoreLaws.FactsOf(log, month, sheet.Position, orders, scheme).RollsFrom;
        decimal? score = facts.NoScoreReason is null ? ScoreLaws.Of(scheme, facts).Score : null;
        var fees = MoneyLaws.FeesOf(log, month, sheet.Position, score, scheme);
        var carried = month.Carried.Where(c => c.Position < computed.Position)
            .Sum(c => c.Body.At("correction").Number("amountCny"));
        var paid = month.PaidElsewhere(computed.Position).ToArray();
        var last = at == paid.Length ? (JsonElement?)null : month.Corrections[at - 1].Body.At("correction");
        report.Same(
            stored.NumberOr("scoreBefore"),
            last is null ? sheet.Body.At("sheet").NumberOr("score") : last.Value.NumberOr("scoreAfter"),
            "correction.before", subject);
        report.Same(stored.NumberOr("scoreAfter"), score, "correction.score", subject);
        report.Same(
            stored.Number("totalCnyBefore"),
            last?.Number("totalCnyAfter") ?? sheet.Body.At("statement").Number("totalCny"), "correction.before",
            subject);
        report.Same(
            stored.Number("totalCnyAfter"),
            fees.Values.Sum(l => l.Sum(f => f.Amount)) + carried - paid.Sum(DifferenceOf), "correction.total", subject);
    }

    private static void JudgeCarried(
        MonthStory month, JsonElement correction, IReadOnlyDictionary<Guid, MonthStory> months, AuditReport report)
    {
        var paid = months.Values.Where(m => m.Contractor == month.Contractor).SelectMany(m => m.Carried)
            .Select(c => c.Body.At("correction"))
            .Where(c => c.Text("fromMonth") == month.Month && c.Int("number") == correction.Int("number")).ToArray();
        var due = DifferenceOf(correction);
        report.Check(
            paid.Length == 1 && paid[0].Number("amountCny") == due, "correction.carried-once",
            $"{month.Name} correction {correction.Int("number")}",
            () => $"{due} due, carried {string.Join(" and ", paid.Select(p => p.Number("amountCny")))}");
    }

    /// <summary>What a correction hands to a later month.</summary>
    public static decimal DifferenceOf(JsonElement correction) =>
        correction.Number("totalCnyAfter") - correction.Number("totalCnyBefore");
}
