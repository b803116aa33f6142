using System.Net;
using System.Text.Json;
using FieldOps.Host.Tests.Edge;

namespace FieldOps.Host.Tests.Sla;

/// <summary>
/// Local backbone in town: accept 15, arrive 60, restore 330 minutes from dispatch, restore can be paused.
/// </summary>
public sealed class BoardTests : IClassFixture<SlaHost>
{
    private static int s_tests;

    private readonly string _tenant = $"board-{Interlocked.Increment(ref s_tests)}";
    private readonly SlaHost _host;

    public BoardTests(SlaHost host)
    {
        _host = host;
        host.BeginHere();
    }

    [Fact]
    public async Task Board_OfANewOrder_ShowsItsClocksNextToBreachFirst()
    {
        await _host.CreateAsync(_tenant, "a", SlaHost.Alpha, -5);
        (await BoardAsync()).ShouldBe(["accept running 15", "arrive running 60", "restore running 330"]);
        await _host.ToMinuteAsync(20);
        (await BoardAsync()).ShouldBe(["accept breached -5", "arrive running 40", "restore running 310"]);
    }

    [Fact]
    public async Task Board_WithinAPause_StopsTheClockThatMayRest()
    {
        await _host.CreateAsync(_tenant, "a", SlaHost.Alpha, -5);
        await _host.ToMinuteAsync(10);
        await _host.AcceptAsync(_tenant, "a", SlaHost.Alpha);
        await _host.ToMinuteAsync(30);
        await _host.PauseAsync(_tenant, "a", SlaHost.Alpha);
        await _host.ToMinuteAsync(50);
        (await BoardAsync()).ShouldBe(["arrive running 10", "restore paused 300"]);
        await _host.ResumeAsync(_tenant, "a", SlaHost.Alpha);
        await _host.ToMinuteAsync(60);
        (await BoardAsync()).ShouldBe(["arrive running 0", "restore running 290"]);
    }

    [Fact]
    public async Task Board_AfterCancellation_IsEmpty()
    {
        await _host.CreateAsync(_tenant, "a", SlaHost.Alpha, -5);
        (await BoardAsync()).Length.ShouldBe(3);
        await _host.CancelAsync(_tenant, "a");
        (await BoardAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Board_OfAnOrderInTheQueue_IsEmpty()
    {
        await _host.CreateAsync(_tenant, "a", null, -5);
        (await BoardAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Board_ByFilter_ShowsWhatFits()
    {
        await _host.CreateAsync(_tenant, "a", SlaHost.Alpha, -5);
        await _host.CreateAsync(_tenant, "b", SlaHost.Beta, -5);
        (await BoardAsync("clock=accept")).Length.ShouldBe(2);
        (await BoardAsync($"contractor={SlaHost.Beta.ContractorId}")).Length.ShouldBe(3);
        (await BoardAsync("county=Pudong&dueWithinMinutes=60")).Length.ShouldBe(4);
        (await BoardAsync("county=Minhang")).ShouldBeEmpty();
        (await BoardAsync("region=Shanghai&assetClass=local-backbone&clock=restore")).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Board_InPages_ShowsEveryClockOnce()
    {
        foreach (var order in new[] { "a", "b", "c" })
        {
            await _host.CreateAsync(_tenant, order, SlaHost.Alpha, -5);
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await _host.ReadAsync(_tenant, $"/api/v1/sla/board?limit=2&cursor={cursor}");
            seen.AddRange(page.GetProperty("items").EnumerateArray()
                .Select(r => $"{r.GetProperty("number").GetString()} {r.GetProperty("clock").GetString()}"));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        seen.Count.ShouldBe(9);
        seen.Distinct().Count().ShouldBe(9);
    }

    [Fact]
    public async Task Board_OfOtherTenant_IsEmpty()
    {
        await _host.CreateAsync(_tenant, "a", SlaHost.Alpha, -5);
        (await _host.ReadAsync("other", "/api/v1/sla/board")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Board_ForAContractor_ShowsItsOwnOrdersOnly()
    {
        await _host.CreateAsync(_tenant, "a", SlaHost.Alpha, -5);
        await _host.CreateAsync(_tenant, "b", SlaHost.Beta, -5);
        var own = ("X-Contractor", SlaHost.Beta.ContractorId.ToString());
        var items = (await _host.ReadAsync(_tenant, "/api/v1/sla/board", own)).GetProperty("items");
        items.EnumerateArray().Select(r => r.GetProperty("contractorCode").GetString()).Distinct().ShouldBe(["BETA"]);
        var others = await _host.GetAsync(
            $"/api/v1/sla/board?contractor={SlaHost.Alpha.ContractorId}", ("X-Tenant", _tenant), own);
        await others.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "sla.contractor-not-own");
    }

    [Theory]
    [InlineData("clock=lunch", "request.parameter-invalid")]
    [InlineData("dueWithinMinutes=-1", "request.parameter-invalid")]
    [InlineData("cursor=WyJhIiwiYiIsImMiXQ", "page.cursor-invalid")]
    [InlineData("contractor=12", "request.parameter-invalid")]
    public async Task Board_AskedNonsense_Refuses(string query, string code)
    {
        var response = await _host.GetAsync("/api/v1/sla/board?" + query);
        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, code);
    }

    private async Task<string[]> BoardAsync(string query = "")
    {
        var page = await _host.ReadAsync(_tenant, "/api/v1/sla/board?" + query);
        return [.. page.GetProperty("items").EnumerateArray().Select(Line)];
    }

    private static string Line(JsonElement row) =>
        $"{row.GetProperty("clock").GetString()} {row.GetProperty("state").GetString()} "
        + row.GetProperty("remainingMinutes").GetInt32();
}
