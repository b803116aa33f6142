using System.Text;

namespace FieldOps.Import.Tests;

internal static class Reading
{
    public static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    public static async Task<(IReadOnlyList<T> Values, IReadOnlyList<ImportProblem> Problems)> DrainAsync<T>(
        this IAsyncEnumerable<ImportRow<T>> rows)
        where T : class
    {
        var problems = new ProblemList();
        var values = await problems.CollectAsync(rows);
        return (values, problems.Items);
    }

    public static void ShouldBeOne(this IReadOnlyList<ImportProblem> problems, string code, int line)
    {
        problems.Select(p => (p.Code, p.Line)).ShouldBe([(code, line)]);
        problems[0].TextEn.ShouldNotBeNullOrWhiteSpace();
        problems[0].TextZh.ShouldNotBeNullOrWhiteSpace();
    }
}
