using System.Net;
using System.Text.Json;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Host.Tests.Edge;
using static FieldOps.Host.Tests.Recomputes.RecomputeHost;

namespace FieldOps.Host.Tests.Recomputes;

/// <summary>
/// A flood declared, or withdrawn, after the archive: what would move a clock is left for people, who ask for a
/// recompute; after that the event has nothing more to tell.
/// </summary>
public sealed class DeclaredLateTests(RecomputeHost host) : IClassFixture<RecomputeHost>
{
    [Fact]
    public async Task Flood_DeclaredAfterTheArchive_ReachesTheOrder_AndWithdrawnLeavesIt()
    {
        var from = host.Now;
        await host.OrdersAsync("f", 2, 340);
        (await RestoreAsync("f-1")).Outcome.ShouldBe(ClockOutcome.Late);
        await DeclareAsync("flood-1", from, from.AddMinutes(120), Id("f-1"));
        var item = (await StuckAsync()).ShouldHaveSingleItem();
        (item.GetProperty("targetId").GetGuid(), item.GetProperty("code").GetString())
            .ShouldBe((Id("f-1"), "work-order.needs-recompute"));
        item.GetProperty("facts").GetProperty("event").GetString().ShouldBe("flood-1");

        await RecomputeAsync(from, new { orderId = Id("f-1"), declaredEvents = new[] { "flood-1" } }, mends: 1);

        var restore = await RestoreAsync("f-1");
        (restore.Outcome, restore.Paused).ShouldBe((ClockOutcome.OnTime, TimeSpan.FromMinutes(120)));
        (await RestoreAsync("f-2")).Outcome.ShouldBe(ClockOutcome.Late);
        (await host.ReadAsync($"/work-orders/{Id("f-1")}/sla")).GetProperty("windows")[0].GetProperty("code")
            .GetString().ShouldBe("flood-1");
        (await ListedAsync("windows", "f-1")).ShouldContain("flood-1");
        await RetryAsync(item);
        (await StuckAsync()).ShouldBeEmpty();

        await host.SendAsync("/declared-events/flood-1:withdraw", new { reason = "another county" }, "dispatcher");
        await host.SettledAsync();
        item = (await StuckAsync()).ShouldHaveSingleItem();
        (await RestoreAsync("f-1")).Outcome.ShouldBe(ClockOutcome.OnTime);
        await RecomputeAsync(from, new { orderId = Id("f-1"), declaredEvents = new[] { "flood-1" } }, breaks: 1);
        (await RestoreAsync("f-1")).Outcome.ShouldBe(ClockOutcome.Late);
        await RetryAsync(item);
        await host.RowsAreThoseOfARebuildAsync();
    }

    // Declared too long and corrected, each time after the archive: one recompute answers both.
    [Fact]
    public async Task Flood_CorrectedBeforeTheRecompute_LeavesNoItemThatNobodyCanClose()
    {
        var from = host.Now;
        await host.OrdersAsync("w", 1, 340);
        await DeclareAsync("flood-w", from, from.AddMinutes(200), Id("w-1"));
        var first = (await StuckAsync()).ShouldHaveSingleItem();
        await host.SendAsync(
            "/declared-events/flood-w:set-window", new { from, until = from.AddMinutes(120) }, "dispatcher");
        await host.SettledAsync();
        (await StuckAsync()).Count.ShouldBe(2);

        await RecomputeAsync(from, new { orderId = Id("w-1"), declaredEvents = new[] { "flood-w" } }, mends: 1);

        foreach (var item in await StuckAsync())
        {
            await RetryAsync(item);
        }

        (await StuckAsync()).ShouldBeEmpty(first.ToString());
        (await RestoreAsync("w-1")).Paused.ShouldBe(TimeSpan.FromMinutes(120));
    }

