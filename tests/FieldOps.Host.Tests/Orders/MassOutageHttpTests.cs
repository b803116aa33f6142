using System.Net;
using System.Text.Json;
using FieldOps.Host.Tests.Edge;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

/// <summary>Ten stations of a county without mains power: one parent, by itself (domain reference, 6.3).</summary>
public sealed class MassOutageHttpTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    private const string County = "Chongming";

    [Fact]
    public async Task TenStations_HaveOneParent_WhoseWindowTheirOrdersInherit()
    {
        var codes = Enumerable.Range(0, 12).Select(i => $"M{i}").ToArray();
        foreach (var code in codes)
        {
            await AddStationAsync(code, code == "M0" ? 0 : 180);
        }

        // Eleven in two batches at once, one of them twice; the twelfth loses power later.
        var raised = codes[..11].Select((c, i) => Raised(c, i / 10.0)).ToArray();
        await Task.WhenAll(SendAsync(raised[..6]), SendAsync(raised[5..]));
        (await host.ReadAsync("/declared-events?category=mass-outage")).GetProperty("items").GetArrayLength()
            .ShouldBe(1);
        await host.AdvanceToAsync(40);
        await SendAsync(Raised(codes[11], 40));
        await host.AdvanceToAsync(60);
        await host.SettledAsync();
        await host.AdvanceToAsync(61);

        var parent = (await host.ReadAsync("/declared-events?category=mass-outage&open=true")).GetProperty("items")
            .EnumerateArray().ShouldHaveSingleItem();
        var code0 = parent.GetProperty("code").GetString()!;
        parent.GetProperty("timeRaised").GetDateTimeOffset().ShouldBe(Start);
        parent.GetProperty("originatorParty").GetString().ShouldBe("system");
        parent.GetProperty("affectedLocation")[0].GetString().ShouldBe($"Shanghai/{County}");
        parent.GetProperty("affectedOrders").GetInt32().ShouldBe(12);
        var children = (await host.ReadAsync($"/work-orders?declaredEvent={Uri.EscapeDataString(code0)}&limit=50"))
            .GetProperty("items").EnumerateArray().ToArray();
        children.Select(o => o.GetProperty("assetCode").GetString()).ShouldBe(codes, ignoreOrder: true);
        var area = await host.ReadAsync($"/power-areas?region=Shanghai&county={County}");
        (area.GetProperty("stationsOut").GetInt32(), area.GetProperty("level").GetString()).ShouldBe((12, "A"));

        await WithoutBatteryRestsAsync(children, code0);
        await EndAsync(codes, code0, children);
    }

    [Fact]
    public async Task PowerArea_IsTheOperatorsToRead()
    {
        await (await host.GetAsync("/api/v1/power-areas?region=Shanghai&county=Chongming", Worker(Alpha)))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "actor.role-not-allowed");
        await (await host.GetAsync("/api/v1/power-areas?region=Shanghai&county=Nowhere", As("dispatcher")))
            .ShouldBeProblemAsync(HttpStatusCode.NotFound, "power-area.unknown");
    }

    // A station without a battery has a repair order: its clock rests. A generation order belongs to the parent too.
    private async Task WithoutBatteryRestsAsync(JsonElement[] children, string code)
    {
        foreach (var child in children)
        {
            var why = await host.ReadAsync($"/work-orders/{child.GetProperty("id").GetGuid()}/sla");
            var window = why.GetProperty("windows").EnumerateArray().ShouldHaveSingleItem();
            window.GetProperty("code").GetString().ShouldBe(code);
            window.TryGetProperty("until", out _).ShouldBeFalse();
        }

        var repair = children.Single(c => c.GetProperty("workKind").GetString() == "repair");
        var clock = await RestoreAsync(repair);
        clock.GetProperty("runningMs").GetInt64().ShouldBe(0);
        clock.GetProperty("pausedMs").GetInt64().ShouldBeGreaterThan(0);
        clock.GetProperty("intervals")[0].GetProperty("reference").GetString().ShouldBe(code);
    }

    private async Task EndAsync(string[] codes, string parent, JsonElement[] children)
    {
        await SendAsync([.. codes.Select(c => Cleared(c, 61))]);
        await SendAsync([.. codes.Select(c => Cleared(c, 61))]);
        await host.SettledAsync();
        var line = (await host.ReadAsync("/declared-events?category=mass-outage")).GetProperty("items")
            .EnumerateArray().ShouldHaveSingleItem();
        line.GetProperty("code").GetString().ShouldBe(parent);
        line.GetProperty("status").GetString().ShouldBe("resolved");
        line.GetProperty("resolutionDate").GetDateTimeOffset().ShouldBe(Start.AddMinutes(61));

        await host.AdvanceToAsync(91);
        var repair = children.Single(c => c.GetProperty("workKind").GetString() == "repair");
        (await RestoreAsync(repair)).GetProperty("runningMs").GetInt64().ShouldBe(30 * 60_000);
        (await host.ReadAsync("/stuck-items")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    private async Task<JsonElement> RestoreAsync(JsonElement order) =>
        (await host.ReadAsync($"/work-orders/{order.GetProperty("id").GetGuid()}/sla")).GetProperty("clocks")
        .EnumerateArray().Single(c => c.GetProperty("clock").GetString() == "restore");

    private Task AddStationAsync(string code, int batteryMinutes) => host.DoAsync(
        "/assets",
        new
        {
            code, name = "Site " + code, assetClass = "station-vip", areaClass = "U", region = "Shanghai",
            county = County, tags = Array.Empty<string>(), station = new { batteryMinutes },
        },
        As("dispatcher"));

    private Task<JsonElement> SendAsync(params object[] items) =>
        host.DoAsync("/alarms:batch", new { items }, As("dispatcher"));

    private static object Raised(string code, double minute) => new
    {
        alarmId = "P-" + code, assetCode = code, state = "raised", perceivedSeverity = "major",
        probableCause = "commercialPowerFailure", alarmRaisedTime = Start.AddMinutes(minute),
    };

    private static object Cleared(string code, int minute) => new
    {
        alarmId = "P-" + code, assetCode = code, state = "cleared", alarmClearedTime = Start.AddMinutes(minute),
    };
}
