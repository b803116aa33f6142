using System.Globalization;
using System.Net.Mime;
using System.Text;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Annual;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Contractors;
using FieldOps.Platform.Export;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Assessment.Papers;

/// <summary>All that stands on the paper of a year, whatever its format.</summary>
/// <param name="Contractor">The contractor.</param>
/// <param name="Assessment">The year's assessment.</param>
/// <param name="Edition">The edition that is printed.</param>
/// <param name="Clock">Shows instants.</param>
internal sealed record AnnualPaper(
    ContractorState Contractor, AnnualState Assessment, AnnualEdition Edition, PaperClock Clock)
{
    // Characters that spreadsheets take.
    private const int SheetNameMax = 31;

    private string Year => Assessment.Year!.Year;

    /// <summary>The edition, signed by three: html, csv or xlsx.</summary>
    public static async Task<IResult> OfAsync(AnnualPaper paper, string? format)
    {
        var name = string.Create(
            CultureInfo.InvariantCulture, $"annual-{paper.Contractor.Code}-{paper.Year}-{paper.Edition.Number}");
        return format switch
        {
            null or "html" => Results.Text(paper.Sheet(), MediaTypeNames.Text.Html, Encoding.UTF8),
            "csv" => Results.Bytes(
                await PaperCsv.OfAsync(paper.Sections().SelectMany(s => s.Rows.Select(r => (s.Name, r)))),
                "text/csv; charset=utf-8", name + ".csv"),
            "xlsx" => Results.Bytes(
                PaperWorkbook.Of([.. paper.Sections().Select((s, n) => (SheetName(n + 1, s.Name), s.Rows))]),
                Workbook.MediaType, name + ".xlsx"),
            _ => HttpAnswers.Refuse(RequestRefusals.ParameterInvalid, ("parameter", "format")),
        };
    }

    // Numbered, so that two are never alike once they are cut.
    private static string SheetName(int number, string name)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{number} {name}");
        return text.Length <= SheetNameMax ? text : text[..SheetNameMax];
    }

    private string Sheet()
    {
        var head = new PaperHead(Contractor.Code, Contractor.NameZh, Contractor.NameEn, Year);
        var (sheet, html) = (Edition.Sheet, PaperHtml.Begin(head, "年度考核表", "Annual assessment"));
        html.Append(CultureInfo.InvariantCulture, $"""
            <p>第 {Edition.Number} 版 edition {Edition.Number} {PaperHtml.Text(Edition.Reason ?? "")} ·
            综合方案 composite {PaperHtml.Text(sheet.CompositeId)} v{sheet.Version} ·
            得分 score <b>{Figure(sheet.Score)}</b> · 等级 grade <b>{PaperHtml.Text(sheet.Grade ?? "-")}</b> ·
            缺项 parts missing {sheet.PartsMissing}</p>
            """);
        foreach (var (_, zh, en, rows) in Sections())
        {
            PaperHtml.Table(html, PaperHtml.Text(zh), PaperHtml.Text(en), rows);
        }

        Objection(html);
        PaperHtml.Signatures(html, Clock, SignedBy);
        return html.Append("</body></html>").ToString();
    }

    private void Objection(StringBuilder html)
    {
        if (Edition.Objection is not { } told)
        {
            return;
        }

        html.Append(CultureInfo.InvariantCulture, $"""
            <h2>异议 Objection</h2><p>{PaperHtml.Text(told.Reason)} ({PaperHtml.Text(told.By)}
            {Clock.Of(told.At)})</p><p>答复 Answer: {PaperHtml.Text(told.Answer ?? "-")}</p>
            """);
    }

    // The parts, then each table of theirs, then the months that all rest on.
    private IEnumerable<(string Name, string Zh, string En, IEnumerable<PaperRow> Rows)> Sections() =>
    [
        (Year, "综合", "Parts", Parts(Edition.Sheet)),
        .. Edition.Tables.Select(t => (t.SchemeId, t.TitleZh, t.TitleEn, Rows(t))),
        ("months", "月度考核", "Months", Edition.Months.Select(Row)),
    ];

    private static IEnumerable<PaperRow> Parts(CompositeSheet sheet)
    {
        foreach (var line in sheet.Lines)
        {
            yield return new PaperRow("part", line.Id, line.TextZh, line.TextEn, line.Score ?? 0m);
            foreach (var row in line.Inner is { } inner ? Parts(inner) : [])
            {
                yield return row with { Code = $"{line.Id}/{row.Code}" };
            }
        }

        yield return new PaperRow(
            "total", "", sheet.Score is null ? "无得分" : "综合得分", sheet.Score is null ? "no score" : "Score",
            sheet.Score ?? 0m);
    }

    private static IEnumerable<PaperRow> Rows(PeriodTable table) =>
    [
        .. table.Months.Select(m => Row(m, m.SchemeVersion ?? table.SchemeVersion)),
        .. table.Sheets.SelectMany(s => s.Sheet.Lines.Select(l => new PaperRow(
            l.Kind.ToString().ToLowerInvariant(), s.Month is null ? l.Path : $"{s.Month} {l.Path}", l.TextZh, l.TextEn,
            l.Points))),
        new PaperRow(
            "total", "", table.Score is null ? "无得分" : "得分", table.Score is null ? "no score" : "Score",
            table.Score ?? 0m),
    ];

    private static PaperRow Row(TableMonth month, int version)
    {
        var (zh, en) = month switch
        {
            { Score: null } => ("无得分,不计入", "no score: left out"),
            { SheetNumber: { } sheet } => ($"考核表第 {sheet} 版", $"sheet {sheet}"),
            _ => ($"按当月定稿数据及方案第 {version} 版计分", $"by the month's facts and version {version} of the scheme"),
        };
        return new PaperRow("month", month.Month, zh, en, month.Score ?? 0m);
    }

    private static PaperRow Row(AnnualMonth month) => new(
        "month", month.Month,
        $"考核表第 {month.SheetNumber} 版,等级 {month.Grade ?? "-"}{(month.Score is null ? ",无得分" : "")}",
        $"sheet {month.SheetNumber}, grade {month.Grade ?? "-"}{(month.Score is null ? ", no score" : "")}",
        month.Score ?? 0m);

    private (string By, DateTimeOffset At)? SignedBy(string role) => role switch
    {
        SheetSignature.Assessor => (Edition.DrawnBy, Edition.DrawnAt),
        SheetSignature.Contractor when Edition.Confirmed is { } signed => (signed.By, signed.At),
        SheetSignature.DepartmentHead when Edition.Approved is { } signed => (signed.By, signed.At),
        _ => null,
    };

    private static string Figure(decimal? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";
}
