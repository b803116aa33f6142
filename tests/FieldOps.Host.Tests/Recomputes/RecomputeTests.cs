using System.Net;
using System.Text.Json;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Host.Tests.Edge;
using static FieldOps.Host.Tests.Recomputes.RecomputeHost;

namespace FieldOps.Host.Tests.Recomputes;

/// <summary>Recomputes through the whole host: tried out, approved by a second person, applied, gone on after a
/// stop.</summary>
public sealed class RecomputeTests(RecomputeHost host) : IClassFixture<RecomputeHost>
{
    // The board shows the limit that the due time follows from.
    [Fact]
    public async Task ShorterMatrix_OfAnOrderThatRuns_IsOnTheBoard_AsARebuildHasIt()
    {
        var from = host.Now;
        await host.HandedOverAsync("runs", 200);
        var version = await host.PolicyAsync(1_500, "report");
        var id = await RequestAsync(from, new { slaPolicy = new { id = "default", version } });

        await ApproveAsync(id, await host.UntilAsync(id, "ready"));
        await host.UntilAsync(id, "applied");

        await host.SettledAsync();
        (await host.QueryAsync($"""
            select clock || ' ' || limit_minutes from compliance.running_clock where order_id = '{Id("runs")}'
            """)).ShouldBe(["report 1500"]);
        await host.RowsAreThoseOfARebuildAsync();
    }

    [Fact]
    public async Task Order_MadeLaterThanItsRulesWereAsked_TellsThatInstant_AndIsRecomputedByIt()
    {
        var from = host.Now;
        await host.OrdersAsync("late-made", 1, 20);

        (await host.ReadAsync($"/work-orders/{Id("late-made-1")}/sla")).GetProperty("decidedAt").GetDateTimeOffset()
            .ShouldBe(from - RulesBefore);
        var state = (WorkOrderState)(await host.OrderAsync("late-made-1")).State;
        state.Origin!.CreatedAt.ShouldBe(from);
        OrderIntervals.Of(state)!.RulesAt.ShouldBe(from - RulesBefore);
        await host.RowsAreThoseOfARebuildAsync();
    }

    [Fact]
    public async Task ShorterMatrix_TriedOut_MovesNothing_Applied_MovesOrdersMonthsAndRows()
    {
        var from = host.Now;
        await host.OrdersAsync("a", 4, 200);
        await host.OrdersAsync("b", 6, 100);
        var version = await host.PolicyAsync(150);
        var id = await RequestAsync(from, new { slaPolicy = new { id = "default", version } });

        var ready = await host.UntilAsync(id, "ready");

        var totals = ready.GetProperty("totals");
        (Int(totals, "orders"), Int(totals, "changed"), Int(totals, "breaks"), Int(totals, "mends"))
            .ShouldBe((10, 10, 4, 0));
        totals.GetProperty("differenceCny").GetDecimal().ShouldBeLessThan(0);
        var month = (await host.ReadAsync($"/sla-recomputes/{id}/months")).GetProperty("items")[0];
        (month.GetProperty("contractorCode").GetString(), month.GetProperty("month").GetString(),
            month.GetProperty("status").GetString(), Int(month, "breaks")).ShouldBe(("REC", "2024-02", "open", 4));
        var (before, after) = (Number(month, "scoreBefore"), Number(month, "scoreAfter"));
        after.ShouldBeLessThan(before);
        (await RestoreAsync("a-1")).Outcome.ShouldBe(ClockOutcome.OnTime);
        (await PagesAsync($"/sla-recomputes/{id}/orders?flips=true&limit=3")).Count.ShouldBe(4);
        (await PagesAsync($"/sla-recomputes/{id}/orders?contractor=REC&month=2024-02&limit=4")).Count.ShouldBe(10);
        (await PagesAsync($"/sla-recomputes/{id}/orders?month=2024-01")).ShouldBeEmpty();

        await ApproveAsync(id, ready);
        var applied = await host.UntilAsync(id, "applied");

        (Int(applied, "applied"), Int(applied, "skipped")).ShouldBe((10, 0));
        var restore = await RestoreAsync("a-1");
        (restore.Outcome, restore.LimitMinutes).ShouldBe((ClockOutcome.Late, 150));
        await host.SettledAsync();
        (await host.ReadAsync("/months/REC/2024-02/today")).GetProperty("score").GetDecimal().ShouldBe(after);
        (await host.ReadAsync($"/work-orders/{Id("a-1")}/sla")).GetProperty("policy").GetString()!
            .ShouldStartWith("default.v");
        (await host.ReadAsync($"/sla/compliance/orders?limit=500&clock=restore&contractor={Contractor}"))
            .GetProperty("items").EnumerateArray()
            .Where(i => i.GetProperty("number").GetString()!.StartsWith("GD-a-", StringComparison.Ordinal))
            .Select(i => i.GetProperty("outcome").GetString()).ShouldBe(["late", "late", "late", "late"]);
        await host.RowsAreThoseOfARebuildAsync();
    }

