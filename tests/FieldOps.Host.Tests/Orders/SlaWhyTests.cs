using System.Net;
using System.Text.Json;
using FieldOps.Domain.Contractors;
using FieldOps.Host.Tests.Edge;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

/// <summary>Clocks under the graded matrix, and why they stand as they do. It is Friday 16:00 in Shanghai.</summary>
public sealed class SlaWhyTests(GradedHost host) : IClassFixture<GradedHost>
{
    [Fact]
    public async Task Clocks_OfAGradedStation_SayWhichLineAndGradeGaveThem()
    {
        await host.AddAssetAsync("W1", "station-b", "circuit-aaa");
        var id = await host.ReportAsync("W1");
        await host.SettledAsync();
        await host.DoAsync($"/work-orders/{id}:dispatch", new { contractor = "HOUSE" }, As("dispatcher"));

        var why = await host.ReadAsync($"/work-orders/{id}/sla");

        why.GetProperty("policy").GetString().ShouldBe("graded.v1");
        why.GetProperty("line").GetString().ShouldBe("station-b");
        Limit(why, "accept").ShouldBe("10 circuit-aaa ");
        Limit(why, "restore").ShouldBe("120 circuit-aaa ");
        Limit(why, "report").ShouldBe("2880 station-b ");
        why.GetProperty("decidedAt").GetDateTimeOffset().ShouldBe(Start);
    }

