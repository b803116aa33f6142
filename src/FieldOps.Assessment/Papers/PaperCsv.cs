using System.Globalization;
using System.Text;

namespace FieldOps.Assessment.Papers;

/// <summary>A paper as CSV: UTF-8 with mark, so that spreadsheets read Chinese; RFC 4180 quoting.</summary>
internal static class PaperCsv
{
    public static byte[] Of(StatementPaper paper)
    {
        var text = new StringBuilder();
        Line(text, ["section", "kind", "code", "zh", "en", "figure"]);
        foreach (var (section, row) in paper.ScoreRows().Select(r => ("score", r))
            .Concat(paper.MoneyRows().Select(r => ("settlement", r))))
        {
            var figure = row.Figure.ToString("0.00", CultureInfo.InvariantCulture);
            Line(text, [section, row.Kind, row.Code, row.TextZh, row.TextEn, figure]);
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static void Line(StringBuilder text, string[] cells) =>
        text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    private static string Cell(string text)
    {
        // A cell that begins like a formula is one to a spreadsheet; figures, which may be negative, are none.
        var safe = text.Length > 0 && text[0] is '=' or '+' or '@' or '\t' ? "'" + text : text;
        safe = text.StartsWith('-') && !decimal.TryParse(text, CultureInfo.InvariantCulture, out _) ? "'" + text : safe;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? safe
            : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