    [Fact]
    public async Task RefusedPause_JudgedOtherwiseAfterTheArchive_MendsThatOrderAlone()
    {
        var from = host.Now;
        await host.OrdersAsync("p", 2, 340, refusedPause: true);
        (await RestoreAsync("p-1")).Outcome.ShouldBe(ClockOutcome.Late);
        var id = await RequestAsync(from, new
        {
            orders = new[] { new { orderId = Id("p-1"), pauses = new[] { new { pauseNumber = 1, approved = true } } } },
        });

        var ready = await host.UntilAsync(id, "ready");
        (Int(ready.GetProperty("totals"), "changed"), Int(ready.GetProperty("totals"), "mends")).ShouldBe((1, 1));
        await ApproveAsync(id, ready);
        await host.UntilAsync(id, "applied");

        (await RestoreAsync("p-1")).Outcome.ShouldBe(ClockOutcome.OnTime);
        (await RestoreAsync("p-2")).Outcome.ShouldBe(ClockOutcome.Late);
        await host.SettledAsync();
        await host.RowsAreThoseOfARebuildAsync();
    }

    // REC has left; the order is HEI's, to whom a pause of REC is nothing. The money is REC's.
    [Fact]
    public async Task Pause_OfWhoLeft_JudgedOtherwise_MovesItsMonthAndRates_AndTheHeirsNot()
    {
        var from = host.Now;
        await host.HandedOverAsync("left", 340);
        await host.ArchivedByHeirAsync("left");
        (await ClocksAsync(Contractor, "left"))
            .ShouldBe(["accept on-time", "arrive late", "repair on-time", "restore late"]);
        (await ClocksAsync(Heir, "left")).ShouldBe(["accept on-time", "report on-time"]);
        var id = await RequestAsync(
            from,
            new
            {
                orders = new[]
                {
                    new { orderId = Id("left"), pauses = new[] { new { pauseNumber = 1, approved = true } } },
                },
            },
            "REC");

        var ready = await host.UntilAsync(id, "ready");

        var totals = ready.GetProperty("totals");
        (Int(totals, "orders"), Int(totals, "changed"), Int(totals, "breaks"), Int(totals, "mends"),
            Int(totals, "months")).ShouldBe((1, 1, 0, 1, 1));
        var row = (await PagesAsync($"/sla-recomputes/{id}/orders?contractor=REC")).ShouldHaveSingleItem();
        (row.GetProperty("contractorId").GetGuid(), Int(row, "mends")).ShouldBe((Contractor, 1));
        (await PagesAsync($"/sla-recomputes/{id}/orders?contractor=HEI")).ShouldBeEmpty();
        var month = (await host.ReadAsync($"/sla-recomputes/{id}/months")).GetProperty("items")[0];
        month.GetProperty("contractorCode").GetString().ShouldBe("REC");
        Number(month, "scoreAfter").ShouldBeGreaterThanOrEqualTo(Number(month, "scoreBefore"));
        Int(month, "mends").ShouldBe(1);

        await ApproveAsync(id, ready);
        var applied = await host.UntilAsync(id, "applied");

        (Int(applied, "applied"), Int(applied, "skipped")).ShouldBe((1, 0));
        await host.SettledAsync();
        (await host.ReadAsync("/months/REC/2024-02/today")).GetProperty("score").GetDecimal()
            .ShouldBe(Number(month, "scoreAfter"));
        (await ClocksAsync(Contractor, "left"))
            .ShouldBe(["accept on-time", "arrive late", "repair on-time", "restore on-time"]);
        await host.RowsAreThoseOfARebuildAsync();
    }

