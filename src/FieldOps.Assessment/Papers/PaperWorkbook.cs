using FieldOps.Platform.Export;

namespace FieldOps.Assessment.Papers;

/// <summary>A paper as a workbook.</summary>
internal static class PaperWorkbook
{
    public static byte[] Of(StatementPaper paper) => Of(
    [
        ("结算 Settlement", paper.MoneyRows()), ("考核 Score", paper.ScoreRows()),
        .. paper.Corrected.Count == 0 ? [] : new[] { ("修正值 Corrected", paper.Corrected.AsEnumerable()) },
    ]);

    /// <summary>Sheets by name.</summary>
    public static byte[] Of(params (string Name, IEnumerable<PaperRow> Rows)[] sheets)
    {
        using var stream = new MemoryStream();
        using (var book = new Workbook(stream, [.. sheets.Select(s => s.Name)]))
        {
            foreach (var (_, rows) in sheets)
            {
                Write(book, rows);
            }
        }

        return stream.ToArray();
    }

    private static void Write(Workbook book, IEnumerable<PaperRow> rows)
    {
        using var sheet = book.NextSheet();
        sheet.Row(["类别 kind", "编码 code", "说明", "explanation", "数值 figure"]);
        foreach (var row in rows)
        {
            sheet.Row([row.Kind, row.Code, row.TextZh, row.TextEn, row.Figure]);
        }
    }
}
