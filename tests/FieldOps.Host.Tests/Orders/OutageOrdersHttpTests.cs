using System.Net;
using System.Text.Json;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Outages;
using FieldOps.Domain.WorkOrders;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Entities;
using FieldOps.WorkOrders.Outages;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

/// <summary>Orders of an outage, made before the loss is told or after it: they have its window all the same.</summary>
public sealed class OutageOrdersHttpTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    [Fact]
    public async Task OrderMadeByHand_BeforeTheAlarms_BelongsToTheOutage_AndAnAlarmOfBeforeDoesNotMoveIt()
    {
        var codes = await StationsAsync("H", "Fengxian");
        var order = (await host.DoAsync(
            "/work-orders",
            new
            {
                assetCode = codes[0], workKind = "generation", description = "No mains, told by telephone",
                occurredAt = Start.AddMinutes(-2),
            },
            As("dispatcher"))).GetProperty("orderId").GetGuid();
        await host.SettledAsync();
        await (await host.GetAsync("/api/v1/power-areas?region=Shanghai&county=Fengxian", As("dispatcher")))
            .ShouldBeProblemAsync(HttpStatusCode.NotFound, "power-area.unknown");

        await SendAsync([.. codes.Select(c => Raised("P-" + c, c, -3))]);
        await SendAsync(Raised("old", codes[1], -400));
        await SendAsync(Cleared("old", codes[1], -390));
        await host.SettledAsync();

        var parent = await ParentAsync("Fengxian");
        parent.GetProperty("timeRaised").GetDateTimeOffset().ShouldBe(Start.AddMinutes(-3));
        (await WindowsAsync(order)).ShouldHaveSingleItem().ShouldBe(parent.GetProperty("code").GetString());
    }

    [Fact]
    public async Task OrderThatDidNotExist_WhenTheOutageTookIt_HasItsWindowOnceItDoes()
    {
        var codes = await StationsAsync("G", "Qingpu");
        var order = WorkOrderEntity.IdForTicket(AssetIds.TicketOf(AssetIds.Of("default", codes[0]), 1));
        var terms = (await host.Services.GetRequiredService<OutageRules>()
            .ForAsync("default", CancellationToken.None))(Start).Pin();
        foreach (var code in codes)
        {
            await NoteAsync(new NoteMainsLost(
                "Shanghai", "Qingpu", AssetIds.Of("default", code), code, Start.AddMinutes(-3),
                code == codes[0] ? order : null, terms));
        }

        await host.SettledAsync();
        var parent = await ParentAsync("Qingpu");
        parent.GetProperty("affectedOrders").GetInt32().ShouldBe(1);

        await host.DoAsync(
            "/tickets",
            new
            {
                assetCode = codes[0], severity = "major", probableCause = "outOfService", description = "无信号",
                occurredAt = Start.AddMinutes(-30),
            },
            As("dispatcher"));
        await host.SettledAsync();

        (await WindowsAsync(order)).ShouldHaveSingleItem().ShouldBe(parent.GetProperty("code").GetString());
    }

    [Fact]
    public async Task OutageThatAPersonDeclared_TakesTheStations_AndNoneBeginsBesideIt()
    {
        var codes = await StationsAsync("D", "Songjiang");
        await host.DoAsync(
            "/declared-events",
            new
            {
                code = "grid-7", kind = "mass-outage", reason = "220 kV line down",
                areas = new[] { "Shanghai/Songjiang" }, from = Start.AddMinutes(-10),
            },
            As("dispatcher"));
        await host.SettledAsync();

        await SendAsync([.. codes.Select(c => Raised("P-" + c, c, -3))]);
        await host.SettledAsync();

        (await ParentAsync("Songjiang")).GetProperty("code").GetString().ShouldBe("grid-7");
        var area = await host.ReadAsync("/power-areas?region=Shanghai&county=Songjiang");
        area.GetProperty("stationsOut").GetInt32().ShouldBe(10);
    }

    private async Task NoteAsync(NoteMainsLost lost)
    {
        var area = new EntityKey(
            "default", PowerAreaEntity.TypeName, PowerAreaEntity.IdOf("default", lost.Region, lost.County));
        var answer = await host.Services.GetRequiredService<IEntities>().AskAsync(
            area, lost, new AskContext(Actor.System, lost.AssetId), CancellationToken.None);
        (answer as Answer.Refused)?.Refusal.ToString().ShouldBeNull();
    }

    private async Task<string[]> StationsAsync(string prefix, string county)
    {
        var codes = Enumerable.Range(0, 10).Select(i => $"{prefix}{i}").ToArray();
        foreach (var code in codes)
        {
            await host.DoAsync(
                "/assets",
                new
                {
                    code, name = "Site " + code, assetClass = "station-vip", areaClass = "U", region = "Shanghai",
                    county, tags = Array.Empty<string>(), station = new { batteryMinutes = 180 },
                },
                As("dispatcher"));
        }

        return codes;
    }

    private async Task<JsonElement> ParentAsync(string county) =>
        (await host.ReadAsync("/declared-events?category=mass-outage")).GetProperty("items").EnumerateArray()
        .Single(p => p.GetProperty("affectedLocation")[0].GetString() == $"Shanghai/{county}");

    private async Task<string?[]> WindowsAsync(Guid order) =>
        [.. (await host.ReadAsync($"/work-orders/{order}/sla")).GetProperty("windows").EnumerateArray()
            .Select(w => w.GetProperty("code").GetString())];

    private Task<JsonElement> SendAsync(params object[] items) =>
        host.DoAsync("/alarms:batch", new { items }, As("dispatcher"));

    private static object Raised(string id, string code, int minute) => new
    {
        alarmId = id, assetCode = code, state = "raised", perceivedSeverity = "major",
        probableCause = "commercialPowerFailure", alarmRaisedTime = Start.AddMinutes(minute),
    };

    private static object Cleared(string id, string code, int minute) => new
    {
        alarmId = id, assetCode = code, state = "cleared", alarmClearedTime = Start.AddMinutes(minute),
    };
}
