using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>
/// Annual assessments as their stored events tell them, weighed again out of the composite's document and of what the
/// audit itself made of the months. The points that people gave a special, annual or year-end table are taken as they
/// stand on its sheets.
/// </summary>
internal sealed class AuditYears(Func<string, string, int, JsonElement> documentOf)
{
    private readonly Dictionary<(Guid Contractor, string Month), AuditedMonth> _months = [];
    private readonly Dictionary<Guid, AuditedYear> _years = [];

    /// <summary>A month that years may rest on.</summary>
    public void Know(AuditedMonth month) => _months[(month.Contractor, month.Month)] = month;

    /// <summary>Takes an event of a year, and judges it where a report is given for it.</summary>
    public void Take(Guid id, string name, JsonElement body, Func<string, string[], MonthAuditReport?> reportFor)
    {
        if (name == "annual-assessment.drawn-up.v1" && !_years.ContainsKey(id))
        {
            _years[id] = AuditedYear.Of(body.Of("year"));
        }

        if (!_years.TryGetValue(id, out var year))
        {
            return;
        }

        var report = reportFor(year.Code, year.Months) ?? new MonthAuditReport();
        switch (name)
        {
            case "annual-assessment.drawn-up.v1":
                DrawnUp(year, body, report);
                break;
            case "annual-assessment.approved.v1":
                report.Same(year.Name, "approved edition", body.Dec("edition"), year.Editions.Count);
                report.Same(year.Name, "approved score", body.DecOr("score"), year.Editions[^1].Score);
                report.Same(year.Name, "approved grade", body.StrOr("grade"), year.Editions[^1].Grade);
                break;
        }
    }

    private void DrawnUp(AuditedYear year, JsonElement body, MonthAuditReport report)
    {
        report.Years++;
        report.Same(year.Name, "edition", body.Dec("edition"), year.Editions.Count + 1);
        var months = Months(year, body.List("months"), report);
        var tables = new Dictionary<string, decimal?>(StringComparer.Ordinal);
        foreach (var table in body.List("tables"))
        {
            var scheme = table.Str("schemeId");
            tables[scheme] = Table(year, table, months, report);
            report.Same(year.Name, $"table {scheme}", table.DecOr("score"), tables[scheme]);
        }

        year.Editions.Add(Weighed(year, body.Of("sheet"), tables, report));
    }

    // Each month by the sheet that the edition names, and none that has a sheet left out.
    private Dictionary<string, decimal?> Months(AuditedYear year, JsonElement[] entries, MonthAuditReport report)
    {
        var scores = new Dictionary<string, decimal?>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var (month, sheet) = (entry.Str("month"), entry.Of("sheetNumber").GetInt32());
            var known = _months.GetValueOrDefault((year.Contractor, month));
            var has = known?.Own.ContainsKey(sheet) == true;
            report.Same(year.Name, $"{month} sheetNumber", sheet, has ? sheet : null);
            scores[month] = has ? known!.ScoreBy(sheet, entry.Of("lateFacts").GetInt32()) : null;
            report.Same(year.Name, $"{month} score", entry.DecOr("score"), scores[month]);
        }

        foreach (var month in year.Months.Where(m => !scores.ContainsKey(m)))
        {
            var sheets = _months.GetValueOrDefault((year.Contractor, month))?.Own.Count ?? 0;
            report.Same(year.Name, $"{month} left out", 0m, sheets);
        }

        return scores;
    }

    // The mean of its months; of a table without months what its one sheet says.
    private static decimal? Table(
        AuditedYear year, JsonElement table, Dictionary<string, decimal?> months, MonthAuditReport report)
    {
        if (table.Str("kind") is "annual" or "year-end")
        {
            return table.List("sheets").Select(s => s.Of("sheet").DecOr("score")).SingleOrDefault();
        }

        var scheme = table.Str("schemeId");
        foreach (var month in table.List("months").Where(m => m.Has("sheetNumber")))
        {
            var name = month.Str("month");
            report.Same(
                year.Name, $"table {scheme} {name}", month.DecOr("score"), months.GetValueOrDefault(name));
        }

        var scores = table.List("months").Select(m => m.DecOr("score")).OfType<decimal>().ToArray();
        return scores.Length == 0 ? null : (scores.Sum() / scores.Length).Cents();
    }

    // By the weights of the document, not by those that the sheet tells.
    private (decimal? Score, string? Grade) Weighed(
        AuditedYear year, JsonElement sheet, Dictionary<string, decimal?> tables, MonthAuditReport report)
    {
        var (id, lines) = (sheet.Str("compositeId"), sheet.List("lines").ToDictionary(l => l.Str("id")));
        var document = documentOf("composites", id, sheet.Of("version").GetInt32());
        decimal sum = 0m, weight = 0m;
        var missing = 0;
        foreach (var part in document.List("parts"))
        {
            var line = lines.GetValueOrDefault(part.Str("id"));
            var isThere = line.ValueKind == JsonValueKind.Object;
            var score = part.Has("scheme") ? tables.GetValueOrDefault(part.Str("scheme"))
                : isThere && line.Has("inner") ? Weighed(year, line.Of("inner"), tables, report).Score
                : null;
            report.Same(year.Name, $"part {part.Str("id")}", isThere ? line.DecOr("score") : null, score);
            missing += score is null ? 1 : 0;
            sum += (score ?? 0m) * part.Dec("weightPercent");
            weight += score is null ? 0m : part.Dec("weightPercent");
        }

        var isLost = weight == 0m || (missing > 0 && document.Str("missingPart") == "no-score");
        decimal? own = isLost ? null : (sum / weight).Cents();
        var grade = AuditGrades.Of(own, document);
        report.Same(year.Name, $"{id} partsMissing", sheet.Dec("partsMissing"), missing);
        report.Same(year.Name, $"{id} score", sheet.DecOr("score"), own);
        report.Same(year.Name, $"{id} grade", sheet.StrOr("grade"), grade);
        return (own, grade);
    }
}

/// <summary>What the audit knows of one contractor's year.</summary>
/// <param name="Contractor">The contractor.</param>
/// <param name="Code">Its code.</param>
/// <param name="Name">As differences name it.</param>
/// <param name="Months">Its twelve months, <c>yyyy-MM</c>.</param>
internal sealed record AuditedYear(Guid Contractor, string Code, string Name, string[] Months)
{
    private const int MonthsInYear = 12;

    /// <summary>Score and letter of its editions as the audit has them.</summary>
    public List<(decimal? Score, string? Grade)> Editions { get; } = [];

    /// <summary>The year that an event names.</summary>
    public static AuditedYear Of(JsonElement year)
    {
        var (code, word) = (year.Str("contractorCode"), year.Str("year"));
        return new AuditedYear(
            year.Id("contractorId"), code, $"{code} {word}",
            [.. Enumerable.Range(1, MonthsInYear).Select(m => $"{word}-{m:00}")]);
    }
}
