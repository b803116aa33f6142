using System.Globalization;
using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>
/// Quarterly settlements as their stored events tell them, added up again out of what the audit itself made of the
/// months: which sheets, how much, what was paid before.
/// </summary>
internal sealed class AuditQuarters
{
    private readonly Dictionary<(Guid Contractor, string Month), AuditedMonth> _months = [];
    private readonly Dictionary<Guid, AuditedQuarter> _quarters = [];

    /// <summary>A month that quarters may add up.</summary>
    public void Know(AuditedMonth month) => _months[(month.Contractor, month.Month)] = month;

    /// <summary>Takes an event of a quarter, and judges it where a report is given for it.</summary>
    public void Take(
        Guid id, string name, JsonElement body, AuditLots lots, Func<string, string[], MonthAuditReport?> reportFor)
    {
        if (name == "quarter-settlement.drawn.v1" && !_quarters.ContainsKey(id))
        {
            _quarters[id] = new AuditedQuarter(body.Of("quarter"));
        }

        if (!_quarters.TryGetValue(id, out var quarter) || reportFor(quarter.Code, quarter.Months) is not { } report)
        {
            return;
        }

        switch (name)
        {
            case "quarter-settlement.drawn.v1":
                Drawn(quarter, body, lots, report);
                break;
            case "quarter-settlement.settled.v1":
                Settled(quarter, body, report);
                break;
        }
    }

    private void Drawn(AuditedQuarter quarter, JsonElement body, AuditLots lots, MonthAuditReport report)
    {
        var edition = body.Of("edition").GetInt32();
        var months = body.List("months");
        report.Quarters++;
        report.Same(quarter.Name, "edition", edition, quarter.Sheets.Count + 1);
        report.Same(
            quarter.Name, $"edition {edition} months", months.Length,
            months.Select(m => m.Str("month")).Intersect(quarter.Months).Count());
        var total = 0m;
        foreach (var month in quarter.Months)
        {
            var entry = Array.Find(months, m => m.Str("month") == month);
            total += entry.ValueKind == JsonValueKind.Undefined
                ? Absent(quarter, month, lots, report)
                : Present(quarter, month, entry, report);
        }

        report.Same(quarter.Name, $"edition {edition} totalCny", body.Dec("totalCny"), total);
        quarter.Totals[edition] = total;
        quarter.Sheets[edition] = months
            .GroupBy(m => m.Str("month"), m => m.Of("sheetNumber").GetInt32(), StringComparer.Ordinal)
            .ToDictionary(m => m.Key, m => m.First(), StringComparer.Ordinal);
    }

    // What it leaves out must be nothing: neither settled, nor opened, nor paid by a lot.
    private decimal Absent(AuditedQuarter quarter, string month, AuditLots lots, MonthAuditReport report)
    {
        var known = _months.GetValueOrDefault((quarter.Contractor, month));
        if (known?.SettledBy is { } sheet)
        {
            report.Same(quarter.Name, $"{month} totalCny", null, known.Own[sheet].TotalCny);
            return known.Own[sheet].TotalCny;
        }

        var isOwed = known is not null || lots.FeesOf(month, quarter.Contractor).Any();
        report.Same(quarter.Name, $"{month} unsettled months", 0m, isOwed ? 1m : 0m);
        return 0m;
    }

    // A month that is opened again between the drawing and its entry in the log has been settled by that sheet.
    private decimal Present(AuditedQuarter quarter, string month, JsonElement entry, MonthAuditReport report)
    {
        var known = _months.GetValueOrDefault((quarter.Contractor, month));
        var sheet = entry.Of("sheetNumber").GetInt32();
        if (known is null || !known.MayPayBy(sheet))
        {
            report.Same(quarter.Name, $"{month} sheetNumber", sheet, known?.SettledBy);
            return known?.SettledBy is { } other ? known.Own[other].TotalCny : 0m;
        }

        var (statement, own) = (entry.Of("statement"), known.Own[sheet]);
        report.Same(quarter.Name, $"{month} score", entry.DecOr("score"), own.Score);
        report.Same(quarter.Name, $"{month} totalCny", statement.Dec("totalCny"), own.TotalCny);
        var lines = statement.List("lines").Concat(statement.List("items")).Sum(l => l.Dec("amountCny"));
        report.Same(quarter.Name, $"{month} lines", lines, own.TotalCny);
        return own.TotalCny;
    }

    // Nor is it wrong to pay by a sheet whose month is opened again in that instant: the next edition squares it.
    private void Settled(AuditedQuarter quarter, JsonElement body, MonthAuditReport report)
    {
        var edition = body.Of("edition").GetInt32();
        report.Same(quarter.Name, "settled edition", edition, quarter.Sheets.Count);
        foreach (var (month, sheet) in quarter.Sheets.GetValueOrDefault(edition) ?? [])
        {
            var known = _months.GetValueOrDefault((quarter.Contractor, month));
            if (known?.MayPayBy(sheet) is not true)
            {
                report.Same(quarter.Name, $"{month} settled sheetNumber", sheet, known?.SettledBy);
            }
        }

        var pay = quarter.Totals.GetValueOrDefault(edition) - quarter.PaidCny;
        report.Same(quarter.Name, $"edition {edition} paidBeforeCny", body.Dec("paidBeforeCny"), quarter.PaidCny);
        report.Same(quarter.Name, $"edition {edition} payCny", body.Dec("payCny"), pay);
        quarter.PaidCny += pay;
    }
}

/// <summary>What the audit knows of one contractor's quarter.</summary>
internal sealed class AuditedQuarter
{
    private const int MonthsInQuarter = 3;

    public AuditedQuarter(JsonElement quarter)
    {
        (Contractor, Code) = (quarter.Id("contractorId"), quarter.Str("contractorCode"));
        var word = quarter.Str("quarter");
        Name = $"{Code} {word}";
        var last = (word[^1] - '0') * MonthsInQuarter;
        Months =
        [
            .. Enumerable.Range(last - MonthsInQuarter + 1, MonthsInQuarter)
                .Select(m => string.Create(CultureInfo.InvariantCulture, $"{word[..4]}-{m:00}")),
        ];
    }

    public Guid Contractor { get; }

    public string Code { get; }

    public string Name { get; }

    /// <summary>Its three months, <c>yyyy-MM</c>.</summary>
    public string[] Months { get; }

    /// <summary>By edition: which sheet of which month it adds up.</summary>
    public Dictionary<int, Dictionary<string, int>> Sheets { get; } = [];

    /// <summary>By edition: what the audit adds up to.</summary>
    public Dictionary<int, decimal> Totals { get; } = [];

    /// <summary>What its editions paid so far, as the audit has it.</summary>
    public decimal PaidCny { get; set; }
}