    // Attached by mistake and taken back: no clock has moved, and nothing is left to ask a recompute for.
    [Fact]
    public async Task Flood_DetachedAgain_LeavesAnItemThatARetryCloses()
    {
        var from = host.Now;
        await host.OrdersAsync("t", 1, 340);
        await DeclareAsync("flood-t", from, from.AddMinutes(120), Id("t-1"));
        var attach = (await StuckAsync()).ShouldHaveSingleItem();
        await DetachAsync("flood-t", Id("t-1"));
        (await StuckAsync()).ShouldHaveSingleItem();

        await RetryAsync(attach);

        (await StuckAsync()).ShouldBeEmpty();
        (await RestoreAsync("t-1")).Outcome.ShouldBe(ClockOutcome.Late);
        ((WorkOrderState)(await host.OrderAsync("t-1")).State).Windows.ShouldBeEmpty();
    }

    // What the event says still is asked again, what it said in between is not.
    [Fact]
    public async Task Flood_SetBackToWhatItWas_LeavesItemsThatARetryCloses_OnceAnOrderHasTheWindow()
    {
        var from = host.Now;
        await host.OrdersAsync("s", 1, 340);
        await DeclareAsync("flood-s", from, from.AddMinutes(120), Id("s-1"));
        await RecomputeAsync(from, new { orderId = Id("s-1"), declaredEvents = new[] { "flood-s" } }, mends: 1);
        await RetryAsync((await StuckAsync()).ShouldHaveSingleItem());
        await SetWindowAsync("flood-s", from, from.AddMinutes(300));
        var between = (await StuckAsync()).ShouldHaveSingleItem();
        await (await host.TryAsync(
                $"/stuck-items/{between.GetProperty("id").GetInt64()}:retry", new { }, "operations-manager"))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "work-order.needs-recompute");
        await SetWindowAsync("flood-s", from, from.AddMinutes(120));
        await DetachAsync("flood-s", Id("s-1"));
        var detach = (await StuckAsync())[^1];
        await AttachAsync("flood-s", Id("s-1"));

        await RetryAsync(between);
        await RetryAsync(detach);

