using System.Net;
using System.Text.Json;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

public sealed class ExplainTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    [Fact]
    public async Task EveryPointAndCent_IsFollowedToItsEvents()
    {
        var code = await host.ContractorAsync("EXPLAIN");
        await host.LotAsync(120_000m, (code, 100m));
        await host.OrdersAsync(code, 19, 1, falseReply: true);
        var fine = new { terms = "line-prices", evidence = "photo", fine = new { code = "hook", count = 3 } };
        (await host.SendAsync(HttpMethod.Post, $"/api/v1/months/{code}/2024-01/works", fine))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.GetAsync($"/api/v1/months/{code}/2024-01/explain")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await host.StepAsync(code, "freeze");
        await host.StepAsync(code, "compute");

        var explained = await host.ReadAsync($"/api/v1/months/{code}/2024-01/explain");

        var lines = explained.GetProperty("lines").EnumerateArray().ToArray();
        lines.Sum(l => l.GetProperty("points").GetDecimal()).ShouldBe(explained.GetProperty("score").GetDecimal());
        foreach (var line in lines.Where(l => l.GetProperty("deduction").GetDecimal() > 0))
        {
            var facts = line.GetProperty("facts").EnumerateArray().ToArray();
            facts.ShouldNotBeEmpty(line.GetProperty("path").GetString());
            facts.ShouldAllBe(f => f.GetProperty("events").GetArrayLength() > 0);
        }

        var money = explained.GetProperty("lots").EnumerateArray()
            .Concat(explained.GetProperty("items").EnumerateArray()).ToArray();
        money.Sum(m => m.GetProperty("amountCny").GetDecimal())
            .ShouldBe(explained.GetProperty("totalCny").GetDecimal());
        var hook = explained.GetProperty("items")[0];
        hook.GetProperty("amountCny").GetDecimal().ShouldBe(-150m);
        Names(hook.GetProperty("facts")[0]).ShouldBe(["contractor-month.work-recorded.v1"]);
        explained.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("name").GetString()).ShouldBe(
        [
            "contractor-month.opened.v1", "contractor-month.frozen.v1", "contractor-month.sheet-computed.v1",
        ]);
        var other = await host.ContractorAsync("NOSY");
        (await host.GetAsync($"/api/v1/months/{code}/2024-01/explain", Finance(other))).StatusCode
            .ShouldBe(HttpStatusCode.NotFound);
        (await host.GetAsync($"/api/v1/months/{code}/2024-01/explain", Finance(code))).StatusCode
            .ShouldBe(HttpStatusCode.OK);
    }

    private static string?[] Names(JsonElement fact) =>
        [.. fact.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("name").GetString())];
}
