using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>
/// Annual assessments as their stored events tell them, weighed again out of the composite's document and of what the
/// audit itself made of the months. The points that people gave a special, annual or year-end table are taken as they
/// stand on its sheets.
/// </summary>
internal sealed class AuditYears(Func<string, string, int, JsonElement> documentOf)
{
    // What a table is called that the months' own sheets make.
    private const string OwnSheets = "own sheets";

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
                Approved(year, body, report);
                break;
        }
    }

    // Another person approves than drew it up.
    private static void Approved(AuditedYear year, JsonElement body, MonthAuditReport report)
    {
        var (score, grade, drawnBy) = year.Editions[^1];
        report.Same(year.Name, "approved edition", body.Dec("edition"), year.Editions.Count);
        report.Same(year.Name, "approved score", body.DecOr("score"), score);
        report.Same(year.Name, "approved grade", body.StrOr("grade"), grade);
        var by = body.Str("by");
        report.Same(year.Name, "approved by", by, by == drawnBy ? "not " + drawnBy : by);
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

        var (score, grade) = Weighed(year, body.Of("sheet"), tables, report);
        year.Editions.Add((score, grade, body.Str("drawnBy")));
    }

    // Each month by the sheet that the edition names, and none that has a sheet left out.
    private Dictionary<string, AuditedEntry> Months(AuditedYear year, JsonElement[] entries, MonthAuditReport report)
    {
        var own = new Dictionary<string, AuditedEntry>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var (month, sheet) = (entry.Str("month"), entry.Of("sheetNumber").GetInt32());
            var known = _months.GetValueOrDefault((year.Contractor, month));
            var has = known?.Own.ContainsKey(sheet) == true;
            report.Same(year.Name, $"{month} sheetNumber", sheet, has ? sheet : null);
            var late = entry.Of("lateFacts").GetInt32();
            own[month] = new AuditedEntry(has ? known : null, sheet, late, has ? known!.ScoreBy(sheet, late) : null);
            report.Same(year.Name, $"{month} score", entry.DecOr("score"), own[month].Score);
        }

        foreach (var month in year.Months.Where(m => !own.ContainsKey(m)))
        {
            var sheets = _months.GetValueOrDefault((year.Contractor, month))?.Own.Count ?? 0;
            report.Same(year.Name, $"{month} left out", 0m, sheets);
        }

        return own;
    }

    // A table without months is what its one sheet says; a special one the mean of the months that it tells; any other
    // the mean of the months that it must have.
    private decimal? Table(
        AuditedYear year, JsonElement table, Dictionary<string, AuditedEntry> months, MonthAuditReport report)
    {
        var kind = table.Str("kind");
        if (kind is "annual" or "year-end")
        {
            return table.List("sheets").Select(s => s.Of("sheet").DecOr("score")).SingleOrDefault();
        }

        var told = table.List("months").GroupBy(m => m.Str("month")).ToDictionary(g => g.Key, g => g.First());
        report.Same(year.Name, $"table {table.Str("schemeId")} months", table.List("months").Length, told.Count);
        var own = months.Where(m => kind != "special" || told.ContainsKey(m.Key))
            .Select(m => (Month: m.Key, Own: TableMonth(table, told.GetValueOrDefault(m.Key), m.Value)))
            .Where(m => m.Own is not null).ToDictionary(m => m.Month, m => m.Own!.Value);
        foreach (var month in told.Keys.Union(own.Keys).Order(StringComparer.Ordinal))
        {
            var (name, stored) = ($"table {table.Str("schemeId")} {month}", told.GetValueOrDefault(month));
            var isTold = stored.ValueKind == JsonValueKind.Object;
            var (score, sheet) = own.GetValueOrDefault(month);
            report.Same(year.Name, name, isTold ? stored.DecOr("score") : null, score);
            report.Same(year.Name, name + " sheetNumber", isTold ? stored.DecOr("sheetNumber") : null, sheet);
        }

        var scores = own.Values.Select(m => m.Score).OfType<decimal>().ToArray();
        return scores.Length == 0 ? null : (scores.Sum() / scores.Length).Cents();
    }

    // By the sheet where it is of the table's scheme, or whatever its scheme where own sheets count; else by the facts
    // of the month. Null where such a table has nothing of it.
    private (decimal? Score, int? Sheet)? TableMonth(JsonElement table, JsonElement told, AuditedEntry entry)
    {
        var id = table.Str("schemeId");
        if (entry.Month is not { } month || id is OwnSheets || month.Sheet.Of("sheet").Str("schemeId") == id)
        {
            return (entry.Score, entry.Sheet);
        }

        var whole = month.WithLate(entry.LateFacts);
        switch (table.Str("kind"))
        {
            case "special":
                return (told.DecOr("score"), null);
            case "daily" when !whole.MarksOf(id).Any():
                return null;
        }

        var scheme = documentOf("scoring", id, table.Of("schemeVersion").GetInt32());
        whole.Earlier = [.. AuditEarlier.Known(whole, _months.Values, scheme).Select(o => o.Order)];
        whole.Rolled = AuditRolling.Of(month, _months.Values, scheme);
        return (new AuditScore(whole, scheme).Score(), null);
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
                : part.Has("ownSheets") && part.Of("ownSheets").GetBoolean() ? tables.GetValueOrDefault(OwnSheets)
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

    /// <summary>Score and letter of its editions as the audit has them, and who drew them up.</summary>
    public List<(decimal? Score, string? Grade, string DrawnBy)> Editions { get; } = [];

    /// <summary>The year that an event names.</summary>
    public static AuditedYear Of(JsonElement year)
    {
        var (code, word) = (year.Str("contractorCode"), year.Str("year"));
        return new AuditedYear(
            year.Id("contractorId"), code, $"{code} {word}",
            [.. Enumerable.Range(1, MonthsInYear).Select(m => $"{word}-{m:00}")]);
    }
}

/// <summary>A month that an edition rests on.</summary>
/// <param name="Month">What the audit knows of it; null where it knows no such sheet.</param>
/// <param name="Sheet">The sheet that the edition names.</param>
/// <param name="LateFacts">So many late facts are counted beside it.</param>
/// <param name="Score">Its score as the audit has it.</param>
internal sealed record AuditedEntry(AuditedMonth? Month, int Sheet, int LateFacts, decimal? Score);
