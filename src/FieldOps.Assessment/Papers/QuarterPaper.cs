using System.Globalization;
using System.Net.Mime;
using System.Text;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Quarters;
using FieldOps.Domain.Contractors;
using FieldOps.Platform.Export;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Assessment.Papers;

/// <summary>All that stands on the paper of a quarter, whatever its format.</summary>
/// <param name="Contractor">The contractor.</param>
/// <param name="Settlement">The quarter's settlement.</param>
/// <param name="Edition">The edition that is printed.</param>
/// <param name="Clock">Shows instants.</param>
internal sealed record QuarterPaper(
    ContractorState Contractor, QuarterState Settlement, QuarterEdition Edition, PaperClock Clock)
{
    private string Quarter => Settlement.Quarter!.Quarter;

    private PaperHead Head => new(Contractor.Code, Contractor.NameZh, Contractor.NameEn, Quarter);

    /// <summary>What earlier editions paid, which this one pays no more.</summary>
    private decimal PaidBefore =>
        Settlement.Editions.Where(e => e.Number < Edition.Number).Sum(e => e.PayCny ?? 0m);

    /// <summary>The edition, signed by three: html, csv or xlsx.</summary>
    public static async Task<IResult> OfAsync(QuarterPaper paper, string? format)
    {
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"quarter-{paper.Contractor.Code}-{paper.Quarter}-{paper.Edition.Number}");
        return format switch
        {
            null or "html" => Html(paper.Sheet()),
            "csv" => Results.Bytes(
                await PaperCsv.OfAsync(paper.Sections().SelectMany(s => s.Rows.Select(r => (s.Name, r)))),
                "text/csv; charset=utf-8", name + ".csv"),
            "xlsx" => Results.Bytes(PaperWorkbook.Of([.. paper.Sections()]), Workbook.MediaType, name + ".xlsx"),
            _ => HttpAnswers.Refuse(RequestRefusals.ParameterInvalid, ("parameter", "format")),
        };
    }

    /// <summary>The letter that lists what was charged.</summary>
    public static IResult Letter(QuarterPaper paper)
    {
        var html = PaperHtml.Begin(paper.Head, "季度结算确认函", "Confirmation of quarterly settlement");
        html.Append(CultureInfo.InvariantCulture, $"""
            <p>{PaperHtml.Text(paper.Contractor.NameZh)}:贵单位 {paper.Quarter} 季度结算金额为人民币
            <b>{paper.Edition.TotalCny:0.00}</b> 元,明细如下,请确认。</p>
            <p>To {PaperHtml.Text(paper.Contractor.NameEn)}: your settlement of {paper.Quarter} is CNY
            <b>{paper.Edition.TotalCny:0.00}</b>, made up as follows. Please confirm.</p>
            """);
        paper.Tables(html);
        PaperHtml.Facts(html, paper.Edition.Months.SelectMany(m => m.Statement.Items ?? []));
        PaperHtml.Signatures(html, paper.Clock, paper.SignedBy);
        return Html(html.Append("</body></html>").ToString());
    }

    private string Sheet()
    {
        var html = PaperHtml.Begin(Head, "季度结算单", "Quarterly settlement");
        html.Append(CultureInfo.InvariantCulture, $"""
            <p>第 {Edition.Number} 版 edition {Edition.Number} {PaperHtml.Text(Edition.Reason ?? "")}</p>
            """);
        Tables(html);
        PaperHtml.Signatures(html, Clock, SignedBy);
        return html.Append("</body></html>").ToString();
    }

    private void Tables(StringBuilder html)
    {
        foreach (var (name, rows) in Sections())
        {
            PaperHtml.Table(html, name, string.Empty, rows);
        }
    }

    // A month is a section with its lines; the last section adds the months up.
    private IEnumerable<(string Name, IEnumerable<PaperRow> Rows)> Sections() =>
    [
        .. Edition.Months.Select(m => (m.Month, StatementPaper.MoneyRows(m.Statement))),
        (Quarter, Sums()),
    ];

    private IEnumerable<PaperRow> Sums()
    {
        foreach (var month in Edition.Months)
        {
            var score = month.Score?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";
            yield return new PaperRow(
                "month", month.Month,
                $"考核表第 {month.SheetNumber} 版,得分 {score},等级 {month.Grade ?? "-"}",
                $"sheet {month.SheetNumber}, score {score}, grade {month.Grade ?? "-"}",
                month.Statement.TotalCny);
        }

        yield return new PaperRow("total", "", "合计", "Total", Edition.TotalCny);
        if (PaidBefore != 0m)
        {
            yield return new PaperRow("paid-before", "", "以前版本已付", "Paid by earlier editions", PaidBefore);
            yield return new PaperRow("pay", "", "本次应付", "To pay now", Edition.TotalCny - PaidBefore);
        }
    }

    private (string By, DateTimeOffset At)? SignedBy(string role) => role switch
    {
        SheetSignature.Assessor => (Edition.DrawnBy, Edition.DrawnAt),
        SheetSignature.Contractor when Edition.Confirmed is { } signed => (signed.By, signed.At),
        SheetSignature.DepartmentHead when Edition.Settled is { } signed => (signed.By, signed.At),
        _ => null,
    };

    private static IResult Html(string html) => Results.Text(html, MediaTypeNames.Text.Html, Encoding.UTF8);
}