    [Fact]
    public async Task Restore_OfAVillageStation_RestsByNight_AndTheExplanationSaysSo()
    {
        await host.AddAssetAsync("W2", "station-c");
        var id = await host.ReportAsync("W2");
        await host.SettledAsync();
        await host.DoAsync($"/work-orders/{id}:dispatch", new { contractor = "HOUSE" }, As("dispatcher"));
        var now = await NowAsync();
        await host.AdvanceToAsync((now - Start).TotalMinutes + (17 * 60));

        var why = await host.ReadAsync($"/work-orders/{id}/sla");

        var clock = Clock(why, "restore");
        Limit(why, "restore").ShouldBe("480 station-c 24x7 rest 22:00-07:00");
        clock.GetProperty("closedMs").GetInt64().ShouldBe(9 * 3_600_000);
        clock.GetProperty("intervals").EnumerateArray().Select(i => i.GetProperty("kind").GetString())
            .ShouldBe(["running", "closed", "running"]);
        (clock.GetProperty("runningMs").GetInt64() + clock.GetProperty("closedMs").GetInt64())
            .ShouldBe(17 * 3_600_000L);
        Clock(why, "accept").GetProperty("closedMs").GetInt64().ShouldBe(0);

        // The board and the list tell the same due time.
        var due = clock.GetProperty("dueAt").GetDateTimeOffset();
        var line = (await host.ReadAsync("/work-orders?assetCode=W2")).GetProperty("items")[0];
        line.GetProperty("clocks").EnumerateArray().Single(c => c.GetProperty("clock").GetString() == "restore")
            .GetProperty("dueAt").GetDateTimeOffset().ShouldBe(due);
        var board = (await host.ReadAsync("/sla/board?limit=500&clock=restore&assetClass=station-c"))
            .GetProperty("items").EnumerateArray().Single(r => r.GetProperty("orderId").GetGuid() == id);
        board.GetProperty("dueAt").GetDateTimeOffset().ShouldBe(due);
        board.GetProperty("remainingMinutes").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task MassOutage_ItsOrdersInheritTheWindow_AndTheTimeIsNobodysFault()
    {
        await host.AddAssetAsync("W3", "station-vip");
        var id = await host.ReportAsync("W3", ((await NowAsync()) - Start).TotalMinutes);
        await host.SettledAsync();
        var from = await NowAsync();
        await host.DoAsync(
            "/declared-events",
            new { code = "outage-1", kind = "mass-outage", reason = "停电", areas = new[] { "Shanghai/*" }, from },
            As("dispatcher"));
        await host.DoAsync("/declared-events/outage-1:attach", new { orders = new[] { id } }, As("dispatcher"));
        await host.SettledAsync();
        await host.AdvanceToAsync((from - Start).TotalMinutes + 90);
        await host.DoAsync(
            "/declared-events/outage-1:set-window", new { from, until = from.AddMinutes(60) }, As("dispatcher"));

        var clock = Clock(await host.ReadAsync($"/work-orders/{id}/sla"), "restore");

        clock.GetProperty("pausedMs").GetInt64().ShouldBe(60 * 60_000);
        clock.GetProperty("outsideMs").GetInt64().ShouldBe(60 * 60_000);
        clock.GetProperty("contractorMs").GetInt64().ShouldBe(30 * 60_000);
        clock.GetProperty("intervals")[0].GetProperty("reference").GetString().ShouldBe("outage-1");
    }

    [Fact]
    public async Task OrderThatComesBack_RestsWhereItWasAway_AndTheExplanationTellsWithWhom()
    {
        await host.AddAssetAsync("W6", "station-vip");
        var id = await host.ReportAsync("W6", ((await NowAsync()) - Start).TotalMinutes);
        await host.SettledAsync();
        await host.DoAsync($"/work-orders/{id}:accept", new { }, Worker(Alpha));
        var sent = ((await NowAsync()) - Start).TotalMinutes;
        await host.DoAsync(
            $"/work-orders/{id}:transfer", new { contractor = "HOUSE", reason = "nearer" }, As("dispatcher"));
        await host.AdvanceToAsync(sent + 30);
        var house = Worker(ContractorIds.Contractor("default", "HOUSE"));
        await host.DoAsync($"/work-orders/{id}:refuse", new { reason = "no car" }, house);
        await host.AdvanceToAsync(sent + 40);

        var why = await host.ReadAsync($"/work-orders/{id}/sla", Worker(Alpha));
        foreach (var name in new[] { "arrive", "restore" })
        {
            var clock = Clock(why, name);
            clock.GetProperty("pausedMs").GetInt64().ShouldBe(30 * 60_000);
            clock.GetProperty("outsideMs").GetInt64().ShouldBe(30 * 60_000);
            clock.GetProperty("contractorMs").GetInt64().ShouldBe(10 * 60_000);
            var away = clock.GetProperty("intervals")[0];
            away.GetProperty("reason").GetString().ShouldBe("with-another-party");
            away.GetProperty("reference").GetString().ShouldBe("2");
        }

        Clock(why, "accept").GetProperty("outcome").GetString().ShouldBe("on-time");

        // The board and the list tell the same due time.
        var due = Clock(why, "restore").GetProperty("dueAt").GetDateTimeOffset();
        var line = (await host.ReadAsync("/work-orders?assetCode=W6")).GetProperty("items")[0];
        line.GetProperty("clocks").EnumerateArray().Single(c => c.GetProperty("clock").GetString() == "restore")
            .GetProperty("dueAt").GetDateTimeOffset().ShouldBe(due);
        (await host.ReadAsync("/sla/board?limit=500&clock=restore")).GetProperty("items").EnumerateArray()
            .Single(r => r.GetProperty("orderId").GetGuid() == id)
            .GetProperty("dueAt").GetDateTimeOffset().ShouldBe(due);
    }

    [Fact]
    public async Task Suspend_OnAnEventNobodyDeclared_IsRefused_AndTheRegisterLiftsLimits()
    {
        await host.AddAssetAsync("W4", "station-vip");
        var id = await host.ReportAsync("W4", ((await NowAsync()) - Start).TotalMinutes);
        await host.SettledAsync();
        await host.DoAsync($"/work-orders/{id}:accept", new { }, Worker(Alpha));
        var flood = new { reason = "force-majeure", evidence = new[] { "sha256:1" }, declaredEventId = "no-flood" };
        await (await host.PostAsync($"/work-orders/{id}:suspend", flood, Worker(Alpha)))
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "work-order.declared-event-unfit");

        var wish = new { reason = "Dispute", expiresAt = (await NowAsync()).AddDays(30) };
        await host.DoAsync("/hard-sites/W4:request", wish, As("dispatcher"));
        await (await host.PostAsync("/hard-sites/W4:approve", new { }, As("dispatcher")))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "hard-site.same-person");
        await host.DoAsync("/hard-sites/W4:approve", new { }, As("department-head"));
        await host.DoAsync(
            $"/work-orders/{id}:suspend", new { reason = "access-denied", evidence = new[] { "sha256:1" } },
            Worker(Alpha));
        (await host.ReadAsync($"/work-orders/{id}/sla")).GetProperty("pauses")[0].GetProperty("unlimited").GetBoolean()
            .ShouldBeTrue();
    }

    [Fact]
    public async Task SuppressedClock_IsVoid_OnOrderAndBoard()
    {
        await host.AddAssetAsync("W5", "station-vip");
        var id = await host.ReportAsync("W5", ((await NowAsync()) - Start).TotalMinutes);
        await host.SettledAsync();
        await host.DoAsync(
            $"/work-orders/{id}:suppress-clocks", new { clocks = new[] { "restore" }, reason = "Duplicate" },
            As("operations-manager"));

        var clock = Clock(await host.ReadAsync($"/work-orders/{id}/sla"), "restore");
        clock.GetProperty("outcome").GetString().ShouldBe("void");
        clock.GetProperty("suppressed").GetBoolean().ShouldBeTrue();
        (await host.ReadAsync("/sla/board?limit=500&clock=restore")).GetProperty("items").EnumerateArray()
            .ShouldNotContain(r => r.GetProperty("orderId").GetGuid() == id);
        await (await host.GetAsync($"/api/v1/work-orders/{id}/sla", Worker(Beta)))
            .ShouldBeProblemAsync(HttpStatusCode.NotFound, "work-order.unknown");
    }

    private static JsonElement Clock(JsonElement why, string clock) => why.GetProperty("clocks").EnumerateArray()
        .Single(c => c.GetProperty("clock").GetString() == clock);

    private static string Limit(JsonElement why, string clock)
    {
        var limit = Clock(why, clock).GetProperty("limit");
        var calendar = limit.TryGetProperty("calendar", out var hours) ? hours.GetString() : string.Empty;
        return $"{limit.GetProperty("minutes").GetInt32()} {limit.GetProperty("givenBy").GetString()} {calendar}";
    }

    private async Task<DateTimeOffset> NowAsync() =>
        (await host.ReadAsync("/clock")).GetProperty("now").GetDateTimeOffset();
}
