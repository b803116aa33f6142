using System.Net;
using FieldOps.Host.Tests.Edge;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

public sealed class OrderLifeTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    private static readonly object s_reply =
        new { phenomenon = "loss", faultType = "antenna", measures = "replaced", responsible = "p-7" };

    [Fact]
    public async Task Fault_FromTicketToArchive_RunsThroughEveryState()
    {
        await host.AddAssetAsync("L1", "station-vip");
        var id = await host.ReportAsync("L1");
        await host.SettledAsync();
        var order = await host.ReadAsync($"/work-orders/{id}");
        order.GetProperty("number").GetString().ShouldStartWith("GD-20240301-");
        order.GetProperty("status").GetString().ShouldBe("dispatched");
        order.GetProperty("why").GetProperty("reasonCode").GetString().ShouldBe("only-candidate");
        order.GetProperty("why").GetProperty("zh").GetString()!.ShouldContain("ALPHA");

        await host.DoAsync($"/work-orders/{id}:accept", new { }, Worker(Alpha));
        await host.DoAsync($"/work-orders/{id}:depart", new { }, Worker(Alpha));
        var now = (await host.ReadAsync("/clock")).GetProperty("now").GetDateTimeOffset();
        await host.DoAsync($"/work-orders/{id}:arrive", new { claimedAt = now }, Worker(Alpha));
        await host.DoAsync($"/work-orders/{id}:restore", new { claimedAt = now, permanent = true }, Worker(Alpha));
        await host.DoAsync($"/work-orders/{id}:reply", s_reply, Worker(Alpha));
        await host.DoAsync($"/work-orders/{id}:verify", new { attribution = "contractor-scope" }, As("qa-reviewer"));
        var archived = await host.DoAsync($"/work-orders/{id}:archive", new { }, As("dispatcher"));
        archived.GetProperty("status").GetString().ShouldBe("archived");

        var line = (await host.ReadAsync("/work-orders?assetCode=L1")).GetProperty("items")[0];
        line.GetProperty("status").GetString().ShouldBe("archived");
        line.GetProperty("month").GetString().ShouldBe("2024-03");
        line.GetProperty("clocks").EnumerateArray().Select(c => c.GetProperty("outcome").GetString())
            .ShouldAllBe(o => o == "on-time");
        var timeline = (await host.ReadAsync($"/work-orders/{id}/timeline?limit=500")).GetProperty("items");
        timeline.EnumerateArray().Select(e => e.GetProperty("event").GetString()).ShouldBe(
        [
            "work-order.created.v1", "work-order.dispatched.v1", "work-order.accepted.v1",
            "work-order.milestone-reached.v1", "work-order.milestone-reached.v1", "work-order.milestone-reached.v1",
            "work-order.replied.v1", "work-order.verified.v1", "work-order.archived.v1",
        ]);
        (await host.ReadAsync("/tickets?assetCode=L1&status=closed")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    // Domain reference, section 11, example 1.
    [Fact]
    public async Task TrunkRepair_GoesInHouse_AndNoContractorMayHaveIt_WhileItsGuardPasses()
    {
        await host.AddAssetAsync("T1", "trunk1");
        var id = await host.ReportAsync("T1");
        await host.SettledAsync();
        var order = await host.ReadAsync($"/work-orders/{id}");
        order.GetProperty("lead").GetProperty("contractorCode").GetString().ShouldBe("HOUSE");
        order.GetProperty("why").GetProperty("scope").GetProperty("outcome").GetString().ShouldBe("in-house-only");

        var refused = await host.PostAsync(
            $"/work-orders/{id}:dispatch", new { contractor = "BETA" }, As("dispatcher"));
        await refused.ShouldBeProblemAsync(HttpStatusCode.Conflict, "dispatch.scope-denied");

        var guard = await host.PostAsync(
            "/work-orders",
            new { assetCode = "T1", workKind = "guard", description = "Excavation", contractor = "BETA" },
            As("dispatcher"));
        guard.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await guard.JsonAsync()).GetProperty("lead").GetProperty("contractorCode").GetString().ShouldBe("BETA");
    }

    [Fact]
    public async Task NobodyCovers_GoesToTheQueue_AndTheOwnCrewTakesItFromThere()
    {
        await host.AddAssetAsync("Q1", "station-b");
        var id = await host.ReportAsync("Q1");
        await host.SettledAsync();
        var queued = (await host.ReadAsync("/work-orders/queue?limit=500", As("dispatcher"))).GetProperty("items")
            .EnumerateArray().Single(l => l.GetProperty("id").GetGuid() == id);
        queued.GetProperty("reasonCode").GetString().ShouldBe("no-lot");
        (await host.GetAsync("/api/v1/work-orders/queue", Worker(Alpha))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        await host.DoAsync($"/work-orders/{id}:dispatch", new { contractor = "HOUSE" }, As("dispatcher"));
        (await host.ReadAsync($"/work-orders/{id}")).GetProperty("status").GetString().ShouldBe("dispatched");
        (await host.ReadAsync("/work-orders/queue?limit=500", As("dispatcher"))).GetProperty("items").EnumerateArray()
            .ShouldNotContain(l => l.GetProperty("id").GetGuid() == id);
    }

    // Field notes, section 4 no. 10.
    [Fact]
    public async Task Contractor_SeesAndMovesItsOwnOrdersOnly()
    {
        await host.AddAssetAsync("C1", "station-vip");
        var id = await host.ReportAsync("C1");
        await host.SettledAsync();

        (await host.ReadAsync("/work-orders?assetCode=C1", Worker(Alpha))).GetProperty("items").GetArrayLength()
            .ShouldBe(1);
        (await host.ReadAsync("/work-orders?assetCode=C1&contractor=ALPHA", Worker(Beta))).GetProperty("items")
            .GetArrayLength().ShouldBe(0);
        await (await host.GetAsync($"/api/v1/work-orders/{id}", Worker(Beta)))
            .ShouldBeProblemAsync(HttpStatusCode.NotFound, "work-order.unknown");
        await (await host.GetAsync($"/api/v1/work-orders/{id}/timeline", Worker(Beta)))
            .ShouldBeProblemAsync(HttpStatusCode.NotFound, "work-order.unknown");
        await (await host.PostAsync($"/work-orders/{id}:accept", new { }, Worker(Beta)))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "work-order.not-yours");
        await (await host.PostAsync($"/work-orders/{id}:cancel", new { reason = "x" }, Worker(Alpha)))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "actor.role-not-allowed");
    }
}
