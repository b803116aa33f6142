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
        foreach (var amount in money)
        {
            amount.GetProperty("facts").EnumerateArray().ShouldNotBeEmpty();
            amount.GetProperty("facts").EnumerateArray().ShouldAllBe(f => f.GetProperty("events").GetArrayLength() > 0);
        }

        Names(explained.GetProperty("lots")[0].GetProperty("facts")[0]).ShouldBe(["contract-lot.opened.v1"]);
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

    [Fact]
    public async Task CarriedCorrection_IsFollowedToWhatCameLateThere()
    {
        var code = await host.ContractorAsync("CARRIED");
        foreach (var step in new[] { "freeze", "compute", "confirm", "approve", "publish" })
        {
            (string, string)[] by = step switch
            {
                "confirm" => Finance(code),
                "approve" => [("X-Role", "department-head"), ("X-Actor", "head")],
                _ => [],
            };
            await OkAsync($"/months/{code}/2023-12:{step}", null, by);
        }

        await LateFineAsync(code, 3);
        await OkAsync($"/months/{code}/2023-12:correct", new { reason = "three hooks" });
        await LateFineAsync(code, 1);
        await OkAsync("/months:close", new { month = "2024-01" });

        var items = (await host.ReadAsync($"/api/v1/months/{code}/2024-01/explain")).GetProperty("items");
        // The first correction went to February, the open month of then: this one rests on the second fine alone.
        items.EnumerateArray().Select(i => i.GetProperty("amountCny").GetDecimal()).ShouldBe([-50m]);
        Names(items[0].GetProperty("facts")[0]).ShouldBe(
        [
            "contractor-month.late-record-told.v1", "contractor-month.correction-computed.v1",
            "contractor-month.correction-carried.v1",
        ]);
    }

    private Task LateFineAsync(string code, int count) => OkAsync($"/months/{code}/2023-12/works", new
    {
        terms = "line-prices", evidence = "photo", fine = new { code = "hook", count }, late = true,
        reason = "found in February",
    });

    private async Task OkAsync(string path, object? body, params (string, string)[] by)
    {
        var answer = await host.SendAsync(HttpMethod.Post, "/api/v1" + path, body, by);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {await answer.Content.ReadAsStringAsync()}");
    }

    private static string?[] Names(JsonElement fact) =>
        [.. fact.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("name").GetString())];
}
