using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Host.Tests.Edge;
using Microsoft.Extensions.DependencyInjection;
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
        // Nobody has agreed by which list: nothing is counted, and people type as ever.
        await host.OkAsync($"/months/{free}/2024-01/works", Typed("fault", terms: "line-prices"));
        await host.PublishMonthAsync(code, "2024-01");
        await host.RefusedAsync($"/months/{code}/2024-01/works", Typed("fault", "found late"), Counted);

        var statement = await host.ReadAsync($"/api/v1/months/{code}/2024-01/statement");
        statement.GetProperty("visitSubtotals").EnumerateArray().Last().GetProperty("amountCny").GetDecimal()
            .ShouldBe(2_400m + 360m);
    }

    [Fact]
    public async Task OrderThatEndsLate_MovesTheCountByACorrection()
    {
        var code = await WithOrdersAsync();
        await host.PublishMonthAsync(code, "2024-01");
        await AttributedToTheCustomerAsync(code);
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

    // What nobody has to answer for changes no score: a visit it is all the same.
    private async Task AttributedToTheCustomerAsync(string code)
    {
        var zone = host.Services.GetRequiredService<TimeZoneInfo>();
        var month = MonthRef.Of(IdOf(code), code, new MonthKey(2024, 1), zone);
        var order = NameBasedId.Of(month.EntityId, "late");
        await host.AskAsync(month, new RecordOutcome(
            month,
            new OrderOutcome(
                order, "GD-00099", month.ContractorId, null, order, "access", "Shanghai", "x", "repair", InJanuary,
                Attributions.Customer, [], false, 0, 0),
            0));
    }

    private static object Typed(string type, string? reason = null, string? terms = null) => new
    {
        terms, evidence = "memo", visits = new { code = type, speciality = "line", count = 3 },
        late = reason is not null, reason,
    };
}
