using System.Globalization;
using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>
/// Annual assessments as their stored events tell them, weighed again out of the rule documents and of what the audit
/// itself made of the months. Which composite weighs a year, which tables it names and in which versions they held is
/// read from the documents, not from the edition. What an annual or year-end table comes to is taken as it stands on
/// its sheet.
/// </summary>
/// <param name="documents">Composites, schemes, and the rules of years.</param>
/// <param name="zone">The operator's.</param>
internal sealed class AuditYears(AuditDocuments documents, TimeZoneInfo zone)
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
            _years[id] = AuditedYear.Of(body.Of("year"), zone);
        }

        if (!_years.TryGetValue(id, out var year))
        {
            return;
        }

        var report = reportFor(year.Code, [.. year.Months.Select(m => m.Month)]) ?? new MonthAuditReport();
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
        var sheet = body.Of("sheet");
        var id = Agreed(year) ?? sheet.Str("compositeId");
        report.Same(year.Name, "composite", sheet.Str("compositeId"), id);
        var composite = documents.HeldAt("composites", id, year.Months[0].StartsAt);
        var tables = Tables(year, body.List("tables"), composite, months, report);
        var (score, grade) = composite is { } document
            ? Weighed(year, sheet, document, [id], tables, report)
            : Unheld(year, sheet, report);
        year.Editions.Add((score, grade, body.Str("drawnBy")));
    }

    // No version of what the edition names held when the year began.
    private static (decimal? Score, string? Grade) Unheld(AuditedYear year, JsonElement sheet, MonthAuditReport report)
    {
        report.Same(year.Name, $"{sheet.Str("compositeId")} version", sheet.Dec("version"), null);
        return (null, null);
    }

    // The rules of the year may name the composite: then nobody chooses another.
    private string? Agreed(AuditedYear year) =>
        documents.HeldAt("standing", "default", year.Months[0].StartsAt)?.StrOr("annualBy");

    // What held when the year began, or first began in it.
    private JsonElement? FirstIn(AuditedYear year, string kind, string id) =>
        year.Months.Select(m => documents.HeldAt(kind, id, m.StartsAt)).FirstOrDefault(d => d is not null);

    // The tables that a composite names, with all that it contains.
    private IEnumerable<string> Named(AuditedYear year, JsonElement composite, HashSet<string> walked)
    {
        foreach (var part in composite.List("parts"))
        {
            if (part.StrOr("composite") is not { } inner)
            {
                yield return TableOf(part);
            }
            else if (walked.Add(inner) && FirstIn(year, "composites", inner) is { } document)
            {
                foreach (var table in Named(year, document, walked))
                {
                    yield return table;
                }
            }
        }
    }

    private static string TableOf(JsonElement part) => part.StrOr("scheme") ?? OwnSheets;

    // All that are named and hold, and no others; each by the version that held.
    private Dictionary<string, decimal?> Tables(
        AuditedYear year,
        JsonElement[] told,
        JsonElement? composite,
        Dictionary<string, AuditedEntry> months,
        MonthAuditReport report)
    {
        var own = new Dictionary<string, decimal?>(StringComparer.Ordinal);
        var versions = new List<string>();
        var named = composite is { } document ? Named(year, document, [document.Str("id")]) : [];
        foreach (var id in named.Distinct(StringComparer.Ordinal))
        {
            var scheme = id == OwnSheets ? null : FirstIn(year, "scoring", id);
            if (id == OwnSheets || scheme is not null)
            {
                var stored = told.Where(t => t.Str("schemeId") == id).Select(t => (JsonElement?)t).FirstOrDefault();
                own[id] = Table(year, new AuditedTable(id, scheme, stored), months, report);
                report.Same(year.Name, $"table {id}", stored?.DecOr("score"), own[id]);
                versions.Add($"{id}.v{scheme?.Of("version").GetInt32() ?? 1}");
            }
        }

        report.Same(
            year.Name, "tables", Words(told.Select(t => $"{t.Str("schemeId")}.v{t.Of("schemeVersion").GetInt32()}")),
            Words(versions));
        return own;
    }

    private static string Words(IEnumerable<string> words) => string.Join(", ", words.Order(StringComparer.Ordinal));

    // Each of the twelve once, by the sheet that the edition names, and none that has a sheet left out.
    private Dictionary<string, AuditedEntry> Months(AuditedYear year, JsonElement[] entries, MonthAuditReport report)
    {
        var own = new Dictionary<string, AuditedEntry>(StringComparer.Ordinal);
        var told = entries.Select(e => e.Str("month")).ToArray();
        var twelve = year.Months.Select(m => m.Month).ToHashSet(StringComparer.Ordinal);
        report.Same(year.Name, "months", Words(told), Words(told.Where(twelve.Contains).Distinct()));
        foreach (var entry in entries.Where(e => twelve.Contains(e.Str("month"))).DistinctBy(e => e.Str("month")))
        {
            var (month, sheet) = (entry.Str("month"), entry.Of("sheetNumber").GetInt32());
            var known = _months.GetValueOrDefault((year.Contractor, month));
            var has = known?.Own.ContainsKey(sheet) == true;
            report.Same(year.Name, $"{month} sheetNumber", sheet, has ? sheet : null);
            var late = entry.Of("lateFacts").GetInt32();
            own[month] = new AuditedEntry(has ? known : null, sheet, late, has ? known!.ScoreBy(sheet, late) : null);
            report.Same(year.Name, $"{month} score", entry.DecOr("score"), own[month].Score);
        }

        foreach (var month in year.Months.Select(m => m.Month).Where(m => !own.ContainsKey(m)))
        {
            var sheets = _months.GetValueOrDefault((year.Contractor, month))?.Own.Count ?? 0;
            report.Same(year.Name, $"{month} left out", 0m, sheets);
        }

        return own;
    }

    // A table without months is what its one sheet says; any other the mean of the months that it must have.
    private decimal? Table(
        AuditedYear year, AuditedTable table, Dictionary<string, AuditedEntry> months, MonthAuditReport report)
    {
        var covered = months.Where(m => table.Covers(year.StartOf(m.Key), m.Value)).ToArray();
        if (table.Kind is "annual" or "year-end")
        {
            return TableSheet(year, table, covered.Select(m => m.Value), report);
        }

        var told = table.Months.GroupBy(m => m.Str("month")).ToDictionary(g => g.Key, g => g.First());
        var own = covered.Select(m => (Month: m.Key, Own: TableMonth(table, m.Value)))
            .Where(m => m.Own is not null).ToDictionary(m => m.Month, m => m.Own!.Value);
        report.Same(
            year.Name, $"table {table.Id} months", Words(table.Months.Select(m => m.Str("month"))), Words(own.Keys));
        foreach (var month in told.Keys.Union(own.Keys).Order(StringComparer.Ordinal))
        {
            var (name, stored) = ($"table {table.Id} {month}", told.GetValueOrDefault(month));
            var isTold = stored.ValueKind == JsonValueKind.Object;
            var (score, sheet) = own.GetValueOrDefault(month);
            report.Same(year.Name, name, isTold ? stored.DecOr("score") : null, score);
            report.Same(year.Name, name + " sheetNumber", isTold ? stored.DecOr("sheetNumber") : null, sheet);
        }

        var scores = own.Values.Select(m => m.Score).OfType<decimal>().ToArray();
        return scores.Length == 0 ? null : (scores.Sum() / scores.Length).Cents();
    }

    // What people marked on a line of the table is there; an annual table may be measured without marks.
    private static decimal? TableSheet(
        AuditedYear year, AuditedTable table, IEnumerable<AuditedEntry> months, MonthAuditReport report)
    {
        var sheets = table.Stored?.List("sheets") ?? [];
        var lines = table.Scheme is { } scheme ? AuditScore.RulesOf(scheme).Select(r => r.Path).ToHashSet() : [];
        var isMarked = months.Any(m =>
            m.Month?.ForOtherTable(m.LateFacts).MarksOf(table.Id).Any(k => lines.Contains(k.Path)) == true);
        var own = isMarked ? 1 : table.Kind == "annual" ? Math.Min(sheets.Length, 1) : 0;
        report.Same(year.Name, $"table {table.Id} sheets", sheets.Length, own);
        return sheets.Select(s => s.Of("sheet").DecOr("score")).FirstOrDefault();
    }

    // By the sheet where it is of the table's scheme, or whatever its scheme where own sheets count; else by the facts
    // of the month. Null where such a table has nothing of it.
    private (decimal? Score, int? Sheet)? TableMonth(AuditedTable table, AuditedEntry entry)
    {
        if (entry.Month is not { } month || table.Scheme is not { } scheme || entry.SchemeId == table.Id)
        {
            return (entry.Score, entry.Sheet);
        }

        var whole = month.ForOtherTable(entry.LateFacts);
        if (table.Kind != "monthly" && !whole.MarksOf(table.Id).Any())
        {
            return null;
        }

        whole.Earlier = [.. AuditEarlier.Known(whole, _months.Values, scheme).Select(o => o.Order)];
        whole.Rolled = AuditRolling.Of(month, _months.Values, scheme);
        return (new AuditScore(whole, scheme).Score(), null);
    }

    // By the weights of the documents, not by those that the sheet tells. One that would contain itself has no score.
    private (decimal? Score, string? Grade) Weighed(
        AuditedYear year,
        JsonElement? sheet,
        JsonElement document,
        string[] way,
        Dictionary<string, decimal?> tables,
        MonthAuditReport report)
    {
        var lines = (sheet?.List("lines") ?? []).ToDictionary(l => l.Str("id"));
        decimal sum = 0m, weight = 0m;
        var missing = 0;
        foreach (var part in document.List("parts"))
        {
            var line = lines.TryGetValue(part.Str("id"), out var told) ? told : (JsonElement?)null;
            var score = part.StrOr("composite") is not { } id ? tables.GetValueOrDefault(TableOf(part))
                : !way.Contains(id) && FirstIn(year, "composites", id) is { } inner
                    ? Weighed(year, InnerOf(line), inner, [.. way, id], tables, report).Score
                    : null;
            report.Same(year.Name, $"part {part.Str("id")}", line?.DecOr("score"), score);
            missing += score is null ? 1 : 0;
            sum += (score ?? 0m) * part.Dec("weightPercent");
            weight += score is null ? 0m : part.Dec("weightPercent");
        }

        var isLost = weight == 0m || (missing > 0 && document.Str("missingPart") == "no-score");
        decimal? own = isLost ? null : (sum / weight).Cents();
        var (name, grade) = (document.Str("id"), AuditGrades.Of(own, document));
        report.Same(year.Name, $"{name} version", sheet?.Dec("version"), document.Dec("version"));
        report.Same(year.Name, $"{name} partsMissing", sheet?.Dec("partsMissing"), missing);
        report.Same(year.Name, $"{name} score", sheet?.DecOr("score"), own);
        report.Same(year.Name, $"{name} grade", sheet?.StrOr("grade"), grade);
        return (own, grade);
    }

    private static JsonElement? InnerOf(JsonElement? line) =>
        line is { } told && told.Has("inner") ? told.Of("inner") : null;
}

