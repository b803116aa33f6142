using System.Net;
using System.Text.Json;
using FieldOps.Host.Tests.Edge;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

/// <summary>How near to the asset evidence was taken (domain reference, section 6.3).</summary>
public sealed class EvidenceHttpTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    [Fact]
    public async Task Pause_ShowsTheJudgeHowFarItsEvidenceLies_AndKeepsNoPlace()
    {
        var id = await AcceptedAsync("E1");
        await host.DoAsync(
            $"/work-orders/{id}:suspend",
            new
            {
                reason = "access-denied",
                evidence = new[] { "sha256:near", "sha256:far", "sha256:bare" },
                places = new[]
                {
                    new { evidence = "sha256:near", latitude = 31.2001, longitude = 121.5 },
                    new { evidence = "sha256:far", latitude = 31.2345, longitude = 121.5 },
                },
            },
            Worker(Alpha));

        var pause = (await host.ReadAsync($"/work-orders/{id}/sla")).GetProperty("pauses")[0];
        pause.GetProperty("verdict").GetString().ShouldBe("provisional");
        pause.GetProperty("flags").EnumerateArray().Select(f => f.GetString())
            .ShouldBe(["evidence-far", "evidence-without-position"]);
        pause.GetProperty("distances").EnumerateArray()
            .Select(d => d.TryGetProperty("metres", out var m) ? m.GetInt32() : (int?)null).ShouldBe([11, 3836, null]);
        pause.GetRawText().ShouldNotContain("31.2");

        (await UnjudgedAsync()).ShouldContain(id);
        await host.DoAsync(
            $"/work-orders/{id}:decide-suspension", new { pause = 1, approved = true }, As("dispatcher"));
        (await UnjudgedAsync()).ShouldNotContain(id);
    }

    // Asked for on a Friday at four: an hour and a half are left of that day, and the rest is Monday's.
    [Fact]
    public async Task Pause_IsToBeJudgedWithinOneWorkingDay()
    {
        var id = await AcceptedAsync("E4");
        await host.DoAsync(
            $"/work-orders/{id}:suspend", new { reason = "access-denied", evidence = new[] { "sha256:gate" } },
            Worker(Alpha));

        (await host.ReadAsync($"/work-orders/{id}/sla")).GetProperty("pauses")[0].GetProperty("judgeBy")
            .GetDateTimeOffset().ShouldBe(Start.AddDays(3));
    }

    // What waits for a judgement is the operator's list to work through.
    private async Task<List<Guid>> UnjudgedAsync() =>
    [
        .. (await host.ReadAsync("/work-orders?pauseUnjudged=true&limit=100")).GetProperty("items").EnumerateArray()
            .Select(o => o.GetProperty("id").GetGuid()),
    ];

    [Fact]
    public async Task Place_OfNoEvidence_IsRefused()
    {
        var id = await AcceptedAsync("E2");
        var wish = new
        {
            reason = "access-denied", evidence = new[] { "sha256:1" },
            places = new[] { new { evidence = "sha256:2", latitude = 31.2, longitude = 121.5 } },
        };

        await (await host.PostAsync($"/work-orders/{id}:suspend", wish, Worker(Alpha)))
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "work-order.evidence-place-invalid");
    }

    [Fact]
    public async Task Arrival_WithAFixFromElsewhere_IsFlagged()
    {
        var id = await AcceptedAsync("E3");
        await host.DoAsync(
            $"/work-orders/{id}:arrive", new { gps = new { latitude = 31.3, longitude = 121.5, at = Start } },
            Worker(Alpha));

        var arrived = (await host.ReadAsync($"/work-orders/{id}")).GetProperty("milestones").EnumerateArray().Single();
        arrived.GetProperty("siteMetres").GetDouble().ShouldBe(11_120, 5);
        arrived.GetProperty("flags").EnumerateArray().Select(f => f.GetString()).ShouldBe(["evidence-far"]);
    }

    [Fact]
    public async Task Route_OfACable_IsKept_AndOneOfNoLengthIsRefused()
    {
        object Cable(string code, params object[] route) => new
        {
            code, name = "Ring " + code, assetClass = "trunk1", areaClass = "U", region = "Shanghai",
            county = "Huangpu", tags = Array.Empty<string>(), line = new { sheathKm = 3, route },
        };
        var a = new { longitude = 121.5, latitude = 31.2 };
        await host.DoAsync("/assets", Cable("R1", a, new { longitude = 121.6, latitude = 31.2 }), As("dispatcher"));

        (await host.ReadAsync("/assets/R1")).GetProperty("profile").GetProperty("line").GetProperty("route")
            .GetArrayLength().ShouldBe(2);
        await (await host.PostAsync("/assets", Cable("R2", a), As("dispatcher")))
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "asset.field-invalid");
    }

    private async Task<Guid> AcceptedAsync(string code)
    {
        await host.DoAsync(
            "/assets",
            new
            {
                code, name = "Site " + code, assetClass = "station-vip", areaClass = "U", region = "Shanghai",
                county = "Huangpu", tags = Array.Empty<string>(), station = new { batteryMinutes = 180 },
                position = new { longitude = 121.5, latitude = 31.2 },
            },
            As("dispatcher"));
        var id = await host.ReportAsync(code);
        await host.SettledAsync();
        await host.DoAsync($"/work-orders/{id}:accept", new { }, Worker(Alpha));
        return id;
    }
}
