using System.Globalization;
using System.Net.Mime;
using System.Text;
using FieldOps.Domain.Assessment.Reports;
using FieldOps.Platform.Export;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Assessment.Papers;

/// <summary>A process report to print or to calculate with.</summary>
internal static class ReportPaper
{
    public static async Task<IResult> OfAsync(
        ProcessReportState state, ReportEdition edition, PaperClock clock, string? format)
    {
        var subject = state.Subject!;
        var tables = ReportTables.Of(edition.Content, state.Notes.Where(n => n.Edition >= edition.Number));
        var name = string.Create(
            CultureInfo.InvariantCulture, $"report-{state.ReportId:N}-{subject.Month}-{edition.Number}");
        return format switch
        {
            null or "html" => Results.Text(
                Html(edition, state, tables, clock), MediaTypeNames.Text.Html, Encoding.UTF8),
            "csv" => Results.Bytes(await CsvAsync(tables), "text/csv; charset=utf-8", name + ".csv"),
            "xlsx" => Results.Bytes(Sheets(tables), Workbook.MediaType, name + ".xlsx"),
            _ => HttpAnswers.Refuse(RequestRefusals.ParameterInvalid, ("parameter", "format")),
        };
    }

    private static string Html(
        ReportEdition edition, ProcessReportState state, IReadOnlyList<ReportTable> tables, PaperClock clock)
    {
        var subject = state.Subject!;
        var title = subject.Kind == ReportKind.Branch ? "分公司月度报告" : "代维单位月度报告";
        var html = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title} {PaperHtml.Text(subject.Code)}
            {PaperHtml.Text(subject.Month)}</title><style>{PaperHtml.Style}</style></head><body>
            <h1>{title}<small>Monthly process report</small></h1>
            <p>{PaperHtml.Text(subject.Code)} · {PaperHtml.Text(subject.Month)} · 第 {edition.Number} 版 edition
            {edition.Number} · {PaperHtml.Text(edition.PublishedBy)} {clock.Of(edition.PublishedAt)}
            {PaperHtml.Text(edition.Reason ?? "")}</p>
            """);
        foreach (var table in tables)
        {
            Append(html, table, clock);
        }

        var unread = state.UnreadOf(edition.Number);
        return html.Append(CultureInfo.InvariantCulture, $"""
            <p>待签阅 Not read yet: {PaperHtml.Text(string.Join(", ", unread.Select(r => r.Role)))}</p></body></html>
            """).ToString();
    }

    private static void Append(StringBuilder html, ReportTable table, PaperClock clock)
    {
        html.Append(CultureInfo.InvariantCulture, $"<h2>{table.Zh} {table.En}</h2><table><tr>");
        foreach (var column in table.Columns)
        {
            html.Append(CultureInfo.InvariantCulture, $"<th>{column.Zh}<small>{column.En}</small></th>");
        }

        html.Append("</tr>");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            foreach (var cell in row)
            {
                html.Append(CultureInfo.InvariantCulture, $"<td{(cell is decimal or int ? " class=\"n\"" : "")}>")
                    .Append(PaperHtml.Text(Shown(cell, clock))).Append("</td>");
            }

            html.Append("</tr>");
        }

        html.Append("</table>");
    }

    private static async Task<byte[]> CsvAsync(IReadOnlyList<ReportTable> tables)
    {
        using var bytes = new MemoryStream();
        // Every row of a file has as many cells: narrow tables are filled up.
        var width = tables.Max(t => t.Columns.Length);
        await using (var file = new CsvFile(bytes))
        {
            foreach (var table in tables)
            {
                await file.RowAsync(["section", .. Filled([.. table.Columns.Select(c => c.Heading)], width)]);
                foreach (var row in table.Rows)
                {
                    await file.RowAsync([table.Word, .. Filled(row, width)]);
                }
            }
        }

        return bytes.ToArray();
    }

    private static IEnumerable<object?> Filled(object?[] cells, int width) =>
        cells.Concat(Enumerable.Repeat<object?>(null, width - cells.Length));

    private static byte[] Sheets(IReadOnlyList<ReportTable> tables)
    {
        using var stream = new MemoryStream();
        using (var book = new Workbook(stream, [.. tables.Select(t => $"{t.Zh} {t.Word}")]))
        {
            foreach (var table in tables)
            {
                using var sheet = book.NextSheet();
                sheet.Row(table.Columns.Select(c => c.Heading));
                foreach (var row in table.Rows)
                {
                    sheet.Row(row);
                }
            }
        }

        return stream.ToArray();
    }

    private static string Shown(object? cell, PaperClock clock) => cell switch
    {
        null => "-",
        decimal figure => figure.ToString("0.##", CultureInfo.InvariantCulture),
        DateTimeOffset at => clock.Of(at),
        bool yes => yes ? "是 yes" : "否 no",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };
}
