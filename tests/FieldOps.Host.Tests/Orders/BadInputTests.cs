using System.Globalization;
using System.Net;
using FieldOps.Host.Tests.Edge;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

/// <summary>
/// What people and their telephones get wrong about times and pauses: each is refused by its code, and changes nothing.
/// A VIP station, looked at an hour after its dispatch.
/// </summary>
public sealed class BadInputTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    private static readonly string[] s_photo = ["sha256:1"];

    [Fact]
    public async Task Times_ThatCannotBe_AreRefusedByCode_AndTheOrderIsAsBefore()
    {
        var since = await MinuteAsync();
        var id = await AcceptedAsync("B1", since);
        await host.AdvanceToAsync(since + 60);
        await RefusedAsync(id, "arrive", At(since - 1), "work-order.time-before-dispatch");
        await RefusedAsync(id, "arrive", At(since + 66), "work-order.time-in-future");
        await RefusedAsync(id, "arrive", "9999-12-31T23:59:59Z", "work-order.time-in-future");
        await RefusedAsync(id, "arrive", At(since - 5 * 24 * 60), "work-order.time-too-old");
        await RefusedAsync(id, "arrive", "0001-01-01T00:00:00Z", "work-order.time-too-old");
        foreach (var none in new[]
        {
            "2024-03-01T08:30:00", "2024-02-30T08:30:00Z", "2023-02-29T08:30:00Z", "2024-03-01T24:30:00Z",
            "2024-03-01T08:30:60Z", "0001-01-01T00:00:00+14:00", "yesterday",
        })
        {
            await RefusedAsync(id, "arrive", none, "body.invalid");
        }

        // A leap day is a day, in whatever zone it is told; before the dispatch it is for that reason wrong.
        await RefusedAsync(id, "arrive", "2024-02-29T23:59:00+08:00", "work-order.time-before-dispatch");
        await host.DoAsync($"/work-orders/{id}:arrive", new { claimedAt = At(since + 30) }, Worker(Alpha));
        await RefusedAsync(id, "arrive", At(since + 31), "work-order.milestone-already-recorded");
        await RefusedAsync(id, "depart", At(since + 31), "work-order.milestone-out-of-order");
        await RefusedAsync(id, "restore", At(since + 29), "work-order.milestone-out-of-order");
        var before = (await host.ReadAsync($"/work-orders/{id}/timeline")).GetProperty("items").GetArrayLength();

        // The same told twice is once.
        await host.DoAsync($"/work-orders/{id}:arrive", new { claimedAt = At(since + 30) }, Worker(Alpha));
        (await host.ReadAsync($"/work-orders/{id}/timeline")).GetProperty("items").GetArrayLength().ShouldBe(before);
    }

    [Fact]
    public async Task Pauses_ThatOverlapOrReachOutOfTheOrder_AreRefusedByCode()
    {
        var since = await MinuteAsync();
        var id = await AcceptedAsync("B2", since);
        await host.AdvanceToAsync(since + 60);
        await host.DoAsync(
            $"/work-orders/{id}:suspend", Pause(since + 10, since + 20), Worker(Alpha));
        await PauseRefusedAsync(id, since + 15, since + 25, "work-order.pause-overlaps");
        await PauseRefusedAsync(id, since + 5, since + 40, "work-order.pause-overlaps");
        await PauseRefusedAsync(id, since + 30, since + 30, "work-order.pause-overlaps");
        await PauseRefusedAsync(id, since + 40, since + 30, "work-order.pause-overlaps");
        // Longer than the order: at either end.
        await PauseRefusedAsync(id, since - 10, since + 5, "work-order.time-before-dispatch");
        await PauseRefusedAsync(id, since + 30, since + 70, "work-order.time-in-future");
        await PauseRefusedAsync(id, since - 10, since + 100, "work-order.time-in-future");
        await PauseRefusedAsync(id, since - 3 * 24 * 60, since + 5, "work-order.pause-too-old");
        await (await host.PostAsync(
            $"/work-orders/{id}:suspend", new { reason = "access-denied", evidence = new string?[] { null } },
            Worker(Alpha))).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "body.invalid");
        await (await host.PostAsync(
            $"/work-orders/{id}:suspend", new { reason = "own-vehicle", evidence = s_photo }, Worker(Alpha)))
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest, "body.invalid");

        // Side by side is no overlap: the ends are half open.
        await host.DoAsync($"/work-orders/{id}:suspend", Pause(since + 20, since + 30), Worker(Alpha));
        var why = await host.ReadAsync($"/work-orders/{id}/sla");
        why.GetProperty("clocks").EnumerateArray()
            .Single(c => c.GetProperty("clock").GetString() == "restore")
            .GetProperty("pausedMs").GetInt64().ShouldBe(20 * 60_000);
    }

    private async Task<double> MinuteAsync() =>
        ((await host.ReadAsync("/clock")).GetProperty("now").GetDateTimeOffset() - Start).TotalMinutes;

    private async Task<Guid> AcceptedAsync(string code, double minute)
    {
        await host.AddAssetAsync(code, "station-vip");
        var id = await host.ReportAsync(code, minute);
        await host.SettledAsync();
        await host.DoAsync($"/work-orders/{id}:accept", new { }, Worker(Alpha));
        return id;
    }

    private async Task RefusedAsync(Guid id, string verb, string claimedAt, string code)
    {
        var answer = await host.PostAsync($"/work-orders/{id}:{verb}", new { claimedAt }, Worker(Alpha));
        ((int)answer.StatusCode).ShouldBeInRange(400, 499, claimedAt);
        (await answer.JsonAsync()).GetProperty("code").GetString().ShouldBe(code, claimedAt);
    }

    private async Task PauseRefusedAsync(Guid id, double from, double until, string code)
    {
        var answer = await host.PostAsync($"/work-orders/{id}:suspend", Pause(from, until), Worker(Alpha));
        (await answer.JsonAsync()).GetProperty("code").GetString().ShouldBe(code, $"{from} to {until}");
    }

    private static object Pause(double from, double until) =>
        new { reason = "access-denied", evidence = s_photo, from = At(from), until = At(until) };

    private static string At(double minute) =>
        Start.AddMinutes(minute).ToString("O", CultureInfo.InvariantCulture);
}
