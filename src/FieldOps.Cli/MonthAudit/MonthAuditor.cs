using System.Text.Json;
using Npgsql;

namespace FieldOps.Cli.MonthAudit;

/// <summary>
/// Computes every sheet and correction of the log again, from its events and the rule files alone, adds up quarters,
/// weighs years, holds the ends of orders against the orders' own events, and compares to the cent.
/// </summary>
internal sealed class MonthAuditor
{
    private const string Events = """
        select e.id, e.type, e.name, e.body::text, e.position from log.event e
        where e.tenant = $1 and (e.type in (
                'contractor-month', 'contract-lot', 'quarter-settlement', 'annual-assessment')
            or e.type = 'work-order' and e.name in (
                'work-order.archived.v1', 'work-order.recomputed.v1', 'work-order.share-closed.v1',
                'work-order.share-withdrawn.v1'))
        order by e.position
        """;

    private const string Approved = """
        select e.body::text from log.event e
        where e.tenant = $1 and e.name = 'policy.approved.v1' and e.body::jsonb ->> 'kind' = any($2)
        order by e.position
        """;

    private static readonly string[] s_kinds = ["scoring", "composites", "standing", "settlement"];

    private readonly NpgsqlDataSource _database;
    private readonly AuditDocuments _documents;
    private readonly Dictionary<Guid, AuditedMonth> _months = [];
    private readonly AuditQuarters _quarters = new();
    private readonly AuditYears _years;
    private readonly AuditLots _lots;
    private readonly AuditOutcomes _outcomes;
    private readonly MonthAuditReport _report = new();

    /// <summary>An auditor of one log.</summary>
    /// <param name="database">Where the log is.</param>
    /// <param name="policies">Folder of the rule files.</param>
    /// <param name="zone">The operator's.</param>
    public MonthAuditor(NpgsqlDataSource database, string policies, TimeZoneInfo zone)
    {
        (_database, _documents) = (database, new(policies));
        (_lots, _outcomes, _years) = (new(zone), new(zone), new(_documents, zone));
    }

    /// <summary>Judges all sheets and quarters of a tenant, or those of one contractor or month.</summary>
    public async Task<MonthAuditReport> RunAsync(
        string tenant, string? contractor, string? month, CancellationToken cancellationToken)
    {
        await TakeApprovedAsync(tenant, cancellationToken);
        await using var command = _database.CreateCommand(Events);
        command.Parameters.Add(new() { Value = tenant });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var (id, name) = (rows.GetGuid(0), rows.GetString(2));
            var body = JsonSerializer.Deserialize<JsonElement>(rows.GetString(3));
            switch (rows.GetString(1))
            {
                case "contract-lot":
                    _lots.Take(id, name, body);
                    break;
                case "work-order":
                    _outcomes.Take(name, body, rows.GetInt64(4));
                    break;
                case "quarter-settlement":
                    _quarters.Take(id, name, body, _lots, Wanted(contractor, month));
                    break;
                case "annual-assessment":
                    _years.Take(id, name, body, Wanted(contractor, month));
                    break;
                default:
                    Take(id, name, body, rows.GetInt64(4), (contractor, month));
                    break;
            }
        }

