namespace FieldOps.Host.Tests.Money;

/// <summary>Several people close the same month: every contractor of the tenant, so on a host of its own.</summary>
public sealed class MonthClosingAtOnceTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    [Fact]
    public async Task Close_ByManyAtOnce_MakesOneSheetEach()
    {
        foreach (var n in Enumerable.Range(0, 12))
        {
            await host.OrdersAsync(await host.ContractorAsync("MANY" + n), 9, 1);
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            host.SendAsync(HttpMethod.Post, "/api/v1/months:close", new { month = "2024-01" })));

        var list = await host.ReadAsync("/api/v1/months?month=2024-01&limit=100");
        var rows = list.GetProperty("items").EnumerateArray()
            .Where(i => i.GetProperty("contractorCode").GetString()!.StartsWith("MANY", StringComparison.Ordinal))
            .ToArray();
        rows.Length.ShouldBe(12);
        rows.ShouldAllBe(r => r.GetProperty("sheetNumber").GetInt32() == 1);
    }
}