    // The share is in REC's month and in its rates from the hand-over on; the order is one order, and still open.
    [Fact]
    public async Task ShorterMatrix_MovesARunningOrder_AndTheShareOfWhoLeftIt()
    {
        var from = host.Now;
        await host.HandedOverAsync("open", 200);
        (await ClocksAsync(Contractor, "open"))
            .ShouldBe(["accept on-time", "arrive late", "repair on-time", "restore on-time"]);
        (await ClocksAsync(Heir, "open")).ShouldBeEmpty();
        var version = await host.PolicyAsync(90);
        var id = await RequestAsync(from, new { slaPolicy = new { id = "default", version } }, "REC");

        var ready = await host.UntilAsync(id, "ready");

        (Int(ready.GetProperty("totals"), "changed"), Int(ready.GetProperty("totals"), "breaks")).ShouldBe((1, 1));
        (await PagesAsync($"/sla-recomputes/{id}/orders?flips=true")).ShouldHaveSingleItem()
            .GetProperty("ended").GetBoolean().ShouldBeTrue();
        await ApproveAsync(id, ready);
        Int(await host.UntilAsync(id, "applied"), "skipped").ShouldBe(0);
        await host.SettledAsync();
        (await ClocksAsync(Contractor, "open"))
            .ShouldBe(["accept on-time", "arrive late", "repair on-time", "restore late"]);
        await host.RowsAreThoseOfARebuildAsync();
    }

    // A row that nobody can read stops its own recompute, and no other.
    [Fact]
    public async Task Recompute_ThatFails_KeepsThoseBehindItNotFromTheirTurn()
    {
        var from = host.Now;
        await host.OrdersAsync("torn", 1, 100);
        var facts = await FactsOfAsync("torn-1", "");
        var stuck = await RequestAsync(from, new { slaPolicy = new { id = "default", version = 1 } });
        await host.PassAsync(1);
        var next = await host.SendAsync(
            "/sla-recomputes",
            new
            {
                reason = "Others", scope = new { from = from.AddYears(-2), to = from.AddYears(-1) },
                change = new { slaPolicy = new { id = "default", version = 1 } },
            },
            "operations-manager");

        await host.UntilAsync(next.GetProperty("recomputeId").GetGuid(), "ready");

        (await host.ReadAsync($"/sla-recomputes/{stuck}")).GetProperty("status").GetString().ShouldBe("requested");
        await FactsOfAsync("torn-1", facts);
        await host.UntilAsync(stuck, "ready");
    }

    [Fact]
    public async Task Hosts_ThatStopInTheMiddle_LeaveARunThatTheNextOneEnds()
    {
        var from = host.Now;
        await host.OrdersAsync("s", 40, 200);
        var version = await host.PolicyAsync(120);
        await host.RestartAsync(pageOrders: 1);
        var id = await RequestAsync(from, new { slaPolicy = new { id = "default", version } });
        await host.UntilAsync(id, r => Done(r, "scan") > 0 || !IsPhase(r, "scan"));
        await host.RestartAsync(pageOrders: 1);

        var ready = await host.UntilAsync(id, "ready");
        var orders = Int(ready.GetProperty("totals"), "orders");
        orders.ShouldBe(40);
        Int(ready.GetProperty("totals"), "changed").ShouldBe(
            (await PagesAsync($"/sla-recomputes/{id}/orders?limit=7")).Count);
        await ApproveAsync(id, ready);
        await host.UntilAsync(id, r => Done(r, "apply") > 0 || !IsPhase(r, "ready"));
        await host.RestartAsync(pageOrders: 10_000);

        var applied = await host.UntilAsync(id, "applied");
        (Int(applied, "applied") + Int(applied, "skipped")).ShouldBe(Int(ready.GetProperty("totals"), "changed"));
        Int(applied, "skipped").ShouldBe(0);
        (await RecomputedTimesAsync(id)).ShouldBe(Int(applied, "applied"));
    }

