using System.Net;
using FieldOps.Host.Tests.Edge;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

/// <summary>Two orders for one trouble become one (合并): what was merged escalates no more and is nobody's any longer.
/// </summary>
public sealed class MergeHttpTests(LadderHost host) : IClassFixture<LadderHost>
{
    [Fact]
    public async Task Merged_Order_EscalatesNoMore_AndTheOtherIsTold()
    {
        var (first, second) = (await OrderAsync("M1"), await OrderAsync("M2"));
        for (var time = 1; time <= 2; time++)
        {
            var answer = await host.PostAsync(
                $"/api/v1/work-orders/{first}:merge", new { into = second, reason = "one flood" }, "merge-1",
                As("dispatcher"));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            var merged = await answer.JsonAsync();
            merged.GetProperty("status").GetString().ShouldBe("cancelled");
            merged.GetProperty("mergedInto").GetProperty("orderId").GetGuid().ShouldBe(second);
        }

        await host.AdvanceToAsync((await NowAsync() - Start).TotalMinutes + 3000);
        (await StepsAsync(first)).ShouldNotContain("work-order.clock-breached.v1");
        (await StepsAsync(second)).ShouldContain("work-order.clock-breached.v1");
        (await StepsAsync(second)).Count(s => s == "work-order.appended.v1").ShouldBe(1);
    }

    [Fact]
    public async Task Merge_IntoItself_IntoNothing_IntoWhatHasEnded_IsRefused()
    {
        var (first, second) = (await OrderAsync("M3"), await OrderAsync("M4"));
        await host.DoAsync($"/work-orders/{second}:cancel", new { reason = "by mistake" }, As("dispatcher"));

        await RefusedAsync(first, first, HttpStatusCode.UnprocessableEntity, "work-order.merged-into-itself");
        await RefusedAsync(
            first, Guid.NewGuid(), HttpStatusCode.UnprocessableEntity, "work-order.merge-target-unknown");
        await RefusedAsync(first, second, HttpStatusCode.Conflict, "work-order.merge-target-ended");
        await RefusedAsync(second, first, HttpStatusCode.Conflict, "work-order.ended");
    }

    private async Task RefusedAsync(Guid order, Guid into, HttpStatusCode status, string code)
    {
        var body = new { into, reason = "one flood" };
        var answer = await host.PostAsync($"/work-orders/{order}:merge", body, As("dispatcher"));
        await answer.ShouldBeProblemAsync(status, code);
    }

    private async Task<Guid> OrderAsync(string asset)
    {
        await host.AddAssetAsync(asset, "station-vip");
        var id = await host.ReportAsync(asset, (await NowAsync() - Start).TotalMinutes);
        await host.SettledAsync();
        return id;
    }

    private async Task<string[]> StepsAsync(Guid order) =>
    [
        .. (await host.ReadAsync($"/work-orders/{order}/timeline?limit=200")).GetProperty("items").EnumerateArray()
            .Select(l => l.GetProperty("event").GetString()!),
    ];

    private async Task<DateTimeOffset> NowAsync() =>
        (await host.ReadAsync("/clock")).GetProperty("now").GetDateTimeOffset();
}