/// <summary>What the audit knows of one contractor's year.</summary>
/// <param name="Contractor">The contractor.</param>
/// <param name="Code">Its code.</param>
/// <param name="Name">As differences name it.</param>
/// <param name="Months">Its twelve months, <c>yyyy-MM</c>, with their first instants.</param>
internal sealed record AuditedYear(
    Guid Contractor, string Code, string Name, (string Month, DateTimeOffset StartsAt)[] Months)
{
    private const int MonthsInYear = 12;

    /// <summary>Score and letter of its editions as the audit has them, and who drew them up.</summary>
    public List<(decimal? Score, string? Grade, string DrawnBy)> Editions { get; } = [];

    /// <summary>The year that an event names.</summary>
    public static AuditedYear Of(JsonElement year, TimeZoneInfo zone)
    {
        var (code, word) = (year.Str("contractorCode"), year.Str("year"));
        var first = DateTime.ParseExact(word + "-01-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new AuditedYear(
            year.Id("contractorId"), code, $"{code} {word}",
            [
                .. Enumerable.Range(0, MonthsInYear).Select(m => first.AddMonths(m)).Select(day =>
                    (day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                        new DateTimeOffset(day, zone.GetUtcOffset(day)))),
            ]);
    }

    /// <summary>The first instant of one of its months.</summary>
    public DateTimeOffset StartOf(string month) => Months.First(m => m.Month == month).StartsAt;
}

