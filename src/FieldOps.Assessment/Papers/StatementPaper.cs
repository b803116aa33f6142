using System.Globalization;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Settlement;

namespace FieldOps.Assessment.Papers;

/// <summary>All that stands on the paper of a month, whatever its format.</summary>
/// <param name="ContractorCode">The contractor.</param>
/// <param name="ContractorZh">Its name.</param>
/// <param name="ContractorEn">Its name.</param>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="SheetNumber">Number of the sheet.</param>
/// <param name="Score">The score.</param>
/// <param name="Money">The statement.</param>
/// <param name="Signatures">Who signed, and when.</param>
/// <param name="Corrected">Marks and readings that were corrected or taken back.</param>
/// <param name="Clock">Shows instants.</param>
internal sealed record StatementPaper(
    string ContractorCode,
    string ContractorZh,
    string ContractorEn,
    string Month,
    MonthStatus Status,
    int SheetNumber,
    ScoreSheet Score,
    Statement Money,
    IReadOnlyList<SheetSignature> Signatures,
    IReadOnlyList<PaperRow> Corrected,
    PaperClock Clock)
{
    /// <summary>The rows of the money: lots, then works, fines and corrections, then the total.</summary>
    public IEnumerable<PaperRow> MoneyRows() =>
        MoneyRows(Money).Append(new PaperRow("total", "", "合计", "Total", Money.TotalCny));

    /// <summary>The rows of a statement, without its total.</summary>
    public static IEnumerable<PaperRow> MoneyRows(Statement money)
    {
        foreach (var line in money.Lines)
        {
            yield return new PaperRow("lot", line.LotCode, line.TextZh, line.TextEn, line.AmountCny);
        }

        // What is summed up stands behind what it sums.
        var items = money.Items ?? [];
        var lastVisits = items.LastOrDefault(i => i.Visits is not null);
        foreach (var item in items)
        {
            yield return new PaperRow(Word(item.Kind), item.Code, item.TextZh, item.TextEn, item.AmountCny);
            foreach (var sum in ReferenceEquals(item, lastVisits) ? VisitSubtotal.Of(money) : [])
            {
                yield return VisitsRow(sum);
            }
        }
    }

    private static PaperRow VisitsRow(VisitSubtotal sum)
    {
        var (count, standard) = (Text(sum.Count), Text(sum.StandardVisits));
        return sum.Speciality is { } speciality
            ? new PaperRow(
                "visits-subtotal", speciality, $"专业小计 {speciality}:{count} 件,标准次 {standard}",
                $"subtotal {speciality}: {count} events, {standard} standard visits", sum.AmountCny)
            : new PaperRow(
                "visits-total", "", $"单位计次合计:{count} 件,标准次 {standard}",
                $"visits of the contractor: {count} events, {standard} standard visits", sum.AmountCny);
    }

    private static string Text(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>The rows of the score.</summary>
    public IEnumerable<PaperRow> ScoreRows() => Score.Lines.Select(l =>
        new PaperRow(l.Kind.ToString().ToLowerInvariant(), l.Path, l.TextZh, l.TextEn, l.Points));

    private static string Word(StatementItemKind kind) =>
        System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
}

/// <summary>A row of a paper.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Code">For what.</param>
/// <param name="TextZh">How it came about.</param>
/// <param name="TextEn">How it came about.</param>
/// <param name="Figure">Points or CNY.</param>
internal sealed record PaperRow(string Kind, string Code, string TextZh, string TextEn, decimal Figure);
