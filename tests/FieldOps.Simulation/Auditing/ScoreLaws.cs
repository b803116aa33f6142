using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>Every published sheet, line by line, from the orders and the rule file.</summary>
internal static class ScoreLaws
{
    public static void Judge(
        LogFile log, MonthStory month, IReadOnlyDictionary<Guid, OrderStory> orders, PolicyFiles policies,
        AuditReport report)
    {
        if (month.Sheets.Count == 0)
        {
            return;
        }

        report.Check(month.Frozen is not null, "sheet.frozen", month.Name, () => "computed before the freeze");
        foreach (var computed in month.Sheets)
        {
            var sheet = computed.Body.At("sheet");
            var facts = FactsOf(log, month, computed.Position, orders, SchemeOf(sheet, policies));
            JudgeSheet(month, sheet, SchemeOf(sheet, policies), facts, report);
            MoneyLaws.Judge(log, month, computed, sheet.NumberOr("score"), SchemeOf(sheet, policies), report);
        }
    }

    /// <summary>What the sheet of this position is made of.</summary>
    public static OwnSheetFacts FactsOf(
        LogFile log, MonthStory month, long sheetAt, IReadOnlyDictionary<Guid, OrderStory> orders, JsonElement scheme)
    {
        var facts = FactsAt(log, month, month.CutOf(sheetAt), orders, scheme);
        facts.RollsFrom = RulesOf(scheme)
            .Select(r => (r.Path, From: OwnScore.RollsFrom(r.Rule, scheme, month.Month, facts)))
            .Where(r => r.From is not null).ToDictionary(r => r.Path, r => r.From!);
        return facts;
    }

    /// <summary>What the score of a month is made of at a cut.</summary>
    public static OwnSheetFacts FactsAt(
        LogFile log, MonthStory month, OwnCut cut, IReadOnlyDictionary<Guid, OrderStory> orders, JsonElement scheme)
    {
        var standings = MonthFactsOwn.Standings(log, orders, cut.Facts)
            .GetValueOrDefault((month.Contractor, month.Month)) ?? [];
        // Of the months before a sheet knows what was told at its own freeze, and a correction of it no more.
        var frozen = month.Frozen!.Body.GetProperty("logPosition").GetInt64();
        var before = MonthFactsOwn.Standings(log, orders, frozen)
            .Where(m => m.Key.Contractor == month.Contractor && string.CompareOrdinal(m.Key.Month, month.Month) < 0)
            .SelectMany(m => m.Value).Where(s => s.Value == "ended")
            .Select(s => OwnVerdict.Of(orders[s.Key], month.Contractor, frozen));
        return new OwnSheetFacts(month, cut, standings, orders, before, scheme);
    }

    /// <summary>The rules that a sheet names.</summary>
    public static JsonElement SchemeOf(JsonElement sheet, PolicyFiles policies) =>
        policies.Of("scoring", sheet.Text("schemeId"), sheet.Int("schemeVersion"));

    private static void JudgeSheet(
        MonthStory month, JsonElement sheet, JsonElement scheme, OwnSheetFacts facts, AuditReport report)
    {
        report.Same(sheet.TextOr("noScoreReason"), facts.NoScoreReason, "sheet.no-score", month.Name);
        if (facts.NoScoreReason is not null)
        {
            report.Same(sheet.NumberOr("score"), null, "sheet.score", month.Name);
            return;
        }

        var stored = sheet.List("lines").Where(l => l.Text("kind") == "rule").ToDictionary(l => l.Text("path"));
        foreach (var (path, line, taken) in LinesOf(scheme, facts))
        {
            JudgeLine(month, stored, (path, line), facts, report);
            report.Same(
                sheet.List("lines").Where(l =>
                    l.Text("kind") == "finding" && l.Text("path").StartsWith(path + "/", StringComparison.Ordinal))
                    .Sum(l => l.Number("deduction")),
                taken, "sheet.findings", $"{month.Name} {path}");
        }

        var (operating, score) = Of(scheme, facts);
        report.Same(sheet.NumberOr("operatingScore"), operating, "sheet.operating", month.Name);
        report.Same(sheet.Number("creditDeduction"), facts.Credit, "sheet.credit", month.Name);
        report.Same(sheet.NumberOr("score"), score, "sheet.score", month.Name);
        report.Same(sheet.TextOr("grade"), OwnScore.Grade(score, scheme), "sheet.grade", month.Name);
        report.Same(sheet.At("orders").Int("counted"), facts.Counted.Count, "sheet.counted", month.Name);
        report.Same(sheet.At("orders").Int("excluded"), facts.Excluded, "sheet.excluded", month.Name);
        report.Same(sheet.At("orders").Int("open"), facts.Open, "sheet.open", month.Name);
    }

    /// <summary>The score before and after the credit deductions; null where nothing is scored.</summary>
    public static (decimal Operating, decimal Score) Of(JsonElement scheme, OwnSheetFacts facts)
    {
        var (points, weight) = (0m, 0m);
        foreach (var ((_, line, taken), (_, rule)) in LinesOf(scheme, facts).Zip(RulesOf(scheme)))
        {
            points += line.Points - taken;
            weight += line.Counts ? rule.Number("weight") : 0;
        }

        var operating = weight == 100 ? points : OwnScore.Cents(points * 100 / weight);
        var score = facts.Veto
            ? scheme.Number("floor")
            : Math.Min(Math.Max(operating - facts.Credit, scheme.Number("floor")), scheme.Number("cap"));
        return (operating, score);
    }

    private static IEnumerable<(string Path, OwnLine Line, decimal Taken)> LinesOf(
        JsonElement scheme, OwnSheetFacts facts)
    {
        foreach (var (path, rule) in RulesOf(scheme))
        {
            var line = OwnScore.Rule(path, rule, scheme, facts);
            yield return (path, line, OwnScore.FindingsOf(rule, line.Points, facts));
        }
    }

    private static void JudgeLine(
        MonthStory month, Dictionary<string, JsonElement> stored, (string Path, OwnLine Line) own, OwnSheetFacts facts,
        AuditReport report)
    {
        var (path, line) = own;
        var subject = $"{month.Name} {path}";
        report.Check(stored.ContainsKey(path), "sheet.line", subject, () => "missing");
        if (stored.TryGetValue(path, out var there))
        {
            report.Same(there.IntOr("numerator"), line.Good, "sheet.good", subject);
            report.Same(there.IntOr("denominator"), line.Cases, "sheet.cases", subject);
            report.Same(there.Number("points"), line.Points, "sheet.points", subject);
            if (facts.RollsFrom.TryGetValue(path, out var from) && line.Cases is not null)
            {
                report.Same(there.List("rolled").First().Text("month"), from, "sheet.rolled", subject);
            }
        }
    }

    private static IEnumerable<(string Path, JsonElement Rule)> RulesOf(JsonElement scheme) =>
        from table in scheme.List("tables")
        from item in table.List("items")
        from content in item.List("contents")
        from rule in content.List("rules")
        select ($"{table.Text("id")}/{item.Text("id")}/{content.Text("id")}/{rule.Text("id")}", rule);
}
