using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

/// <summary>A lot that is amended ahead of time goes on as it is until then.</summary>
public sealed class AmendedLotTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    private const int Ahead = 60;

    [Fact]
    public async Task Lot_AmendedAhead_IsDispatchedByTheTermsOfTheDay()
    {
        await host.AddAssetAsync("A1", "station-vip");
        await host.AddAssetAsync("A2", "station-vip");
        await host.SettledAsync();
        var entities = host.Services.GetRequiredService<IEntities>();
        var key = new EntityKey("default", ContractorIds.LotType, ContractorIds.Lot("default", "STATIONS"));
        var state = (ContractLotState)(await entities.ReadAsync(key, CancellationToken.None)).State;
        var later = state.Terms! with
        {
            EffectiveFrom = Start.AddMinutes(Ahead), Shares = [new LotShare(Beta, "BETA", 100m, null)],
        };
        (await entities.AskAsync(
                key, new AmendLot(later, []), new AskContext(Actor.System, NameBasedId.Of(key.Id, "amend")),
                CancellationToken.None))
            .ShouldBeOfType<Answer.Accepted>();

        await host.SettledAsync();
        (await LeadAsync("A1", 0)).ShouldBe("ALPHA");
        await host.AdvanceToAsync(Ahead);
        (await LeadAsync("A2", Ahead)).ShouldBe("BETA");
    }

    private async Task<string?> LeadAsync(string asset, double minute)
    {
        var id = await host.ReportAsync(asset, minute);
        return (await host.ReadAsync($"/work-orders/{id}", As("dispatcher"))).GetProperty("lead")
            .GetProperty("contractorCode").GetString();
    }
}
