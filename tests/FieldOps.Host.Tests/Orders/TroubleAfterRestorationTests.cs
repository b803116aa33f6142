using System.Text.Json;
using FieldOps.Domain.WorkOrders;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

/// <summary>What begins on an asset after its restoration is another trouble, with an order of its own.</summary>
public sealed class TroubleAfterRestorationTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    private static readonly object s_reply =
        new { phenomenon = "loss", faultType = "antenna", measures = "replaced", responsible = "p-7" };

    [Fact]
    public async Task Report_OfATroubleAfterTheRestoration_MakesAnOrderAtOnce_ThoughTheDoneOneWaitsForItsArchive()
    {
        await host.AddAssetAsync("R1", "station-vip");
        var (id, restored) = await DoneAsync("R1", verified: true);
        await host.AdvanceToAsync(restored + 300);

        var earlier = await ReportAsync("R1", restored - 1);
        earlier.GetProperty("status").GetString().ShouldBe("attached");
        OrderOf(earlier).ShouldBe(id);
        var report = await ReportAsync("R1", restored + 300);
        report.GetProperty("status").GetString().ShouldBe("raised");
        OrderOf(report).ShouldNotBe(id);
        (await OrdersAsync("R1")).ShouldBe(["verified", "dispatched"], ignoreOrder: true);
        var again = await ReportAsync("R1", restored + 299);
        (OrderOf(again), again.GetProperty("status").GetString()).ShouldBe((OrderOf(report), "attached"));
        var past = await ReportAsync("R1", restored - 2);
        OrderOf(past).ShouldBe(id);

        await host.DoAsync($"/work-orders/{id}:archive", new { }, As("dispatcher"));
        (await host.ReadAsync("/tickets?assetCode=R1&status=closed")).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await host.ReadAsync("/tickets?assetCode=R1&status=open")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Alarm_AfterTheRestoration_MakesAnOrderWhenItHasLasted()
    {
        await host.AddAssetAsync("R2", "station-vip");
        var (_, restored) = await DoneAsync("R2", verified: true);
        await host.AdvanceToAsync(restored + 60);
        var alarm = new
        {
            alarmId = "R2-1", assetCode = "R2", state = "raised", perceivedSeverity = "major",
            probableCause = "antennaFailure", alarmRaisedTime = Start.AddMinutes(restored + 60),
        };
        await host.DoAsync("/alarms:batch", new { items = new[] { alarm } }, As("dispatcher"));

        await host.AdvanceToAsync(restored + 76);

        (await OrdersAsync("R2")).ShouldBe(["verified", "dispatched"], ignoreOrder: true);
    }

    [Fact]
    public async Task Report_AfterARejectedRestoration_GoesWithTheOrderThatIsBackInWork()
    {
        await host.AddAssetAsync("R3", "station-vip");
        var (id, restored) = await DoneAsync("R3", verified: false);
        await host.AdvanceToAsync(restored + 60);
        await host.DoAsync(
            $"/work-orders/{id}:return-reply", new { reason = "still down", restorationRejected = true },
            As("qa-reviewer"));
        await host.SettledAsync();

        var report = await ReportAsync("R3", restored + 50);

        (OrderOf(report), report.GetProperty("status").GetString()).ShouldBe((id, "attached"));
    }

    private static Guid OrderOf(JsonElement intake) =>
        WorkOrderEntity.IdForTicket(intake.GetProperty("ticketId").GetGuid());

    private async Task<(Guid Order, double RestoredMinute)> DoneAsync(string code, bool verified)
    {
        var now = await MinuteAsync();
        var id = await host.ReportAsync(code, now);
        await host.SettledAsync();
        await host.AdvanceToAsync(now + 2);
        await host.DoAsync($"/work-orders/{id}:accept", new { }, Worker(Alpha));
        await host.DoAsync($"/work-orders/{id}:arrive", new { }, Worker(Alpha));
        await host.DoAsync($"/work-orders/{id}:restore", new { permanent = true }, Worker(Alpha));
        await host.DoAsync($"/work-orders/{id}:reply", s_reply, Worker(Alpha));
        if (verified)
        {
            await host.DoAsync(
                $"/work-orders/{id}:verify", new { attribution = "contractor-scope" }, As("qa-reviewer"));
        }

        await host.SettledAsync();
        return (id, now + 2);
    }

    private async Task<double> MinuteAsync() =>
        ((await host.ReadAsync("/clock")).GetProperty("now").GetDateTimeOffset() - Start).TotalMinutes;

    private Task<JsonElement> ReportAsync(string code, double minute) => host.DoAsync(
        "/tickets",
        new
        {
            assetCode = code, severity = "major", probableCause = "antennaFailure", description = "down again",
            occurredAt = Start.AddMinutes(minute),
        },
        As("dispatcher"));

    private async Task<string?[]> OrdersAsync(string code) =>
    [
        .. (await host.ReadAsync($"/work-orders?assetCode={code}")).GetProperty("items").EnumerateArray()
            .Select(o => o.GetProperty("status").GetString()),
    ];
}
