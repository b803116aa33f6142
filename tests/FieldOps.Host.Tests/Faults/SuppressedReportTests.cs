using System.Net;
using FieldOps.Host.Tests.Edge;

namespace FieldOps.Host.Tests.Faults;

public sealed class SuppressedReportTests(FaultsHost host) : IClassFixture<FaultsHost>
{
    [Fact]
    public async Task Reports_ExplainedByPlannedWorks_AreListedAndPaged()
    {
        foreach (var code in new[] { "S1", "S2" })
        {
            await host.AddStationAsync(code);
            var window = new { from = FaultsHost.Start, to = FaultsHost.Start.AddHours(2), reason = "works" };
            (await host.PostAsync($"/api/v1/assets/{code}/cutovers", window)).EnsureSuccessStatusCode();
        }

        foreach (var code in new[] { "S1", "S1", "S2" })
        {
            var answer = await (await host.PostAsync("/api/v1/tickets", FaultsHost.Report(code))).JsonAsync();
            answer.GetProperty("status").GetString().ShouldBe("suppressed");
        }

        var all = await host.ReadAsync("/api/v1/suppressed-reports");
        all.GetProperty("items").GetArrayLength().ShouldBe(3);
        var one = (await host.ReadAsync("/api/v1/suppressed-reports?assetCode=S2")).GetProperty("items")[0];
        one.GetProperty("description").GetString().ShouldBe("无信号");
        one.GetProperty("reportedAt").GetDateTimeOffset().ShouldBe(FaultsHost.Start);
        var works = one.GetProperty("cutoverId").GetString();
        (await host.ReadAsync($"/api/v1/suppressed-reports?cutoverId={works}"))
            .GetProperty("items").GetArrayLength().ShouldBe(1);

        // All three came in at one instant: the cursor tells them apart.
        var first = await host.ReadAsync("/api/v1/suppressed-reports?limit=2");
        var rest = await host.ReadAsync(
            $"/api/v1/suppressed-reports?limit=2&cursor={first.GetProperty("next").GetString()}");
        (first.GetProperty("items").GetArrayLength(), rest.GetProperty("items").GetArrayLength()).ShouldBe((2, 1));
        rest.TryGetProperty("next", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Reports_ForAContractor_AreRefused() =>
        (await host.GetAsync(
            "/api/v1/suppressed-reports",
            ("X-Role", "field-worker"),
            ("X-Contractor", "5b0f4d7a-90c5-4a3e-9a57-1f0f6d2c7b11"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
}
