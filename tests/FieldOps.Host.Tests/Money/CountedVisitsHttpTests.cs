using System.Net;
using FieldOps.Host.Tests.Edge;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>
/// Visits are counted from the month's own orders by the contract's price list, 240 CNY each, through the real steps.
/// </summary>
public sealed class CountedVisitsHttpTests(CountedVisitsHost host) : IClassFixture<CountedVisitsHost>
{
    private const string Line = "visits/line/fault";
    private const string Counted = "contractor-month.visits-counted";

    [Fact]
    public async Task Visits_AreCountedFromTheOrders_DownToTheirEvents_OnEveryPaper()
    {
        var code = await WithOrdersAsync();
        var month = $"/months/{code}/2024-01";
        var running = await host.ReadAsync($"/api/v1{month}/today");
        await host.PublishMonthAsync(code, "2024-01");

        var statement = await host.ReadAsync($"/api/v1{month}/statement");
        running.GetProperty("totalCny").GetDecimal().ShouldBe(statement.GetProperty("totalCny").GetDecimal());
        var item = statement.GetProperty("items")[0];
        (item.GetProperty("visits").GetProperty("count").GetDecimal(), item.GetProperty("amountCny").GetDecimal())
            .ShouldBe((10m, 2_400m));
        statement.GetProperty("visitSubtotals").EnumerateArray().Select(s => s.GetProperty("amountCny").GetDecimal())
            .ShouldBe([2_400m, 2_400m]);
        statement.GetProperty("totalCny").GetDecimal()
            .ShouldBe(statement.GetProperty("lines")[0].GetProperty("amountCny").GetDecimal() + 2_400m);

        var explained = (await host.ReadAsync($"/api/v1{month}/explain")).GetProperty("items")[0];
        explained.GetProperty("facts").EnumerateArray().Select(f => (
            f.GetProperty("label").GetString(), f.GetProperty("role").GetString(),
            f.GetProperty("events")[0].GetProperty("name").GetString()))
            .ShouldBe(Enumerable.Range(1, 10).Select(n => (
                (string?)$"GD-{n:00000}", (string?)"visit", (string?)"contractor-month.outcome-recorded.v1")));
        var page = await host.ReadAsync(explained.GetProperty("ordersAt").GetString() + "&limit=4");
        page.GetProperty("items").EnumerateArray().Select(o => o.GetProperty("visitLine").GetString())
            .ShouldBe(Enumerable.Repeat<string?>(Line, 4));
        (await host.ReadAsync($"/api/v1{month}/orders?line=visits/line/none")).GetProperty("items").GetArrayLength()
            .ShouldBe(0);
        await ReadByContractorsAsync(code);
        foreach (var format in new[] { "html", "csv" })
        {
            var paper = await (await host.GetAsync($"/api/v1{month}/paper?format={format}", []))
                .Content.ReadAsStringAsync();
            paper.ShouldContain("line, Fault, counted from orders: 10 ", customMessage: format);
            paper.ShouldContain("subtotal line: 10 events, 20 standard visits", customMessage: format);
        }

        (await host.GetAsync($"/api/v1{month}/paper?format=xlsx", [])).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task VisitsThatSomebodyTypes_AreRefusedWhereTheyAreCounted_OpenOrClosed()
    {
        var (code, free) = (await WithOrdersAsync(), await host.ContractorAsync("FREE"));
        await host.RefusedAsync($"/months/{code}/2024-01/works", Typed("fault"), Counted);
        await host.OkAsync($"/months/{code}/2024-01/works", Typed("inspection"));
        await host.OkAsync($"/months/{code}/2024-01/works", Typed("fault", speciality: "radio"));
        // Nobody has agreed by which list: nothing is counted, and people type as ever.
        await host.OkAsync($"/months/{free}/2024-01/works", Typed("fault", terms: "line-prices"));
        await host.PublishMonthAsync(code, "2024-01");
        await host.RefusedAsync($"/months/{code}/2024-01/works", Typed("fault", "found late"), Counted);

        var statement = await host.ReadAsync($"/api/v1/months/{code}/2024-01/statement");
        statement.GetProperty("visitSubtotals").EnumerateArray().Last().GetProperty("amountCny").GetDecimal()
            .ShouldBe(2_400m + 360m + 720m);
    }

    [Fact]
    public async Task OrderThatEndsLate_MovesTheCountByACorrection()
    {
        var code = await WithOrdersAsync();
        await host.PublishMonthAsync(code, "2024-01");
        await host.LateOfTheCustomerAsync(code);
        await host.OkAsync($"/months/{code}/2024-01:correct", new { reason = "ended late" });

        var month = (await host.ReadAsync($"/api/v1/months/{code}/2024-01")).GetProperty("month");
        (month.GetProperty("correctedTotalCny").GetDecimal() - month.GetProperty("totalCny").GetDecimal())
            .ShouldBe(240m);
    }

    private async Task<string> WithOrdersAsync()
    {
        var code = host.Agreed();
        await host.OrdersAsync(code, 8, 2);
        return code;
    }

    // To others the month does not exist.
    private async Task ReadByContractorsAsync(string code)
    {
        var own = await host.ReadAsync($"/api/v1/months/{code}/2024-01/orders?line={Line}", Finance(code));
        own.GetProperty("items").EnumerateArray().Select(o => o.GetProperty("visitLine").GetString())
            .ShouldBe(Enumerable.Repeat<string?>(Line, 10));
        (await host.GetAsync($"/api/v1/months/{code}/2024-01/orders?line={Line}", Finance("OTHER"))).StatusCode
            .ShouldBe(HttpStatusCode.NotFound);
    }

    private static object Typed(
        string type, string? reason = null, string? terms = null, string speciality = "line") => new
    {
        terms, evidence = "memo", visits = new { code = type, speciality, count = 3 },
        late = reason is not null, reason,
    };
}
