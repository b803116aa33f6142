using System.Text.Json;
using FieldOps.Domain.Contractors;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

/// <summary>A contractor reads its own part of an order, and nothing that is said of its rivals.</summary>
public sealed class ReaderTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    private static readonly Guid s_house = ContractorIds.Contractor("default", "HOUSE");

    [Fact]
    public async Task Candidates_AreShownToTheOperator_AndToAContractorItsOwn()
    {
        await host.OpenLotAsync("SHARED", ["station-a"], [], ("ALPHA", 50m), ("BETA", 50m));
        await host.AddAssetAsync("R1", "station-a");
        await host.SettledAsync();
        var id = await host.ReportAsync("R1");
        var all = await host.ReadAsync($"/work-orders/{id}", As("dispatcher"));
        Candidates(all.GetProperty("why")).Length.ShouldBe(2);

        var lead = all.GetProperty("lead").GetProperty("contractorId").GetGuid();
        var own = await host.ReadAsync($"/work-orders/{id}", Worker(lead));
        Candidates(own.GetProperty("why")).ShouldBe([lead]);
        var sent = (await TimelineAsync(id, Worker(lead)))
            .Single(e => e.GetProperty("event").GetString() == "work-order.dispatched.v1");
        Candidates(sent.GetProperty("facts").GetProperty("choice")).ShouldBe([lead]);
    }

    [Fact]
    public async Task Timeline_OfALead_BeginsWithItsOwnAssignment()
    {
        await host.AddAssetAsync("R2", "station-vip");
        var id = await host.ReportAsync("R2");
        await host.SettledAsync();
        await host.DoAsync($"/work-orders/{id}:refuse", new { reason = "Our secret" }, Worker(Alpha));
        await host.DoAsync($"/work-orders/{id}:dispatch", new { contractor = "HOUSE" }, As("dispatcher"));
        await host.DoAsync($"/work-orders/{id}:accept", new { }, Worker(s_house));

        (await TimelineAsync(id, As("dispatcher"))).Length.ShouldBe(6);
        var seen = await TimelineAsync(id, Worker(s_house));
        seen.Select(e => e.GetProperty("event").GetString()).ShouldBe(
            ["work-order.created.v1", "work-order.dispatched.v1", "work-order.accepted.v1"]);
        seen[1].GetProperty("facts").TryGetProperty("previousContractorId", out _).ShouldBeFalse();

        var page = await host.ReadAsync($"/work-orders/{id}/timeline?limit=1", Worker(s_house));
        var next = await host.ReadAsync(
            $"/work-orders/{id}/timeline?limit=1&cursor={page.GetProperty("next").GetString()}", Worker(s_house));
        next.GetProperty("items")[0].GetProperty("event").GetString().ShouldBe("work-order.dispatched.v1");
    }

    [Fact]
    public async Task DeclaredEvent_ShowsItsOrdersToTheOperatorOnly_AndBoundsThePausesThatNameIt()
    {
        await host.AddAssetAsync("R3", "station-vip");
        var id = await host.ReportAsync("R3");
        await host.SettledAsync();
        await host.DoAsync($"/work-orders/{id}:accept", new { }, Worker(Alpha));
        var from = (await host.ReadAsync("/clock")).GetProperty("now").GetDateTimeOffset();
        await host.DoAsync(
            "/declared-events",
            new { code = "flood-1", kind = "force-majeure", reason = "Flood", areas = new[] { "Shanghai/*" }, from },
            As("dispatcher"));
        await host.DoAsync(
            $"/work-orders/{id}:suspend",
            new { reason = "force-majeure", from, evidence = new[] { "sha256:x" }, declaredEventId = "flood-1" },
            Worker(Alpha));
        await host.AdvanceToAsync((from - Start).TotalMinutes + 60);
        await host.DoAsync("/declared-events/flood-1:attach", new { orders = new[] { id } }, As("dispatcher"));
        await host.DoAsync(
            "/declared-events/flood-1:set-window", new { from, until = from.AddMinutes(20) }, As("dispatcher"));

        var shown = await host.ReadAsync("/declared-events/flood-1", As("dispatcher"));
        shown.GetProperty("orders").GetArrayLength().ShouldBe(1);
        shown.GetProperty("resting").GetArrayLength().ShouldBe(1);
        var others = await host.ReadAsync("/declared-events/flood-1", Worker(Beta));
        others.GetProperty("orders").GetArrayLength().ShouldBe(0);
        others.GetProperty("resting").GetArrayLength().ShouldBe(0);
        var restore = (await host.ReadAsync($"/work-orders/{id}", Worker(Alpha))).GetProperty("clocks")
            .EnumerateArray().Single(c => c.GetProperty("clock").GetString() == "restore");
        restore.GetProperty("paused").GetString().ShouldBe("00:20:00");
        var line = (await host.ReadAsync("/work-orders?assetCode=R3")).GetProperty("items")[0];
        line.GetProperty("clocks").EnumerateArray().Single(c => c.GetProperty("clock").GetString() == "restore")
            .GetProperty("dueAt").GetDateTimeOffset().ShouldBe(restore.GetProperty("dueAt").GetDateTimeOffset());
    }

    private static Guid[] Candidates(JsonElement choice) =>
        [.. choice.GetProperty("candidates").EnumerateArray().Select(c => c.GetProperty("contractorId").GetGuid())];

    private async Task<JsonElement[]> TimelineAsync(Guid id, (string, string)[] caller) =>
        [.. (await host.ReadAsync($"/work-orders/{id}/timeline?limit=500", caller)).GetProperty("items")
            .EnumerateArray()];
}
