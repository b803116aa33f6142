using System.Text.Json;
using static FieldOps.Host.Tests.Recomputes.RecomputeHost;

namespace FieldOps.Host.Tests.Recomputes;

/// <summary>
/// Who left an order is judged by a share of it: the explanation tells its clocks too, to the operator and to the one
/// whose they are, with who asked for a pause and who judged it, and which recompute changed what.
/// </summary>
public sealed class SlaWhyShareTests(RecomputeHost host) : IClassFixture<RecomputeHost>
{
    [Fact]
    public async Task Share_OfWhoLeft_IsExplained_AndEachContractorSeesItsOwn()
    {
        await host.HandedOverAsync("left", 340);
        var path = $"/work-orders/{Id("left")}/sla";

        var all = await host.ReadAsync(path);

        var share = all.GetProperty("shares").EnumerateArray().ShouldHaveSingleItem();
        (share.GetProperty("contractorId").GetGuid(), share.GetProperty("contractorCode").GetString())
            .ShouldBe((Contractor, "REC"));
        share.GetProperty("leftAt").GetDateTimeOffset().ShouldBe(host.Now);
        var restore = Clock(share, "restore");
        (restore.GetProperty("outcome").GetString(), restore.GetProperty("runningMs").GetInt64(),
            restore.GetProperty("stoppedBy").GetString()).ShouldBe(("late", 340 * 60_000L, "service-restored"));
        Clock(all, "accept").GetProperty("outcome").GetString().ShouldBe("on-time");
        Clock(all, "restore").GetProperty("outcome").GetString().ShouldBe("not-started");

        var own = await host.ReadAsync(path, Contractor);
        own.GetProperty("clocks").GetArrayLength().ShouldBe(0);
        own.GetProperty("shares").GetArrayLength().ShouldBe(1);
        own.GetProperty("pauses")[0].GetProperty("request").GetProperty("by").GetString().ShouldBe("w-1");
        var heir = await host.ReadAsync(path, Heir);
        heir.GetProperty("clocks").GetArrayLength().ShouldBeGreaterThan(0);
        heir.GetProperty("shares").GetArrayLength().ShouldBe(0);
        heir.GetProperty("pauses")[0].TryGetProperty("request", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Pause_AndRecompute_TellWhoAskedWhoJudgedAndWhatTheyChanged()
    {
        var from = host.Now;
        await host.OrdersAsync("j", 1, 340, refusedPause: true);
        var path = $"/work-orders/{Id("j-1")}/sla";
        var before = await host.ReadAsync(path);
        var pause = before.GetProperty("pauses")[0];
        pause.GetProperty("request").GetProperty("evidence")[0].GetString().ShouldBe("sha256:1");
        Said(pause.GetProperty("judgement")).ShouldBe("d-1 False no");
        before.GetProperty("recomputes").GetArrayLength().ShouldBe(0);
        var limit = Clock(before, "restore").GetProperty("limit");
        (limit.GetProperty("givenBy").GetString(), limit.GetProperty("areaClass").GetString(),
            limit.GetProperty("matrixMinutes").GetInt32(), limit.GetProperty("severity").GetString(),
            limit.GetProperty("severityFactor").GetDecimal())
            .ShouldBe(("local-backbone-aggregation", "U", 330, "major", 1m));

        var order = new
        {
            orderId = Id("j-1"), severity = "minor", pauses = new[] { new { pauseNumber = 1, approved = true } },
        };
        var id = await RecomputeAsync(from, order);

        var after = await host.ReadAsync(path);
        Said(after.GetProperty("pauses")[0].GetProperty("judgement")).ShouldBe("department-head-1 True Map was wrong");
        var told = after.GetProperty("recomputes").EnumerateArray().ShouldHaveSingleItem();
        (told.GetProperty("recomputeId").GetGuid(), told.GetProperty("limits").GetBoolean(),
            told.GetProperty("facts").GetProperty("severity").GetString(), told.GetProperty("reason").GetString())
            .ShouldBe((id, true, "minor", "Map was wrong"));
        after.GetProperty("limitsByRecompute").GetGuid().ShouldBe(id);
        limit = Clock(after, "restore").GetProperty("limit");
        (limit.GetProperty("minutes").GetInt32(), limit.GetProperty("matrixMinutes").GetInt32(),
            limit.GetProperty("severityFactor").GetDecimal()).ShouldBe((660, 330, 2m));
    }

    [Fact]
    public async Task Recompute_OfAnOrderThatItLeft_IsToldToAPartyAsFarAsItIsItsOwn()
    {
        var from = host.Now;
        await host.HandedOverAsync("gone", 340);
        await host.ArchivedByHeirAsync("gone");
        var order = new
        {
            orderId = Id("gone"), severity = "minor", pauses = new[] { new { pauseNumber = 1, approved = true } },
            suppressClocks = new[] { "report" },
        };
        var id = await RecomputeAsync(from, order);
        var path = $"/work-orders/{Id("gone")}/sla";

        var told = (await host.ReadAsync(path, Contractor)).GetProperty("recomputes")[0];

        (told.GetProperty("recomputeId").GetGuid(), told.GetProperty("limits").GetBoolean(),
            told.GetProperty("pauses").GetArrayLength()).ShouldBe((id, true, 1));
        foreach (var hidden in new[] { "reason", "approvedBy", "facts", "outside" })
        {
            told.TryGetProperty(hidden, out _).ShouldBeFalse(hidden);
        }

        (await host.ReadAsync(path)).GetProperty("recomputes")[0].GetProperty("reason").GetString()
            .ShouldBe("Map was wrong");
    }

    private async Task<Guid> RecomputeAsync(DateTimeOffset from, object order)
    {
        var body = new
        {
            reason = "Map was wrong", scope = new { from, to = host.Now.AddMinutes(1) },
            change = new { orders = new[] { order } },
        };
        var id = (await host.SendAsync("/sla-recomputes", body, "operations-manager"))
            .GetProperty("recomputeId").GetGuid();
        var ready = await host.UntilAsync(id, "ready");
        var approval = new { digest = ready.GetProperty("digest").GetString() };
        await host.SendAsync($"/sla-recomputes/{id}:approve", approval, "department-head");
        await host.UntilAsync(id, "applied");
        await host.SettledAsync();
        return id;
    }

    private static string Said(JsonElement judgement) =>
        $"{judgement.GetProperty("by").GetString()} {judgement.GetProperty("approved").GetBoolean()}"
        + $" {judgement.GetProperty("note").GetString()}";

    private static JsonElement Clock(JsonElement of, string clock) => of.GetProperty("clocks").EnumerateArray()
        .Single(c => c.GetProperty("clock").GetString() == clock);
}
