using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>
/// The tables of a year, worked out from the months. A table that is scored month by month takes each by the version
/// that held when it began; one of the whole year takes all their facts at once, by the version that it begins with.
/// </summary>
/// <param name="documents">Where the schemes are.</param>
internal sealed class AuditTables(AuditDocuments documents)
{
    // What a table is called that the months' own sheets make.
    private const string OwnSheets = "own sheets";

    /// <summary>The table that a part of a composite names.</summary>
    public static string IdOf(JsonElement part) => part.StrOr("scheme") ?? OwnSheets;

    /// <summary>Words in one order, to compare them.</summary>
    public static string Words(IEnumerable<string> words) =>
        string.Join(", ", words.Order(StringComparer.Ordinal));

    /// <summary>What the tables come to: all that are named and hold, and no others.</summary>
    /// <param name="year">The year.</param>
    /// <param name="named">The tables that its composite names.</param>
    /// <param name="told">The tables of the edition.</param>
    /// <param name="months">The months that the edition rests on, and all that the audit knows.</param>
    /// <param name="report">Where differences are told.</param>
    public Dictionary<string, decimal?> Of(
        AuditedYear year,
        IEnumerable<string> named,
        JsonElement[] told,
        (Dictionary<string, AuditedEntry> Own, IReadOnlyCollection<AuditedMonth> Known) months,
        MonthAuditReport report)
    {
        var own = new Dictionary<string, decimal?>(StringComparer.Ordinal);
        var versions = new List<string>();
        foreach (var id in named.Distinct(StringComparer.Ordinal))
        {
            var scheme = id == OwnSheets ? null : documents.FirstIn(year, "scoring", id);
            if (id == OwnSheets || scheme is not null)
            {
                var stored = told.Where(t => t.Str("schemeId") == id).Select(t => (JsonElement?)t).FirstOrDefault();
                var table = new AuditedTable(id, scheme, stored);
                var covered = months.Own.Where(m => table.Covers(year.StartOf(m.Key), m.Value)).ToDictionary();
                own[id] = table.IsWholeYear
                    ? WholeYear(year, table, covered.Values, months.Known, report)
                    : ByMonths(year, table, covered, months.Known, report);
                report.Same(year.Name, $"table {id}", stored?.DecOr("score"), own[id]);
                versions.Add($"{id}.v{scheme?.Of("version").GetInt32() ?? 1}");
            }
        }

        report.Same(
            year.Name, "tables", Words(told.Select(t => $"{t.Str("schemeId")}.v{t.Of("schemeVersion").GetInt32()}")),
            Words(versions));
        return own;
    }

    // The mean of the months that it must have.
    private decimal? ByMonths(
        AuditedYear year,
        AuditedTable table,
        Dictionary<string, AuditedEntry> covered,
        IReadOnlyCollection<AuditedMonth> known,
        MonthAuditReport report)
    {
        var told = table.Months.GroupBy(m => m.Str("month")).ToDictionary(g => g.Key, g => g.First());
        var own = covered.Select(m => (Month: m.Key, Own: Month(table, year.StartOf(m.Key), m.Value, known)))
            .Where(m => m.Own is not null).ToDictionary(m => m.Month, m => m.Own!.Value);
        report.Same(
            year.Name, $"table {table.Id} months", Words(table.Months.Select(m => m.Str("month"))), Words(own.Keys));
        foreach (var month in told.Keys.Union(own.Keys).Order(StringComparer.Ordinal))
        {
            var (name, stored) = ($"table {table.Id} {month}", told.GetValueOrDefault(month));
            var isTold = stored.ValueKind == JsonValueKind.Object;
            var (score, sheet, version) = own.GetValueOrDefault(month);
            report.Same(year.Name, name, isTold ? stored.DecOr("score") : null, score);
            report.Same(year.Name, name + " sheetNumber", isTold ? stored.DecOr("sheetNumber") : null, sheet);
            report.Same(year.Name, name + " schemeVersion", isTold ? stored.DecOr("schemeVersion") : null, version);
        }

        var scores = own.Values.Select(m => m.Score).OfType<decimal>().ToArray();
        return scores.Length == 0 ? null : (scores.Sum() / scores.Length).Cents();
    }

    // By the sheet where it is of the table's scheme, or whatever its scheme where own sheets count; else by the facts
    // of the month. Null where such a table has nothing of it. The version is told where it is not the table's.
    private (decimal? Score, int? Sheet, int? Version)? Month(
        AuditedTable table, DateTimeOffset startsAt, AuditedEntry entry, IReadOnlyCollection<AuditedMonth> known)
    {
        if (entry.Month is not { } month || table.Scheme is not { } first || entry.SchemeId == table.Id)
        {
            return (entry.Score, entry.Sheet, null);
        }

        var whole = month.ForOtherTable(entry.LateFacts);
        if (table.Kind != "monthly" && !whole.MarksOf(table.Id).Any())
        {
            return null;
        }

        var scheme = documents.HeldAt("scoring", table.Id, startsAt) ?? first;
        whole.Earlier = [.. AuditEarlier.Known(whole, known, scheme).Select(o => o.Order)];
        whole.Rolled = AuditRolling.Of(month, known, scheme);
        var version = scheme.Of("version").GetInt32();
        return (
            new AuditScore(whole, scheme).Score(), null, version == first.Of("version").GetInt32() ? null : version);
    }

    // Its one sheet is there where something of it was measured: by orders, readings or marks, of which one of an
    // inspection at the year's end needs some.
    private static decimal? WholeYear(
        AuditedYear year,
        AuditedTable table,
        IReadOnlyCollection<AuditedEntry> covered,
        IReadOnlyCollection<AuditedMonth> known,
        MonthAuditReport report)
    {
        var scheme = table.Scheme!.Value;
        var months = new List<AuditedMonth>();
        foreach (var entry in covered.Where(e => e.Month is not null))
        {
            var month = entry.Month!.ForOtherTable(entry.LateFacts);
            month.Earlier = [.. AuditEarlier.Known(month, known, scheme).Select(o => o.Order)];
            months.Add(month);
        }

        var union = AuditedMonth.Union(months);
        var own = new AuditScore(union, scheme);
        var isThere = months.Count > 0 && own.IsMeasured()
            && (table.Kind == "annual" || union.MarksOf(table.Id).Any());
        var sheets = table.Stored?.List("sheets") ?? [];
        report.Same(year.Name, $"table {table.Id} sheets", sheets.Length, isThere ? 1 : 0);
        var score = isThere ? own.Score() : null;
        report.Same(
            year.Name, $"table {table.Id} sheet", sheets.Select(s => s.Of("sheet").DecOr("score")).FirstOrDefault(),
            score);
        return score;
    }
}

/// <summary>A table that the composite of a year names.</summary>
/// <param name="Id">Of its scheme.</param>
/// <param name="Scheme">The scheme, in the version that held; null where the months' own sheets count.</param>
/// <param name="Stored">As the edition has it; null where it leaves it out.</param>
internal sealed record AuditedTable(string Id, JsonElement? Scheme, JsonElement? Stored)
{
    /// <summary>Which period a sheet of it stands for.</summary>
    public string Kind { get; } = Scheme?.StrOr("kind") ?? "monthly";

    /// <summary>Whether one sheet stands for the whole year.</summary>
    public bool IsWholeYear => Kind is "annual" or "year-end";

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
