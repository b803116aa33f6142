using static FieldOps.Host.Tests.Money.AnnualSteps;

namespace FieldOps.Host.Tests.Money;

/// <summary>A scheme that got a version within the year, and its table of that year (domain reference, 7.1).</summary>
public sealed class LaterVersionTests(LaterVersionHost host) : IClassFixture<LaterVersionHost>
{
    // 10 of 20 on a line of the first version, 5 of 20 on one of the second; the rest in full.
    [Fact]
    public async Task TableOfMonths_ScoresEachByTheVersionThatHeldWhenItBegan()
    {
        var code = await host.ContractorAsync("VERSIONS");
        foreach (var (month, rule, points) in new[] { ("2023-03", "safety", 10m), ("2023-12", "later", 5m) })
        {
            await host.BreachAsync(code, month);
            await MarkAsync(code, month, rule, points);
            await host.PublishMonthAsync(code, month);
        }

        var latest = (await host.OkAsync(Path(code, "draw-up"), new { composite = "inspected" })).GetProperty("latest");

        latest.GetProperty("score").GetDecimal().ShouldBe(92.75m, "0.5 x 99 + 0.5 x (90 - 1 + 85 - 1) / 2");
        var table = (await host.ReadAsync(One(code))).GetProperty("content").GetProperty("tables")[1];
        table.GetProperty("schemeVersion").GetInt32().ShouldBe(1);
        table.GetProperty("sheets").EnumerateArray()
            .Select(s => s.GetProperty("sheet").GetProperty("schemeVersion").GetInt32()).ShouldBe([1, 2]);
        table.GetProperty("months")[0].TryGetProperty("schemeVersion", out _).ShouldBeFalse("that of the table");
        table.GetProperty("months")[1].GetProperty("schemeVersion").GetInt32().ShouldBe(2);
        (await host.ReadAsync($"/api/v1/composites/inspected/{code}/2023")).GetProperty("score").GetDecimal()
            .ShouldBe(92.75m);
    }

    private Task MarkAsync(string code, string month, string rule, decimal points) => host.OkAsync(
        $"/months/{code}/{month}/marks",
        new
        {
            scheme = "special-check", rule = "marks/marks/marks/" + rule, points, day = month + "-20",
            evidence = "memo 4",
        });
}
