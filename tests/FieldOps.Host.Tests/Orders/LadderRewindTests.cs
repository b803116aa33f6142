using FieldOps.Platform.Log;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

/// <summary>
/// The reactor that tells of steps is sent back, as after a restore, when more people can be reached than before.
/// </summary>
public sealed class LadderRewindTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    [Fact]
    public async Task StepOfBeforeAChannelCouldReachAnybody_ComingAgain_IsNotToldOverIt()
    {
        await host.AddAssetAsync("R1", "station-vip");
        var old = await host.ReportAsync("R1");
        await host.SettledAsync();
        await host.AdvanceToAsync(11);
        string[] told = ["Accept/at-100 log", "Accept/at-80 log"];
        (await LinesAsync(old)).ShouldBe(told);

        // Whoever they are: they make mail a channel of the tenant.
        await host.ListAsync("chief");
        (await host.Services.GetRequiredService<EpochDesk>().RewindAsync("ladder-notices", 0, default)).ShouldBeTrue();
        await host.AddAssetAsync("R2", "station-vip");
        var young = await host.ReportAsync("R2", minute: 11);
        await host.SettledAsync();
        await host.AdvanceToAsync(23);

        // The reactor has had all of it again: it came to the young steps from the log's beginning.
        (await LinesAsync(young)).ShouldBe(
            ["Accept/at-100 log", "Accept/at-100 smtp", "Accept/at-80 log"]);
        (await LinesAsync(old)).Where(l => !l.StartsWith("Arrive", StringComparison.Ordinal)).ShouldBe(told);
    }

    private async Task<List<string>> LinesAsync(Guid order) =>
    [
        .. (await host.ReadAsync($"/work-orders/{order}/notices")).EnumerateArray()
            .Select(l => l.GetProperty("cause").GetString()!.Split('/', 2)[1] + " "
                + l.GetProperty("channel").GetString())
            .Order(StringComparer.Ordinal),
    ];
}