/// <summary>A table that the composite of a year names.</summary>
/// <param name="Id">Of its scheme.</param>
/// <param name="Scheme">The scheme, in the version that held; null where the months' own sheets count.</param>
/// <param name="Stored">As the edition has it; null where it leaves it out.</param>
internal sealed record AuditedTable(string Id, JsonElement? Scheme, JsonElement? Stored)
{
    /// <summary>Which period a sheet of it stands for.</summary>
    public string Kind { get; } = Scheme?.StrOr("kind") ?? "monthly";

    /// <summary>Months that the edition says it is the mean of.</summary>
    public JsonElement[] Months { get; } = Stored?.List("months") ?? [];

    /// <summary>Whether a month counts in it: of one that began before the scheme its signed sheet alone.</summary>
    public bool Covers(DateTimeOffset startsAt, AuditedEntry month) =>
        Scheme is not { } scheme || startsAt >= scheme.At("effectiveFrom") || month.SchemeId == Id;
}

/// <summary>A month that an edition rests on.</summary>
/// <param name="Month">What the audit knows of it; null where it knows no such sheet.</param>
/// <param name="Sheet">The sheet that the edition names.</param>
/// <param name="LateFacts">So many late facts are counted beside it.</param>
/// <param name="Score">Its score as the audit has it.</param>
internal sealed record AuditedEntry(AuditedMonth? Month, int Sheet, int LateFacts, decimal? Score)
{
    /// <summary>What scored its sheet; null where the audit knows none.</summary>
    public string? SchemeId => Month?.Sheet.Of("sheet").Str("schemeId");
}
