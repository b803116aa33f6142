using FieldOps.Platform.Export;

namespace FieldOps.Assessment.Papers;

/// <summary>A paper as a workbook of two sheets.</summary>
internal static class PaperWorkbook
{
    public static byte[] Of(StatementPaper paper)
    {
        using var stream = new MemoryStream();
        using (var book = new Workbook(stream, "结算 Settlement", "考核 Score"))
        {
            Write(book, paper.MoneyRows());
            Write(book, paper.ScoreRows());
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
