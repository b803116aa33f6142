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

    private async Task<string> MarkAsync(string code)
    {
        await host.OkAsync($"/months/{code}/2024-01/marks", new
        {
            scheme = "daily-marks", rule = "marks/marks/marks/quality", points = 5m, day = "2024-01-10",
            evidence = "photo 7",
        });
        var records = await host.ReadAsync($"/api/v1/months/{code}/2024-01/records");
        return $"/months/{code}/2024-01/marks/{records.GetProperty("marks")[0].GetProperty("markId").GetGuid()}";
    }
}
