using System.Text.Json;
using FieldOps.Domain.Contractors;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

public sealed class AssistListTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    private static readonly Guid s_house = ContractorIds.Contractor("default", "HOUSE");

    [Fact]
    public async Task List_OfAnAssistingParty_ShowsTheOrderUntilItLeadsAndIsPassedBy()
    {
        await host.AddAssetAsync("H1", "station-vip");
        await host.AddAssetAsync("H2", "station-vip");
        var id = await host.ReportAsync("H1");
        await host.ReportAsync("H2");
        await host.SettledAsync();
        (await SeenByAsync(s_house)).ShouldBeEmpty();

        await ToHouseAsync(id, "add-assist");
        (await SeenByAsync(s_house)).ShouldBe([id]);
        (await SeenByAsync(Alpha)).Length.ShouldBe(2);
        (await SeenByAsync(Beta)).ShouldBeEmpty();
        await RebuildAsync();
        (await SeenByAsync(s_house)).ShouldBe([id]);

        await ToHouseAsync(id, "transfer");
        (await SeenByAsync(s_house)).ShouldBe([id]);
        await host.DoAsync(
            $"/work-orders/{id}:transfer", new { contractor = "ALPHA", reason = "back" }, As("dispatcher"));
        (await SeenByAsync(s_house)).ShouldBeEmpty();
        await RebuildAsync();
        (await SeenByAsync(s_house)).ShouldBeEmpty();
    }

    private Task<JsonElement> ToHouseAsync(Guid id, string verb) => host.DoAsync(
        $"/work-orders/{id}:{verb}", new { contractor = "HOUSE", reason = "second crew" }, As("dispatcher"));

    private async Task<Guid[]> SeenByAsync(Guid contractor) =>
    [
        .. (await host.ReadAsync("/work-orders", Worker(contractor)))
            .GetProperty("items").EnumerateArray().Select(o => o.GetProperty("id").GetGuid()),
    ];

    private Task RebuildAsync() => host.Services.GetRequiredService<ProjectionSchemas>().RebuildAsync(
        host.Services.GetServices<Projection>().Single(p => p.Name == "work_orders"), null, CancellationToken.None);
}
