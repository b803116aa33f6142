using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

/// <summary>
/// A host with no setting of its own: the ladder runs (domain reference, 6.3), and what nobody else can be told is told
/// to the log. A VIP station: 10 minutes to accept, 60 to arrive, 120 to restore.
/// </summary>
public sealed class LadderDefaultTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    [Fact]
    public async Task Steps_OfAHostAsShipped_AreLinesOfTheLog_OnceEach()
    {
        await host.AddAssetAsync("D1", "station-vip");
        var id = await host.ReportAsync("D1");
        await host.SettledAsync();
        // Attached to the open ticket: no order of its own, so no ladder of its own.
        await host.ReportAsync("D1");

        await host.AdvanceToAsync(9);
        await host.AdvanceToAsync(11);
        await host.DoAsync($"/work-orders/{id}:accept", new { }, Worker(Alpha));
        await host.AdvanceToAsync(49);
        (await LinesAsync(id)).ShouldBe(
        [
            "Accept/at-80 contractor-manager log delivered", "Accept/at-100 operations-manager log delivered",
            "Arrive/at-80 contractor-manager log delivered",
        ]);
        (await host.ReadAsync("/work-orders?assetCode=D1")).GetProperty("items").GetArrayLength().ShouldBe(1);

        await host.DoAsync($"/work-orders/{id}:cancel", new { reason = "Duplicate" }, As("dispatcher"));
        await host.AdvanceToAsync(400);
        (await LinesAsync(id)).Count.ShouldBe(3);
    }

    private async Task<List<string>> LinesAsync(Guid id) =>
    [
        .. (await host.ReadAsync($"/work-orders/{id}/notices")).EnumerateArray().Select(l => string.Join(
            ' ',
            l.GetProperty("cause").GetString()!.Split('/', 2)[1],
            l.GetProperty("role").GetString(),
            l.GetProperty("channel").GetString(),
            l.GetProperty("status").GetString())),
    ];
}
