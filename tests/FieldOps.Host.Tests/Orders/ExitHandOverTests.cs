using System.Net;
using FieldOps.Domain.Contractors;
using FieldOps.Host.Tests.Edge;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

/// <summary>A contractor leaves while it has orders (domain reference, 9.1): none is lost or left.</summary>
public sealed class ExitHandOverTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    private static readonly (string, string)[] s_manager = As("contractor-manager");
    private static readonly object s_reply =
        new { phenomenon = "loss", faultType = "antenna", measures = "replaced", responsible = "p-7" };

    [Fact]
    public async Task Exit_WithAReplacement_HandsOrdersAndShareOver()
    {
        await WorldAsync("EXIT-A", "HEIR-A", "station-a");
        var (waiting, late) = (await OrderAsync("X1", "station-a"), await OrderAsync("X2", "station-a"));
        await host.DoAsync($"/work-orders/{late}:accept", new { }, Worker(Id("EXIT-A")));
        await host.DoAsync("/exits/EXIT-A:draft", Plan(), s_manager);
        await (await host.PostAsync("/exits/EXIT-A:name-replacement", Name("STATIONS", "HEIR-A"), s_manager))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "contractor-exit.lot-not-held");
        await (await host.PostAsync("/exits/EXIT-A:name-replacement", Name("LOT-EXIT-A", "NOBODY"), s_manager))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "contractor-exit.replacement-unfit");
        await host.DoAsync("/exits/EXIT-A:name-replacement", Name("LOT-EXIT-A", "HEIR-A"), s_manager);
        var counts = (await host.ReadAsync("/exits/EXIT-A", s_manager)).GetProperty("counts");
        counts.GetProperty("openOrders").GetInt32().ShouldBe(2);
        counts.GetProperty("lotsWithoutReplacement").GetInt32().ShouldBe(0);
        (await LeadAsync(waiting)).ShouldBe("EXIT-A", "service continues until the notice is over");
        await StartAsync("EXIT-A");

        foreach (var order in new[] { waiting, late })
        {
            var shown = await host.ReadAsync($"/work-orders/{order}");
            shown.GetProperty("lead").GetProperty("contractorCode").GetString().ShouldBe("HEIR-A");
            shown.GetProperty("status").GetString().ShouldBe("dispatched");
            shown.GetProperty("why").GetProperty("reasonCode").GetString().ShouldBe("exit-hand-over");
            shown.GetProperty("why").GetProperty("passed")[0].GetProperty("contractor").GetString().ShouldBe("EXIT-A");
        }

        var next = (await host.ReadAsync($"/work-orders/{await OrderAsync("X3", "station-a")}")).GetProperty("lead");
        next.GetProperty("lotId").GetGuid().ShouldBe(ContractorIds.Lot("default", "LOT-EXIT-A"), "the share went on");
        (await host.ReadAsync("/exits/EXIT-A", s_manager)).GetProperty("counts").GetProperty("openOrders").GetInt32()
            .ShouldBe(0);
        var left = (await host.ReadAsync("/exits/EXIT-A/leftovers?limit=1", s_manager));
        left.GetProperty("items")[0].GetProperty("kind").GetString().ShouldBe("leftover");
        left.GetProperty("next").GetString().ShouldNotBeNull();
        await (await host.PostAsync("/exits/EXIT-A:complete", new { }, s_manager))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "contractor-exit.leftovers-open");
        (await host.ReadAsync($"/work-orders/{late}/timeline?limit=500", s_manager)).GetProperty("items")
            .EnumerateArray().Select(e => e.GetProperty("event").GetString())
            .ShouldContain("work-order.handed-over.v1");
    }

    [Fact]
    public async Task Exit_WithoutReplacement_QueuesOrders_WhateverComesBackLater()
    {
        await WorldAsync("EXIT-B", "HEIR-B", "station-b");
        var (paused, replied) = (await OrderAsync("Y1", "station-b"), await OrderAsync("Y2", "station-b"));
        var passed = await OrderAsync("Y3", "station-b");
        await WorkAsync(paused, replied, passed);
        await host.DoAsync("/exits/EXIT-B:draft", Plan("pre-sale"), s_manager);
        await StartAsync("EXIT-B");

        var queued = await host.ReadAsync($"/work-orders/{paused}");
        queued.GetProperty("status").GetString().ShouldBe("created");
        queued.GetProperty("why").GetProperty("reasonCode").GetString().ShouldBe("exit-no-replacement");
        queued.GetProperty("pauses")[0].TryGetProperty("until", out _).ShouldBeTrue();
        (await LeadAsync(replied)).ShouldBe("EXIT-B", "its reply is under review");
        var left = (await host.ReadAsync("/exits/EXIT-B/leftovers?kind=order", s_manager)).GetProperty("items");
        left.EnumerateArray().ShouldHaveSingleItem().GetProperty("reference").GetString()
            .ShouldBe((await host.ReadAsync($"/work-orders/{replied}")).GetProperty("number").GetString());
        (await host.ReadAsync("/exits/EXIT-B/leftovers?kind=lot", s_manager)).GetProperty("items")[0]
            .TryGetProperty("replacement", out _).ShouldBeFalse();
        await (await host.PostAsync("/exits/EXIT-B:complete", new { }, s_manager))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "contractor-exit.orders-open");

        // A reply that is sent back, a transfer that is refused: both would lead back to who has left.
        await host.DoAsync($"/work-orders/{replied}:return-reply", new { reason = "again" }, As("qa-reviewer"));
        await host.DoAsync($"/work-orders/{passed}:refuse", new { reason = "too far" }, Worker(Id("HEIR-B")));
        foreach (var order in new[] { replied, passed })
        {
            var back = await host.ReadAsync($"/work-orders/{order}");
            back.TryGetProperty("lead", out _).ShouldBeFalse();
            back.GetProperty("why").GetProperty("reasonCode").GetString().ShouldBe("exit-no-replacement");
        }

        var before = (await host.GetAsync($"/api/v1/work-orders/{paused}")).Headers.ETag;
        await host.DoAsync("/exits/EXIT-B:hand-over", new { }, s_manager);
        await host.SettledAsync();
        (await host.GetAsync($"/api/v1/work-orders/{paused}")).Headers.ETag.ShouldBe(before);
        await host.DoAsync("/exits/EXIT-B:name-replacement", Name("LOT-EXIT-B", "HEIR-B"), s_manager);
        (await LeadAsync(await OrderAsync("Y4", "station-b"))).ShouldBe("HEIR-B");
        var open = (await host.ReadAsync("/exits/EXIT-B", s_manager)).GetProperty("counts");
        (open.GetProperty("openOrders").GetInt32(), open.GetProperty("lots").GetInt32()).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Verified_WithTheRepairOutstanding_GoesOnWithTheReview_AndStaysRestored()
    {
        await WorldAsync("EXIT-C", "HEIR-C", "station-c");
        var (order, worker) = (await OrderAsync("Z1", "station-c"), Worker(Id("EXIT-C")));
        await host.DoAsync($"/work-orders/{order}:accept", new { }, worker);
        await host.DoAsync($"/work-orders/{order}:restore", new { permanent = false }, worker);
        await host.DoAsync($"/work-orders/{order}:reply", s_reply, worker);
        await host.DoAsync("/exits/EXIT-C:draft", Plan(), s_manager);
        await host.DoAsync("/exits/EXIT-C:name-replacement", Name("LOT-EXIT-C", "HEIR-C"), s_manager);
        await StartAsync("EXIT-C");
        (await LeadAsync(order)).ShouldBe("EXIT-C", "its reply is under review");

        await host.DoAsync($"/work-orders/{order}:verify", new { attribution = "contractor-scope" }, As("qa-reviewer"));
        await host.SettledAsync();
        (await LeadAsync(order)).ShouldBe("HEIR-C");
        var line = (await host.ReadAsync("/work-orders?limit=500")).GetProperty("items").EnumerateArray()
            .Single(l => l.GetProperty("id").GetGuid() == order);
        line.TryGetProperty("restoredAt", out _).ShouldBeTrue();
        line.GetProperty("clocks").EnumerateArray().ToDictionary(
                c => c.GetProperty("clock").GetString()!, c => c.GetProperty("outcome").GetString())
            .ShouldBe(
                new Dictionary<string, string?>
                {
                    ["accept"] = "running",
                    ["arrive"] = "not-started",
                    ["restore"] = "not-started",
                    ["repair"] = "running",
                    ["report"] = "not-started",
                },
                ignoreOrder: true);
        (await host.ReadAsync("/exits/EXIT-C", s_manager)).GetProperty("counts").GetProperty("openOrders").GetInt32()
            .ShouldBe(0);
    }

    // Named while it was in good standing, suspended before its turn came.
    [Fact]
    public async Task Share_DoesNotGoToWhoCanTakeNoOrders_AndAnotherMayBeNamed()
    {
        await WorldAsync("EXIT-D", "HEIR-D", "access");
        await host.DoAsync(
            "/contractors",
            new { code = "SECOND-D", kind = "contractor", nameZh = "二", nameEn = "Second", organisation = "SECONDD" },
            s_manager);
        var order = await OrderAsync("W1", "access");
        await host.DoAsync("/exits/EXIT-D:draft", Plan(), s_manager);
        await host.DoAsync("/exits/EXIT-D:name-replacement", Name("LOT-EXIT-D", "HEIR-D"), s_manager);
        await host.DoAsync(
            "/contractors/HEIR-D:change-standing", new { to = "restricted", reason = "two C" }, As("department-head"));
        await StartAsync("EXIT-D");

        (await host.ReadAsync($"/work-orders/{order}")).GetProperty("why").GetProperty("reasonCode").GetString()
            .ShouldBe("exit-replacement-unable");
        var left = (await host.ReadAsync("/exits/EXIT-D/leftovers?kind=lot", s_manager)).GetProperty("items")
            .EnumerateArray().ShouldHaveSingleItem();
        left.GetProperty("replacement").GetString().ShouldBe("HEIR-D");
        left.GetProperty("en").GetString()!.ShouldContain("name another");

        await host.DoAsync("/exits/EXIT-D:name-replacement", Name("LOT-EXIT-D", "SECOND-D"), s_manager);
        await host.SettledAsync();
        (await host.ReadAsync("/exits/EXIT-D", s_manager)).GetProperty("counts").GetProperty("lots").GetInt32()
            .ShouldBe(0);
        await (await host.PostAsync("/exits/EXIT-D:name-replacement", Name("LOT-EXIT-D", "HEIR-D"), s_manager))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "contractor-exit.lot-handed-over");
        (await LeadAsync(await OrderAsync("W2", "access"))).ShouldBe("SECOND-D");
    }

    // Whichever is handed over first: in the end nobody has an order, and each lot's part waits for somebody else.
    [Fact]
    public async Task TwoExits_ThatNameEachOther_PassNothingToWhoIsGone()
    {
        await WorldAsync("EXIT-F", "EXIT-G", "local-backbone");
        var order = await OrderAsync("U1", "local-backbone");
        foreach (var (leaver, lot, heir) in new[]
            { ("EXIT-F", "LOT-EXIT-F", "EXIT-G"), ("EXIT-G", "LOT-Z-EXIT-G", "EXIT-F") })
        {
            await host.DoAsync($"/exits/{leaver}:draft", Plan("pre-sale"), s_manager);
            await host.DoAsync($"/exits/{leaver}:name-replacement", Name(lot, heir), s_manager);
            await host.DoAsync(
                $"/exits/{leaver}:decide", new { approved = true, minutes = "m" }, As("department-head"));
        }

        await host.DoAsync("/exits/EXIT-F:start", new { }, s_manager);
        await StartAsync("EXIT-G", isDecided: true);
        await host.SettledAsync();
        (await host.ReadAsync($"/work-orders/{order}")).TryGetProperty("lead", out _).ShouldBeFalse();
        var open = 0;
        foreach (var leaver in new[] { "EXIT-F", "EXIT-G" })
        {
            var counts = (await host.ReadAsync($"/exits/{leaver}", s_manager)).GetProperty("counts");
            counts.GetProperty("openOrders").GetInt32().ShouldBe(0);
            open += counts.GetProperty("lots").GetInt32();
        }

        open.ShouldBe(2, "a part that nobody can take stays");
        (await host.ReadAsync($"/work-orders/{await OrderAsync("U2", "local-backbone")}")).TryGetProperty("lead", out _)
            .ShouldBeFalse();
    }

    [Fact]
    public async Task Listed_ByMistake_GetsOrdersAgain_OnceTheAppealIsUpheld()
    {
        const string company = "91310000MA1K35XX9Q";
        await host.DoAsync(
            "/contractors",
            new { code = "EXIT-E", kind = "contractor", nameZh = "戊", nameEn = "E", organisation = company },
            s_manager);
        await host.OpenLotAsync("LOT-EXIT-E", ["aggregation"], [], ("EXIT-E", 100m));
        await host.DoAsync(
            "/contractors/EXIT-E:list-bad-credit", new { reason = "leak", evidence = "case 7" }, As("department-head"));
        await host.DoAsync(
            "/exits/EXIT-E:draft", new { kind = "bad-credit", service = "pre-sale", reason = "listed", plan = "p" },
            s_manager);
        await StartAsync("EXIT-E");
        (await host.ReadAsync($"/work-orders/{await OrderAsync("V1", "aggregation")}")).TryGetProperty("lead", out _)
            .ShouldBeFalse();

        await host.DoAsync(
            $"/bad-credit/{company}:appeal", new { reason = "not us" }, As("contractor-finance", Id("EXIT-E")));
        await host.DoAsync(
            $"/bad-credit/{company}:decide-appeal", new { upheld = true, reason = "another company" },
            [("X-Role", "department-head"), ("X-Actor", "other-head")]);
        await host.SettledAsync();
        (await LeadAsync(await OrderAsync("V2", "aggregation"))).ShouldBe("EXIT-E");
        (await host.ReadAsync("/exits/EXIT-E", s_manager)).GetProperty("exit").GetProperty("stage").GetString()
            .ShouldBe("none");
    }

    private static Guid Id(string code) => ContractorIds.Contractor("default", code);

    private static object Plan(string service = "after-sale") =>
        new { kind = "breach", service, reason = "broke it", plan = "plan 3" };

    private static object Name(string lot, string contractor) => new { lot, contractor };

    private async Task WorkAsync(Guid paused, Guid replied, Guid passed)
    {
        await host.DoAsync($"/work-orders/{paused}:accept", new { }, Worker(Id("EXIT-B")));
        await host.DoAsync(
            $"/work-orders/{paused}:suspend", new { reason = "access-denied", evidence = new[] { "photo" } },
            Worker(Id("EXIT-B")));
        await host.DoAsync($"/work-orders/{replied}:accept", new { }, Worker(Id("EXIT-B")));
        await host.DoAsync($"/work-orders/{replied}:restore", new { permanent = true }, Worker(Id("EXIT-B")));
        await host.DoAsync($"/work-orders/{replied}:reply", s_reply, Worker(Id("EXIT-B")));
        await host.DoAsync(
            $"/work-orders/{passed}:transfer", new { contractor = "HEIR-B", reason = "nearer" }, As("dispatcher"));
    }

    // The heir has a lot of the same class elsewhere in the order of codes, so that it may be chosen by hand.
    private async Task WorldAsync(string leaver, string heir, string assetClass)
    {
        foreach (var code in new[] { leaver, heir })
        {
            await host.DoAsync(
                "/contractors",
                new
                {
                    code, kind = "contractor", nameZh = code, nameEn = code,
                    organisation = string.Concat(code.Where(char.IsAsciiLetterOrDigit)),
                },
                s_manager);
        }

        await host.OpenLotAsync("LOT-" + leaver, [assetClass], [], (leaver, 100m));
        await host.OpenLotAsync("LOT-Z-" + heir, [assetClass], [], (heir, 100m));
    }

    private async Task StartAsync(string code, bool isDecided = false)
    {
        if (!isDecided)
        {
            await host.DoAsync($"/exits/{code}:decide", new { approved = true, minutes = "m" }, As("department-head"));
        }

        await host.DoAsync($"/exits/{code}:start", new { }, s_manager);
        var now = (await host.ReadAsync("/clock")).GetProperty("now").GetDateTimeOffset();
        await host.AdvanceToAsync((now - Start).TotalMinutes + 1);
    }

    private async Task<Guid> OrderAsync(string asset, string assetClass)
    {
        await host.AddAssetAsync(asset, assetClass);
        await host.SettledAsync();
        var id = await host.ReportAsync(asset);
        await host.SettledAsync();
        return id;
    }

    private async Task<string?> LeadAsync(Guid order) =>
        (await host.ReadAsync($"/work-orders/{order}")).GetProperty("lead").GetProperty("contractorCode").GetString();
}
