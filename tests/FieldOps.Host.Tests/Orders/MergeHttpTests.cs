using System.Net;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Entities;
using Microsoft.Extensions.DependencyInjection;
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

    [Fact]
    public async Task TwoOrders_MergedIntoEachOtherAtOnce_DoNotBothEnd_AndEachCallerHasAnAnswer()
    {
        for (var time = 0; time < 5; time++)
        {
            var (first, second) = (await OrderAsync($"M5{time}"), await OrderAsync($"M6{time}"));
            var answers = await Task.WhenAll(MergeAsync(first, second), MergeAsync(second, first));
            await host.SettledAsync();
            var alive = new[] { await StatusAsync(first), await StatusAsync(second) }.Count(s => s != "cancelled");
            alive.ShouldBe(2 - answers.Count(a => a.IsSuccessStatusCode));
            alive.ShouldBeGreaterThan(0);
            foreach (var refused in answers.Where(a => !a.IsSuccessStatusCode))
            {
                refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            }
        }
    }

    [Fact]
    public async Task Merge_ThatWasRefused_LeavesTheOrderFree_UnderItsOwnKeyToo()
    {
        var (first, second) = (await OrderAsync("M7"), await OrderAsync("M8"));
        var third = await OrderAsync("M9");
        await AskAsync(second, Mark(third));
        (await MergeAsync(first, second, "merge-7")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await AskAsync(second, new DropMerge(third));
        (await MergeAsync(first, second, "merge-7")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await MergeAsync(first, second, "merge-7")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(first)).ShouldBe("cancelled");
        (await MergeAsync(second, third)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    // The call died after the other had taken it over.
    [Fact]
    public async Task TakenOver_Order_Ends_ThoughItsCallIsGone()
    {
        var (first, second) = (await OrderAsync("M10"), await OrderAsync("M11"));
        await AskAsync(first, Mark(second));
        await AskAsync(second, new TakeOverOrder(first, "M10", "one flood", "M10 ends"));
        await host.SettledAsync();
        var ended = await host.ReadAsync($"/work-orders/{first}/timeline?limit=200");
        ended.GetProperty("items").EnumerateArray().Last().GetProperty("event").GetString()
            .ShouldBe("work-order.cancelled.v1");
        (await StatusAsync(first)).ShouldBe("cancelled");
    }

    private static MergeOrder Mark(Guid into) => new(new MergedInto(into, "any"), "one flood");

    private async Task AskAsync(Guid order, ICommand command)
    {
        var answer = await host.Services.GetRequiredService<IEntities>().AskAsync(
            new EntityKey("default", WorkOrderEntity.TypeName, order), command,
            new AskContext(Actor.System, Guid.NewGuid()), CancellationToken.None);
        answer.ShouldBeOfType<Answer.Accepted>();
    }

    private Task<HttpResponseMessage> MergeAsync(Guid order, Guid into, string? key = null) => host.PostAsync(
        $"/api/v1/work-orders/{order}:merge", new { into, reason = "one flood" }, key ?? host.Key(), As("dispatcher"));

    private async Task<string?> StatusAsync(Guid order) =>
        (await host.ReadAsync($"/work-orders/{order}")).GetProperty("status").GetString();

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