    [Fact]
    public async Task Request_OfWhatNobodyKnows_OrByOthers_IsRefused_AndACancelledOneIsOver()
    {
        var from = host.Now;
        var scope = new { from = Start, to = Start.AddDays(30) };
        var unknown = new
        {
            reason = "x", scope, change = new { slaPolicy = new { id = "default", version = 99 } },
        };
        await (await host.TryAsync("/sla-recomputes", unknown, "operations-manager"))
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "sla-recompute.rule-set-unknown");
        var known = new { reason = "x", scope, change = new { slaPolicy = new { id = "default", version = 1 } } };
        await (await host.TryAsync("/sla-recomputes", known, "dispatcher"))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "actor.role-not-allowed");
        var id = await RequestAsync(from, new { slaPolicy = new { id = "default", version = 1 } });
        await host.UntilAsync(id, r => r.GetProperty("status").GetString() == "ready");

        await host.SendAsync($"/sla-recomputes/{id}:cancel", new { reason = "not needed" }, "department-head");

        var list = await host.ReadAsync("/sla-recomputes?limit=1");
        list.GetProperty("items")[0].GetProperty("status").GetString().ShouldNotBeNull();
        await (await host.TryAsync($"/sla-recomputes/{id}:cancel", new { reason = "x" }, "department-head"))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "sla-recompute.ended");
    }

    // The clocks that figures count of a party and an order, by name.
    private async Task<List<string>> ClocksAsync(Guid contractor, string order)
    {
        var found = new List<string>();
        foreach (var outcome in new[] { "", "&outcome=unjudged" })
        {
            var rows = await host.ReadAsync($"/sla/compliance/orders?limit=500&contractor={contractor}{outcome}");
            found.AddRange(rows.GetProperty("items").EnumerateArray()
                .Where(i => i.GetProperty("number").GetString() == "GD-" + order)
                .Select(i => $"{i.GetProperty("clock").GetString()} {i.GetProperty("outcome").GetString()}"));
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }

    private async Task<Guid> RequestAsync(DateTimeOffset from, object change, params string[] contractors)
    {
        var scope = new { from, to = host.Now.AddMinutes(1), contractors };
        var body = new { reason = "Contract of April", scope, change };
        return (await host.SendAsync("/sla-recomputes", body, "operations-manager"))
            .GetProperty("recomputeId").GetGuid();
    }

    private async Task ApproveAsync(Guid id, JsonElement ready)
    {
        var approval = new { digest = ready.GetProperty("digest").GetString() };
        await (await host.TryAsync($"/sla-recomputes/{id}:approve", approval, "operations-manager"))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "sla-recompute.same-person");
        await (await host.TryAsync($"/sla-recomputes/{id}:approve", new { digest = "other" }, "department-head"))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "sla-recompute.digest-changed");
        await host.SendAsync($"/sla-recomputes/{id}:approve", approval, "department-head");
    }

    private async Task<ClockResult> RestoreAsync(string order) =>
        ((WorkOrderState)(await host.OrderAsync(order)).State).Outcome!.Clocks
        .Single(c => c.Clock == ClockKind.Restore);

    private async Task<List<JsonElement>> PagesAsync(string path)
    {
        var items = new List<JsonElement>();
        string? next = null;
        do
        {
            var page = await host.ReadAsync(path + (next is null ? "" : "&cursor=" + next));
            items.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        }
        while (next is not null);

        items.Select(i => i.GetProperty("orderId").GetGuid()).ShouldBeUnique();
        return items;
    }
    private async Task<int> RecomputedTimesAsync(Guid id) => int.Parse(
        (await host.QueryAsync($"""
            select count(*)::text from log.event where name = 'work-order.recomputed.v1' and body like '%{id:D}%'
            """))[0],
        System.Globalization.CultureInfo.InvariantCulture);

    // Puts other facts in the place of an order's, and hands back what was there.
    private async Task<string> FactsOfAsync(string order, string hex)
    {
        var before = await host.QueryAsync(
            $"select encode(facts, 'hex') from sla_recompute.order_interval where order_id = '{Id(order)}'");
        await host.QueryAsync($"""
            with torn as (
                update sla_recompute.order_interval set facts = decode('{hex}', 'hex') where order_id = '{Id(order)}'
                returning 1)
            select count(*)::text from torn
            """);
        return before[0];
    }

    private static bool IsPhase(JsonElement recompute, string phase) =>
        recompute.TryGetProperty("progress", out var progress) && progress.GetProperty("phase").GetString() == phase;

    private static int Done(JsonElement recompute, string phase) =>
        IsPhase(recompute, phase) ? Int(recompute.GetProperty("progress"), "done") : 0;

    private static int Int(JsonElement of, string name) => of.GetProperty(name).GetInt32();

    private static decimal Number(JsonElement of, string name) => of.GetProperty(name).GetDecimal();
}
