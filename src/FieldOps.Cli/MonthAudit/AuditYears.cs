using System.Globalization;
using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>
/// Annual assessments as their stored events tell them, weighed again out of the rule documents and of what the audit
/// itself made of the months. Which composite weighs a year, which tables it names and in which versions they held is
/// read from the documents, not from the edition.
/// </summary>
/// <param name="documents">Composites, schemes, and the rules of years.</param>
/// <param name="zone">The operator's.</param>
internal sealed class AuditYears(AuditDocuments documents, TimeZoneInfo zone)
{
    private readonly Dictionary<(Guid Contractor, string Month), AuditedMonth> _months = [];
    private readonly Dictionary<Guid, AuditedYear> _years = [];
    private readonly AuditTables _tables = new(documents);

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
                report.Years++;
                DrawnUp(year, body, report);
                break;
            case "annual-assessment.approved.v1":
                Approved(year, body);
                break;
        }
    }

    /// <summary>
    /// Tells what was found, once all that became of the editions is known. One that another has replaced, and that
    /// nobody had approved, has decided nothing: what it says otherwise is noted alone, for it may be from before a
    /// rule of now, and nobody can set it right any more.
    /// </summary>
    public void Finish()
    {
        foreach (var year in _years.Values)
        {
            foreach (var (at, edition) in year.Editions.Index())
            {
                var isReplaced = !edition.IsApproved && at < year.Editions.Count - 1;
                (isReplaced ? edition.Told.Notes : edition.Told.Differences).AddRange(edition.Found.Differences);
            }
        }
    }

    // Another person approves than drew it up.
    private static void Approved(AuditedYear year, JsonElement body)
    {
        var edition = year.Editions[^1];
        edition.IsApproved = true;
        var report = edition.Found;
        report.Same(year.Name, "approved edition", body.Dec("edition"), year.Editions.Count);
        report.Same(year.Name, "approved score", body.DecOr("score"), edition.Score);
        report.Same(year.Name, "approved grade", body.StrOr("grade"), edition.Grade);
        var by = body.Str("by");
        report.Same(year.Name, "approved by", by, by == edition.DrawnBy ? "not " + edition.DrawnBy : by);
    }

    private void DrawnUp(AuditedYear year, JsonElement body, MonthAuditReport told)
    {
        var report = new MonthAuditReport();
        report.Same(year.Name, "edition", body.Dec("edition"), year.Editions.Count + 1);
        var months = Months(year, body.List("months"), report);
        var sheet = body.Of("sheet");
        var id = Agreed(year) ?? sheet.Str("compositeId");
        report.Same(year.Name, "composite", sheet.Str("compositeId"), id);
        var composite = documents.HeldAt("composites", id, year.Months[0].StartsAt);
        var named = composite is { } held ? Named(year, held, [held.Str("id")]) : [];
        var tables = _tables.Of(year, named, body.List("tables"), (months, _months.Values), report);
        var (score, grade) = composite is { } document
            ? Weighed(year, sheet, document, [id], tables, report)
            : Unheld(year, sheet, report);
        year.Editions.Add(new AuditedEdition(score, grade, body.Str("drawnBy"), report, told));
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

    // The tables that a composite names, with all that it contains.
    private IEnumerable<string> Named(AuditedYear year, JsonElement composite, HashSet<string> walked)
    {
        foreach (var part in composite.List("parts"))
        {
            if (part.StrOr("composite") is not { } inner)
            {
                yield return AuditTables.IdOf(part);
            }
            else if (walked.Add(inner) && documents.FirstIn(year, "composites", inner) is { } document)
            {
                foreach (var table in Named(year, document, walked))
                {
                    yield return table;
                }
            }
        }
    }

    // Each of the twelve once, by the sheet that the edition names, and none that has a sheet left out.
    private Dictionary<string, AuditedEntry> Months(AuditedYear year, JsonElement[] entries, MonthAuditReport report)
    {
        var own = new Dictionary<string, AuditedEntry>(StringComparer.Ordinal);
        var told = entries.Select(e => e.Str("month")).ToArray();
        var twelve = year.Months.Select(m => m.Month).ToHashSet(StringComparer.Ordinal);
        report.Same(
            year.Name, "months", AuditTables.Words(told),
            AuditTables.Words(told.Where(twelve.Contains).Distinct()));
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
            var score = part.StrOr("composite") is not { } id ? tables.GetValueOrDefault(AuditTables.IdOf(part))
                : !way.Contains(id) && documents.FirstIn(year, "composites", id) is { } inner
                    ? Weighed(year, InnerOf(line), inner, [.. way, id], tables, report).Score
                    : null;
            report.Same(year.Name, $"part {part.Str("id")}", line?.DecOr("score"), score);
            report.Same(
                year.Name, $"part {part.Str("id")} weightPercent", line?.DecOr("weightPercent"),
                part.Dec("weightPercent"));
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