        _years.Finish();
        return _report;
    }

    private Func<string, string[], MonthAuditReport?> Wanted(string? contractor, string? month) =>
        (code, months) => (contractor ?? code) == code && (month is null || months.Contains(month)) ? _report : null;

    // A month that was not asked for is worked out all the same: a quarter may add it up.
    private void Take(
        Guid id, string name, JsonElement body, long position, (string? Contractor, string? Month) wanted)
    {
        var audited = _months.TryGetValue(id, out var known) ? known : _months[id] = new AuditedMonth();
        audited.Take(name, body, position);
        _quarters.Know(audited);
        _years.Know(audited);
        if (wanted.Contractor is { } contractor && audited.Name != $"{contractor} {audited.Month}")
        {
            return;
        }

        var report = (wanted.Month ?? audited.Month) == audited.Month ? _report : new MonthAuditReport();
        switch (name)
        {
            case "contractor-month.frozen.v1":
                _outcomes.Judge(audited, report);
                break;
            case "contractor-month.sheet-computed.v1" or "contractor-month.rolled-sheet-computed.v1"
                or "contractor-month.counted-sheet-computed.v1":
                Judge(audited, report);
                break;
            case "contractor-month.dispute-decided.v1" when body.Has("adjustment"):
                JudgeDecision(audited, body.Of("adjustment"), report);
                break;
            case "contractor-month.correction-computed.v1":
                var correction = body.Of("correction");
                AuditCorrections.Judge(audited, correction, SchemeOf(correction.Of("sheet")), report);
                break;
            case "contractor-month.late-facts-weighed.v1":
                AuditCorrections.JudgeWeighed(audited, body, SchemeOf(audited.Sheet.Of("sheet")), report);
                break;
            case "contractor-month.correction-carried.v1":
                AuditCorrections.Carry(audited, body.Of("correction"), _months.Values, report);
                break;
            case "contractor-month.settled.v1":
                report.Same(
                    audited.Name, "settled", body.Dec("totalCny"), audited.Sheet.Of("statement").Dec("totalCny"));
                break;
        }
    }

    // What an amount came to must be known before it is known what an upheld objection changed of it.
    private void JudgeDecision(AuditedMonth audited, JsonElement adjustment, MonthAuditReport report)
    {
        if (!adjustment.Has("cny"))
        {
            return;
        }

        var score = audited.Own[audited.Sheet.Of("sheetNumber").GetInt32()].Score;
        var path = adjustment.Str("path");
        report.Same(
            audited.Name, path + " before", adjustment.Dec("cnyBefore"),
            AuditMoney.WorthOf(audited, adjustment, score, SchemeOf(audited.Sheet.Of("sheet"))));
    }

    private void Judge(AuditedMonth audited, MonthAuditReport report)
    {
        var sheet = audited.Sheet.Of("sheet");
        var scheme = SchemeOf(sheet);
        audited.Earlier = AuditEarlier.Of(audited, _months.Values, scheme);
        audited.Rolled = AuditRolling.Of(audited, _months.Values, scheme);
        var own = new AuditScore(audited, scheme);
        var score = own.Score();
        report.Sheets++;
        report.Same(audited.Name, "score", sheet.DecOr("score"), score);
        report.Same(audited.Name, "grade", sheet.StrOr("grade"), AuditGrades.Of(score, scheme));
        if (score is not null)
        {
            foreach (var line in sheet.List("lines").Where(l => l.Str("kind") == "rule"))
            {
                report.Same(
                    audited.Name, line.Str("path"), line.Dec("points"), own.Rules.GetValueOrDefault(line.Str("path")));
            }
        }

        audited.Fees = [.. _lots.FeesOf(audited.Month, audited.Contractor)];
        audited.VisitPrices = AuditVisits.PricesOf(audited, _documents);
        AuditVisits.Judge(audited, report);
        var total = AuditMoney.TotalOf(audited, score, scheme);
        audited.Own[audited.Sheet.Of("sheetNumber").GetInt32()] = (score, total);
        report.Same(audited.Name, "totalCny", audited.Sheet.Of("statement").Dec("totalCny"), total);
        report.TotalCny += total;
    }

    private async Task TakeApprovedAsync(string tenant, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(Approved);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = s_kinds });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            _documents.Take(JsonSerializer.Deserialize<JsonElement>(rows.GetString(0)));
        }
    }

    private JsonElement SchemeOf(JsonElement sheet) =>
        _documents.Of("scoring", sheet.Str("schemeId"), sheet.Of("schemeVersion").GetInt32());
}

/// <summary>What the audit found.</summary>
internal sealed class MonthAuditReport
{
    /// <summary>Sheets computed again.</summary>
    public int Sheets { get; set; }

    /// <summary>Editions of quarterly settlements added up again.</summary>
    public int Quarters { get; set; }

    /// <summary>Editions of annual assessments weighed again.</summary>
    public int Years { get; set; }

    /// <summary>Ends of orders held against what the work orders themselves told.</summary>
    public int Orders { get; set; }

    /// <summary>Sum of the sheets' totals, as the audit has them.</summary>
    public decimal TotalCny { get; set; }

    /// <summary>Figures that differ.</summary>
    public List<MonthAuditDifference> Differences { get; } = [];

    /// <summary>Figures that differ in what others have replaced before it decided anything.</summary>
    public List<MonthAuditDifference> Notes { get; } = [];

    /// <summary>Compares a stored word with the audit's own.</summary>
    public void Same(string month, string figure, string? stored, string? own)
    {
        if (stored != own)
        {
            Differences.Add(new MonthAuditDifference(month, figure, null, null)
            {
                StoredText = stored ?? "-", OwnText = own ?? "-",
            });
        }
    }

    /// <summary>Compares a stored figure with the audit's own.</summary>
    public void Same(string month, string figure, decimal? stored, decimal? own)
    {
        if (stored != own)
        {
            Differences.Add(new MonthAuditDifference(month, figure, stored, own));
        }
    }
}

/// <summary>A figure that differs, or a word.</summary>
internal sealed record MonthAuditDifference(string Month, string Figure, decimal? Stored, decimal? Own)
{
    /// <summary>The stored word; null for figures.</summary>
    public string? StoredText { get; init; }

    /// <summary>The audit's own word; null for figures.</summary>
    public string? OwnText { get; init; }
}
