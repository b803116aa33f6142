using System.Text.Json;

namespace FieldOps.Host.Tests.Money;

/// <summary>Closing freezes and counts at once, for those whose price list counts.</summary>
public sealed class CountedVisitsCloseTests(CountedVisitsHost host) : IClassFixture<CountedVisitsHost>
{
    [Fact]
    public async Task Closing_CountsWhereTheContractSaysSo_AndLeavesOthersAsEver()
    {
        var (counted, free) = (host.Agreed(), await host.ContractorAsync("FREE"));
        await host.LotAsync(100_000m, (free, 100m));
        foreach (var code in new[] { counted, free })
        {
            await host.OrdersAsync(code, 10, 0);
        }

        await host.OkAsync("/months:close", new { month = "2024-01" });

        var (with, without) = (await StatementAsync(counted), await StatementAsync(free));
        (with.GetProperty("totalCny").GetDecimal() - without.GetProperty("totalCny").GetDecimal()).ShouldBe(2_400m);
        without.TryGetProperty("items", out _).ShouldBeFalse();
        without.TryGetProperty("visitSubtotals", out _).ShouldBeFalse();

        // Opened again it counts by what its sheet did, and what came late as well.
        await host.LateOfTheCustomerAsync(counted);
        await host.OkAsync($"/months/{counted}/2024-01:ask-reopening", new { reason = "late" });
        await host.OkAsync($"/months/{counted}/2024-01:reopen", null, MoneyHostSuspensions.Head);
        await host.OkAsync($"/months/{counted}/2024-01:compute", null);
        (await StatementAsync(counted)).GetProperty("totalCny").GetDecimal()
            .ShouldBe(with.GetProperty("totalCny").GetDecimal() + 240m);
    }

    private Task<JsonElement> StatementAsync(string code) =>
        host.ReadAsync($"/api/v1/months/{code}/2024-01/statement");
}
