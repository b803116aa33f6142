using System.Globalization;
using System.Net;
using System.Text;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Settlement;

namespace FieldOps.Assessment.Papers;

/// <summary>Papers to print: plain HTML without scripts, every text encoded.</summary>
internal static class PaperHtml
{
    public const string Style = """
        body{font-family:"Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:2cm;font-size:10.5pt;color:#111}
        h1{font-size:16pt;margin:0}h2{font-size:12pt;margin:1.2em 0 .3em}
        table{border-collapse:collapse;width:100%}td,th{border:1px solid #777;padding:3px 6px;vertical-align:top}
        td.n{text-align:right;white-space:nowrap}tr.total td{font-weight:bold}small{color:#555;display:block}
        .sign{display:flex;gap:2em;margin-top:2em}.sign div{flex:1;border-top:1px solid #111;padding-top:4px}
        @media print{body{margin:1cm}tr{page-break-inside:avoid}}
        """;

    /// <summary>The score sheet with the statement and the three signatures.</summary>
    public static string Of(StatementPaper paper)
    {
        var html = Begin(HeadOf(paper), "月度考核结算单", "Score sheet and settlement");
        html.Append(CultureInfo.InvariantCulture, $"""
            <p>方案 Scheme {Text(paper.Score.TitleZh)} / {Text(paper.Score.TitleEn)} ({Text(paper.Score.SchemeId)}
            v{paper.Score.SchemeVersion}) · 第 {paper.SheetNumber} 版 sheet {paper.SheetNumber} ·
            得分 score <b>{Figure(paper.Score.Score)}</b> · 等级 grade <b>{Text(paper.Score.Grade ?? "-")}</b></p>
            """);
        Table(html, "考核明细", "Score", paper.ScoreRows());
        Table(html, "结算明细", "Settlement, CNY", paper.MoneyRows());
        if (paper.Corrected.Count > 0)
        {
            Table(html, "修正值", "Corrected records", paper.Corrected);
        }

        Signatures(html, paper.Clock, SignedBy(paper));
        return html.Append("</body></html>").ToString();
    }

    /// <summary>The letter that lists what was charged.</summary>
    public static string Letter(StatementPaper paper)
    {
        var html = Begin(HeadOf(paper), "结算确认函", "Confirmation of settlement");
        html.Append(CultureInfo.InvariantCulture, $"""
            <p>{Text(paper.ContractorZh)}:贵单位 {Text(paper.Month)} 月结算金额为人民币
            <b>{paper.Money.TotalCny:0.00}</b> 元,明细如下,请确认。</p>
            <p>To {Text(paper.ContractorEn)}: your settlement of {Text(paper.Month)} is CNY
            <b>{paper.Money.TotalCny:0.00}</b>, made up as follows. Please confirm.</p>
            """);
        Table(html, "结算明细", "What was charged, CNY", paper.MoneyRows());
        Facts(html, paper.Money.Items ?? []);
        Signatures(html, paper.Clock, SignedBy(paper));
        return html.Append("</body></html>").ToString();
    }

    /// <summary>The facts behind amounts, where there are any.</summary>
    public static void Facts(StringBuilder html, IEnumerable<StatementItem> items)
    {
        var refs = items.SelectMany(i => i.Refs.Select(r => (i.Code, Ref: r))).ToArray();
        if (refs.Length == 0)
        {
            return;
        }

        html.Append("<h2>依据 Facts</h2><ul>");
        foreach (var (code, fact) in refs)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<li>{Text(code)}: {Text(fact.Label)} {Text(fact.Detail ?? "")}</li>");
        }

        html.Append("</ul>");
    }

    /// <summary>The beginning of a paper.</summary>
    public static StringBuilder Begin(PaperHead head, string zh, string en) =>
        new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{zh} {Text(head.ContractorCode)}
            {Text(head.Period)}</title><style>{Style}</style></head><body>
            <h1>{zh}<small>{en}</small></h1>
            <p>{Text(head.ContractorZh)} / {Text(head.ContractorEn)} ({Text(head.ContractorCode)}) ·
            {Text(head.Period)}</p>
            """);

    /// <summary>A table of rows.</summary>
    public static void Table(StringBuilder html, string zh, string en, IEnumerable<PaperRow> rows)
    {
        html.Append(CultureInfo.InvariantCulture, $"<h2>{zh} {en}</h2><table>");
        foreach (var row in rows)
        {
            html.Append(CultureInfo.InvariantCulture, $"""
                <tr class="{Text(row.Kind)}"><td>{Text(row.Code)}</td><td>{Text(row.TextZh)}
                <small>{Text(row.TextEn)}</small></td><td class="n">{row.Figure:0.00}</td></tr>
                """);
        }

        html.Append("</table>");
    }

    /// <summary>The three signatures, given by <see cref="SheetSignature"/>'s roles.</summary>
    public static void Signatures(
        StringBuilder html, PaperClock clock, Func<string, (string By, DateTimeOffset At)?> signedBy)
    {
        html.Append("<div class=\"sign\">");
        (string As, string Zh, string En)[] roles =
        [
            (SheetSignature.Assessor, "考核人", "Assessor"),
            (SheetSignature.DepartmentHead, "部门领导", "Department head"),
            (SheetSignature.Contractor, "代维单位", "Contractor"),
        ];
        foreach (var (role, zh, en) in roles)
        {
            var text = signedBy(role) is { } signed ? Text($"{signed.By} {clock.Of(signed.At)}") : "&nbsp;";
            html.Append(CultureInfo.InvariantCulture, $"<div>{zh} {en}<br>{text}</div>");
        }

        html.Append("</div>");
    }

    private static PaperHead HeadOf(StatementPaper paper) =>
        new(paper.ContractorCode, paper.ContractorZh, paper.ContractorEn, paper.Month);

    private static Func<string, (string By, DateTimeOffset At)?> SignedBy(StatementPaper paper) => role =>
        paper.Signatures.LastOrDefault(s => s.As == role) is { } signed ? (signed.By, signed.At) : null;

    private static string Figure(decimal? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>A text as HTML shows it.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);
}

/// <summary>Whose paper it is, and of when.</summary>
internal sealed record PaperHead(string ContractorCode, string ContractorZh, string ContractorEn, string Period);
