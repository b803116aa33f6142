using FieldOps.Platform.Export;

namespace FieldOps.Assessment.Papers;

/// <summary>A paper as CSV.</summary>
internal static class PaperCsv
{
    public static Task<byte[]> OfAsync(StatementPaper paper) => OfAsync(
        paper.ScoreRows().Select(r => ("score", r)).Concat(paper.MoneyRows().Select(r => ("settlement", r)))
            .Concat(paper.Corrected.Select(r => ("corrected", r))));

    /// <summary>Rows, each under the name of its section.</summary>
    public static async Task<byte[]> OfAsync(IEnumerable<(string Section, PaperRow Row)> rows)
    {
        using var bytes = new MemoryStream();
        await using (var file = new CsvFile(bytes))
        {
            await file.RowAsync(["section", "kind", "code", "zh", "en", "figure"]);
            foreach (var (section, row) in rows)
            {
                // Two decimals are shown even where they are naughts.
                var figure = Math.Round(row.Figure, 2, MidpointRounding.AwayFromZero) + 0.00m;
                await file.RowAsync([section, row.Kind, row.Code, row.TextZh, row.TextEn, figure]);
            }
        }

        return bytes.ToArray();
    }
}
