using System.Net;
using System.Text.Json;
using FieldOps.Host.Tests.Edge;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

/// <summary>What the phone's clock shows is of the sending, not of the wish (domain reference, section 5.3).</summary>
public sealed class DeviceClockTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    private static (string, string)[] Phone(DateTimeOffset shows) =>
        [.. Worker(Alpha), ("X-Device-Clock", shows.ToString("O"))];

    private async Task<(Guid Id, DateTimeOffset Now)> AcceptedAsync(string code)
    {
        await host.AddAssetAsync(code, "station-vip");
        var now = (await host.ReadAsync("/clock")).GetProperty("now").GetDateTimeOffset();
        var id = await host.ReportAsync(code, (now - Start).TotalMinutes);
        await host.SettledAsync();
        await host.DoAsync($"/work-orders/{id}:accept", new { }, Worker(Alpha));
        return (id, now);
    }

    private async Task<JsonElement> ArrivalAsync(Guid id) =>
        (await host.ReadAsync($"/work-orders/{id}/timeline?limit=500")).GetProperty("items").EnumerateArray()
            .Single(e => e.GetProperty("event").GetString() == "work-order.milestone-reached.v1")
            .GetProperty("facts").GetProperty("time");

    [Fact]
    public async Task TheSameBytes_SentHoursLater_KeepTheirTime()
    {
        var (id, now) = await AcceptedAsync("P1");
        var body = new { claimedAt = now };
        await host.AdvanceToAsync((now - Start).TotalMinutes + 120);

        await host.DoAsync($"/work-orders/{id}:arrive", body, Phone(now.AddMinutes(120)));

        var time = await ArrivalAsync(id);
        time.GetProperty("countedAt").GetDateTimeOffset().ShouldBe(now);
        time.GetProperty("flags").EnumerateArray().Select(f => f.GetString()).ShouldBe(["received-late"]);
    }

    [Fact]
    public async Task TheSameWish_WithAClockReadAnew_IsTheSameWish()
    {
        var (id, now) = await AcceptedAsync("P2");
        var (path, key) = ($"/api/v1/work-orders/{id}:note", host.Key());
        var body = new { kind = "stage-feedback", text = "digging" };
        var first = await host.PostAsync(path, body, key, Phone(now));
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        await host.AdvanceToAsync((now - Start).TotalMinutes + 30);

        var again = await host.PostAsync(path, body, key, Phone(now.AddMinutes(30)));

        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        again.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
    }

    [Fact]
    public async Task APhoneThatIsHoursOff_IsSetRight()
    {
        var (id, now) = await AcceptedAsync("P3");
        await host.DoAsync($"/work-orders/{id}:arrive", new { claimedAt = now.AddHours(-9) }, Phone(now.AddHours(-9)));

        var time = await ArrivalAsync(id);
        time.GetProperty("countedAt").GetDateTimeOffset().ShouldBe(now);
        time.GetProperty("flags").EnumerateArray().Select(f => f.GetString()).ShouldBe(["device-clock-off"]);
    }

    [Fact]
    public async Task AClockInTheBody_IsRefused()
    {
        var (id, now) = await AcceptedAsync("P4");
        var response = await host.PostAsync(
            $"/work-orders/{id}:arrive", new { claimedAt = now, deviceClock = now }, Worker(Alpha));
        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "body.invalid");
    }
}
