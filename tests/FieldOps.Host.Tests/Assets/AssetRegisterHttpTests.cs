using System.Net;
using System.Net.Http.Json;
using FieldOps.Host.Tests.Edge;
using FieldOps.Host.Tests.Faults;

namespace FieldOps.Host.Tests.Assets;

public sealed class AssetRegisterHttpTests(FaultsHost host) : IClassFixture<FaultsHost>
{
    [Fact]
    public async Task Register_ThenRead_ShowsWhatWasSentWithItsVersion()
    {
        await host.AddStationAsync("R1");

        var read = await host.GetAsync("/api/v1/assets/R1");
        read.Headers.ETag!.Tag.ShouldBe("\"1\"");
        var profile = (await read.JsonAsync()).GetProperty("profile");
        profile.GetProperty("tags").EnumerateArray().Select(t => t.GetString()).ShouldBe(["cascading", "vip"]);
        profile.GetProperty("station").GetProperty("batteryMinutes").GetInt32().ShouldBe(180);
    }

    [Fact]
    public async Task Register_CodeOfAnotherType_IsRefused()
    {
        await host.AddStationAsync("R2");
        var segment = new
        {
            code = "R2", name = "x", assetClass = "trunk1", areaClass = "U", region = "a", county = "b",
            line = new { sheathKm = 820.5 },
        };

        (await host.PostAsync("/api/v1/assets", segment)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Register_UnknownClass_IsRefused() =>
        (await host.PostAsync(
            "/api/v1/assets",
            new { code = "R3", name = "x", assetClass = "boat", areaClass = "U", region = "a", county = "b" }))
            .StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

    [Fact]
    public async Task Amend_WithStaleVersion_IsRefusedAndWithTheSeenOneTaken()
    {
        await host.AddStationAsync("R4");
        async Task<HttpStatusCode> PutAsync(string tag)
        {
            var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/assets/R4")
            {
                Content = JsonContent.Create(FaultsHost.Station("R4", $"name {tag}")),
            };
            request.Headers.Add("Idempotency-Key", host.Key());
            request.Headers.TryAddWithoutValidation("If-Match", tag);
            return (await host.Client.SendAsync(request)).StatusCode;
        }

        (await PutAsync("\"7\"")).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await PutAsync("\"1\"")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Batch_ThousandAssets_AreRegisteredAndListedByFilter()
    {
        var items = Enumerable.Range(0, 1000)
            .Select(i => FaultsHost.Station($"M{i:0000}", $"站点 {i}", i % 2 == 0 ? "Even" : "Odd"))
            .ToArray();

        var answer = await (await host.PostAsync("/api/v1/assets:batch", new { items })).JsonAsync();
        answer.GetProperty("accepted").GetInt32().ShouldBe(1000);

        var seen = 0;
        string? cursor = null;
        do
        {
            var page = await host.ReadAsync(
                $"/api/v1/assets?county=Odd&assetClass=station-vip&tag=vip&text=站点&limit=300&cursor={cursor}");
            seen += page.GetProperty("items").GetArrayLength();
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        seen.ShouldBe(500);
    }

    [Fact]
    public async Task Retire_WithOpenTicket_IsRefusedAndAfterwardsListedAsRetired()
    {
        await host.AddStationAsync("R5");
        await host.AddStationAsync("R6");
        await host.PostAsync("/api/v1/tickets", FaultsHost.Report("R5"));

        (await host.PostAsync("/api/v1/assets/R5:retire", new { reason = "gone" }))
            .StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await host.PostAsync("/api/v1/assets/R6:retire", new { reason = "gone" }))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        var row = (await host.ReadAsync("/api/v1/assets?text=R6")).GetProperty("items")[0];
        row.GetProperty("status").GetString().ShouldBe("retired");
    }

    [Fact]
    public async Task Cutover_DeclaredAndWithdrawn_IsShownAndGone()
    {
        await host.AddStationAsync("R7");
        var window = new { from = FaultsHost.Start, to = FaultsHost.Start.AddHours(2), reason = "works" };

        var declared = await host.PostAsync("/api/v1/assets/R7/cutovers", window);
        declared.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await (await host.GetAsync("/api/v1/assets/R7")).JsonAsync())
            .GetProperty("cutovers").GetArrayLength().ShouldBe(1);
        var address = declared.Headers.Location!.ToString();
        (await host.PostAsync($"{address}:withdraw", new { })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.PostAsync($"{address}:withdraw", new { })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Assets_OfAnotherCompany_AreNotSeen()
    {
        await host.AddStationAsync("R8");

        (await host.GetAsync("/api/v1/assets/R8", ("X-Tenant", "other"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.GetAsync("/api/v1/assets?text=R8", ("X-Tenant", "other"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await host.GetAsync("/api/v1/assets?text=R8", ("X-Tenant", "other"))).JsonAsync())
            .GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Classes_OfTheCatalogue_AreListed()
    {
        var classes = await (await host.GetAsync("/api/v1/asset-classes")).JsonAsync();
        classes.GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("code").GetString())
            .ShouldContain("trunk1");
    }
}