        (await StuckAsync()).ShouldBeEmpty();
        (await RestoreAsync("s-1")).Paused.ShouldBe(TimeSpan.FromMinutes(120));
    }

    // Withdrawn while the difference waits, or between the approval and the asking: no order rests on it.
    [Fact]
    public async Task Flood_WithdrawnBeforeTheApproval_UnbreachesNothing()
    {
        var from = host.Now;
        await host.OrdersAsync("v", 1, 340);
        await DeclareAsync("flood-v", from, from.AddMinutes(120), Id("v-1"));
        var body = Body(from, new { orderId = Id("v-1"), declaredEvents = new[] { "flood-v" } });
        var id = (await host.SendAsync("/sla-recomputes", body, "operations-manager"))
            .GetProperty("recomputeId").GetGuid();
        var digest = (await host.UntilAsync(id, "ready")).GetProperty("digest").GetString()!;
        await host.SendAsync("/declared-events/flood-v:withdraw", new { reason = "another county" }, "dispatcher");
        await host.SettledAsync();

        await (await host.TryAsync($"/sla-recomputes/{id}:approve", new { digest }, "department-head"))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "sla-recompute.event-changed");

        await host.ApprovedUnseenAsync(id, digest);
        (await host.UntilAsync(id, "applied")).GetProperty("skipped").GetInt32().ShouldBe(1);
        (await host.ReadAsync($"/sla-recomputes/{id}/orders")).GetProperty("items")[0].GetProperty("code")
            .GetString().ShouldBe("sla-recompute.event-changed");
        (await RestoreAsync("v-1")).Outcome.ShouldBe(ClockOutcome.Late);
        foreach (var item in await StuckAsync())
        {
            await host.SendAsync(
                $"/stuck-items/{item.GetProperty("id").GetInt64()}:dismiss", new { note = "withdrawn" },
                "operations-manager");
        }
    }

    [Fact]
    public async Task Clock_SuppressedAfterTheArchive_IsJudgedNoMore_InOrderAndFigures()
    {
        var from = host.Now;
        await host.OrdersAsync("d", 1, 340);

        await RecomputeAsync(from, new { orderId = Id("d-1"), suppressClocks = new[] { "restore" } });

        (await RestoreAsync("d-1")).Outcome.ShouldBe(ClockOutcome.Void);
        (await FiguresAsync("d-1")).ShouldBe("unjudged");
        (await ListedAsync("suppressed", "d-1")).ShouldBe("4");
        await RecomputeAsync(from, new { orderId = Id("d-1"), restoreClocks = new[] { "restore" } });
        (await RestoreAsync("d-1")).Outcome.ShouldBe(ClockOutcome.Late);
        (await FiguresAsync("d-1")).ShouldBe("late");
        await host.RowsAreThoseOfARebuildAsync();
    }

    [Fact]
    public async Task Event_ThatNobodyDeclared_IsRefused()
    {
        var body = Body(host.Now, new { orderId = Id("x"), declaredEvents = new[] { "no-flood" } });
        await (await host.TryAsync("/sla-recomputes", body, "operations-manager"))
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "sla-recompute.event-unknown");
    }

    private async Task DeclareAsync(string code, DateTimeOffset from, DateTimeOffset until, Guid order)
    {
        var areas = new[] { "Shanghai/*" };
        await host.SendAsync(
            "/declared-events", new { code, kind = "force-majeure", reason = "洪水", areas, from, until }, "dispatcher");
        await AttachAsync(code, order);
    }

    private async Task AttachAsync(string code, Guid order)
    {
        await host.SendAsync($"/declared-events/{code}:attach", new { orders = new[] { order } }, "dispatcher");
        await host.SettledAsync();
    }

    private async Task DetachAsync(string code, Guid order)
    {
        await host.SendAsync($"/declared-events/{code}:detach", new { orders = new[] { order } }, "dispatcher");
        await host.SettledAsync();
    }

    private async Task SetWindowAsync(string code, DateTimeOffset from, DateTimeOffset until)
    {
        await host.SendAsync($"/declared-events/{code}:set-window", new { from, until }, "dispatcher");
        await host.SettledAsync();
    }

    private async Task RecomputeAsync(DateTimeOffset from, object order, int mends = 0, int breaks = 0)
    {
        var id = (await host.SendAsync("/sla-recomputes", Body(from, order), "operations-manager"))
            .GetProperty("recomputeId").GetGuid();
        var ready = await host.UntilAsync(id, "ready");
        var totals = ready.GetProperty("totals");
        (totals.GetProperty("changed").GetInt32(), totals.GetProperty("mends").GetInt32(),
            totals.GetProperty("breaks").GetInt32()).ShouldBe((1, mends, breaks));
        var approval = new { digest = ready.GetProperty("digest").GetString() };
        await host.SendAsync($"/sla-recomputes/{id}:approve", approval, "department-head");
        (await host.UntilAsync(id, "applied")).GetProperty("skipped").GetInt32().ShouldBe(0);
        await host.SettledAsync();
    }

    private object Body(DateTimeOffset from, object order) => new
    {
        reason = "Flood", scope = new { from, to = host.Now.AddMinutes(1) }, change = new { orders = new[] { order } },
    };

    private Task RetryAsync(JsonElement item) =>
        host.SendAsync($"/stuck-items/{item.GetProperty("id").GetInt64()}:retry", new { }, "operations-manager");

    private async Task<List<JsonElement>> StuckAsync() =>
        [.. (await host.ReadAsync("/stuck-items")).GetProperty("items").EnumerateArray()];

    private async Task<ClockResult> RestoreAsync(string order) =>
        ((WorkOrderState)(await host.OrderAsync(order)).State).Outcome!.Clocks
        .Single(c => c.Clock == ClockKind.Restore);

    // A column of the order's row in the list.
    private async Task<string> ListedAsync(string column, string order) => (await host.QueryAsync(
        $"select {column}::text from work_orders.work_order where number = 'GD-{order}'")).Single();

    // What the figures say of the order's restore clock.
    private async Task<string?> FiguresAsync(string order)
    {
        foreach (var outcome in new[] { "", "&outcome=unjudged" })
        {
            var rows = await host.ReadAsync($"/sla/compliance/orders?limit=500&clock=restore{outcome}");
            foreach (var row in rows.GetProperty("items").EnumerateArray()
                .Where(i => i.GetProperty("number").GetString() == "GD-" + order))
            {
                return row.GetProperty("outcome").GetString();
            }
        }

        return null;
    }
}
