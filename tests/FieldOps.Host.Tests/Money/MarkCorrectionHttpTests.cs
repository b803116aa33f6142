using System.IO.Compression;
using System.Net;
using FieldOps.Host.Tests.Edge;

namespace FieldOps.Host.Tests.Money;

/// <summary>A mark put right over HTTP: before the freeze, after it, and where it cannot be.</summary>
public sealed class MarkCorrectionHttpTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    [Fact]
    public async Task Mark_IsCorrectedAndTakenBack_AndTheRecordsShowBothValues()
    {
        var code = await host.ContractorAsync("MARKED");
        var mark = await MarkAsync(code);
        await host.OkAsync($"{mark}:correct", new { points = 2.5m, reason = "half of it was the neighbour's" });
        var shown = (await host.ReadAsync($"/api/v1/months/{code}/2024-01/records")).GetProperty("marks")[0];
        (shown.GetProperty("points").GetDecimal(), shown.GetProperty("corrected").GetProperty("points").GetDecimal())
            .ShouldBe((5m, 2.5m));

        await host.StepAsync(code, "freeze");
        var back = new { reason = "another contractor's" };
        await host.RefusedAsync($"{mark}:withdraw", back, "contractor-month.closed");
        var told = await host.OkAsync($"{mark}:withdraw", new { back.reason, late = true });
        told.GetProperty("lateFacts").GetInt32().ShouldBe(1);
    }

    // On paper as in the records: what was given and what counts, by whom, when and why, in both languages.
    [Fact]
    public async Task Paper_ShowsWhatWasCorrectedOrTakenBack_BesideTheOriginal()
    {
        var code = await host.ContractorAsync("PAPER");
        await host.OrdersAsync(code, 20, 0);
        await host.OkAsync($"{await MarkAsync(code)}:correct", new { points = 2.5m, reason = "half <of> it" });
        await host.OkAsync($"{await MarkAsync(code, "management")}:withdraw", new { reason = "another's" });
        var late = await MarkAsync(code, "safety");
        await host.OkAsync($"/months/{code}/2024-01/readings", new
        {
            indicator = "report-on-time", numerator = 5, denominator = 100, day = "2024-01-31", evidence = "list 9",
        });
        var reading = (await host.ReadAsync($"/api/v1/months/{code}/2024-01/records")).GetProperty("readings")[0]
            .GetProperty("readingId").GetGuid();
        await host.OkAsync(
            $"/months/{code}/2024-01/readings/{reading}:correct",
            new { numerator = 4, denominator = 100, reason = "one was not ours" });
        await host.StepAsync(code, "freeze");
        await host.StepAsync(code, "compute");
        await host.OkAsync($"{late}:withdraw", new { reason = "seen in February", late = true });

        var csv = await TextAsync(code, "?format=csv");
        var rows = csv.Split("\r\n").Where(r => r.StartsWith("corrected,", StringComparison.Ordinal)).ToArray();
        rows.Length.ShouldBe(4);
        var half = rows.Single(r => r.Contains("half <of> it", StringComparison.Ordinal));
        half.ShouldContain("mark,daily-marks marks/marks/marks/quality,");
        half.ShouldContain("原值 5 分");
        half.ShouldContain("修正为 2.5 分:half <of> it");
        half.ShouldContain("originally 5 points");
        half.ShouldContain("corrected to 2.5 points: half <of> it");
        half.ShouldContain("photo 7");
        half.ShouldEndWith(",2.50");
        var back = rows.Single(r => r.Contains("another's", StringComparison.Ordinal));
        back.ShouldContain("已撤回,不计分:another's");
        back.ShouldContain("taken back: another's");
        rows.Single(r => r.Contains("one was not ours", StringComparison.Ordinal))
            .ShouldContain("originally 5/100");
        rows.Single(r => r.Contains("seen in February", StringComparison.Ordinal))
            .ShouldContain("came late, not in this sheet");
        var html = await TextAsync(code, "");
        html.ShouldContain("修正值 Corrected records");
        html.ShouldContain("corrected to 2.5 points: half &lt;of&gt; it");
        var book = await host.GetAsync($"/api/v1/months/{code}/2024-01/paper?format=xlsx");
        using var package = new ZipArchive(await book.Content.ReadAsStreamAsync());
        using var sheet = new StreamReader(package.GetEntry("xl/worksheets/sheet3.xml")!.Open());
        (await sheet.ReadToEndAsync()).ShouldContain("corrected to 2.5 points: half &lt;of&gt; it");
    }

    [Fact]
    public async Task Correction_OfWhatIsNoMark_OrBeyondTheRule_IsRefusedWithItsCode()
    {
        var code = await host.ContractorAsync("WRONG");
        var mark = await MarkAsync(code);
        var none = $"/months/{code}/2024-01/marks/{Guid.Empty}";
        foreach (var (path, points, status, refusal) in new[]
        {
            ($"{none}:correct", 1m, HttpStatusCode.NotFound, "contractor-month.mark-unknown"),
            ($"{none}:withdraw", 1m, HttpStatusCode.NotFound, "contractor-month.mark-unknown"),
            ($"{mark}:correct", 41m, HttpStatusCode.UnprocessableEntity, "contractor-month.points-out-of-range"),
        })
        {
            object body = path.EndsWith("withdraw", StringComparison.Ordinal)
                ? new { reason = "x" }
                : new { points, reason = "x" };
            await host.RefusedAsync(path, body, status, refusal);
        }

        (await host.PostAsync($"{mark}:correct", new { points = 1m, reason = "x" }, MoneyHost.Finance(code)))
            .StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<string> TextAsync(string code, string query) =>
        await (await host.GetAsync($"/api/v1/months/{code}/2024-01/paper{query}")).Content.ReadAsStringAsync();

    private async Task<string> MarkAsync(string code, string rule = "quality")
    {
        var path = "marks/marks/marks/" + rule;
        await host.OkAsync($"/months/{code}/2024-01/marks", new
        {
            scheme = "daily-marks", rule = path, points = 5m, day = "2024-01-10", evidence = "photo 7",
        });
        var records = await host.ReadAsync($"/api/v1/months/{code}/2024-01/records");
        var mark = records.GetProperty("marks").EnumerateArray()
            .Single(m => m.GetProperty("path").GetString() == path);
        return $"/months/{code}/2024-01/marks/{mark.GetProperty("markId").GetGuid()}";
    }
}
