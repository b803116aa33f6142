using System.Net;
using FieldOps.Host.Tests.Edge;

namespace FieldOps.Host.Tests.Faults;

public sealed class TicketIntakeTests(FaultsHost host) : IClassFixture<FaultsHost>
{
    [Fact]
    public async Task Report_NewFaultThenRepeat_IsRaisedOnceAndAttached()
    {
        var code = await host.AddStationAsync("T1");

        var first = await host.PostAsync("/api/v1/tickets", FaultsHost.Report(code));
        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        var raised = await first.JsonAsync();
        raised.GetProperty("status").GetString().ShouldBe("raised");
        raised.GetProperty("number").GetString().ShouldBe("GZ-T1-0001");
        first.Headers.Location!.ToString().ShouldBe($"/api/v1/tickets/{raised.GetProperty("ticketId").GetString()}");

        var second = await host.PostAsync("/api/v1/tickets", FaultsHost.Report(code));
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        var attached = await second.JsonAsync();
        attached.GetProperty("status").GetString().ShouldBe("attached");
        attached.GetProperty("repeatCount").GetInt32().ShouldBe(1);

        var detail = await host.ReadAsync($"/api/v1/tickets/{raised.GetProperty("ticketId").GetString()}");
        detail.GetProperty("ticket").GetProperty("repeatCount").GetInt32().ShouldBe(1);
        detail.GetProperty("repeats")[0].GetProperty("description").GetString().ShouldBe("无信号");
    }

    [Fact]
    public async Task Report_SameKeyAgain_GivesTheFirstAnswerAgain()
    {
        var code = await host.AddStationAsync("T2");
        var key = host.Key();

        var first = await host.PostAsync("/api/v1/tickets", FaultsHost.Report(code), key);
        var again = await host.PostAsync("/api/v1/tickets", FaultsHost.Report(code), key);
        var other = await host.PostAsync("/api/v1/tickets", FaultsHost.Report(code, severity: "minor"), key);

        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("nobody", "major", 404, "asset.unknown")]
    [InlineData("T3", "warning", 422, "fault.severity-warning")]
    [InlineData("T3", "huge", 422, "fault.field-invalid")]
    public async Task Report_NotPossible_IsAProblemInBothLanguages(
        string code, string severity, int status, string problem)
    {
        await host.PostAsync("/api/v1/assets", FaultsHost.Station("T3"));

        var response = await host.PostAsync("/api/v1/tickets", FaultsHost.Report(code, severity: severity));

        ((int)response.StatusCode).ShouldBe(status);
        var body = await response.Content.ReadAsStringAsync();
        body.ShouldContain(problem);
        body.ShouldMatch("[\u4e00-\u9fff]");
    }

    [Fact]
    public async Task Report_ByAContractor_IsForbidden()
    {
        var response = await host.PostAsync(
            "/api/v1/tickets",
            FaultsHost.Report("T1"),
            host.Key(),
            ("X-Role", "field-worker"),
            ("X-Contractor", "6f0f9d0a-5a0e-4c1e-9b53-0a3b1f7d2c11"));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Batch_MixedItems_EachHasItsOwnOutcomeAndOneAssetKeepsItsOrder()
    {
        var one = await host.AddStationAsync("B1");
        var two = await host.AddStationAsync("B2");
        object[] items =
        [
            FaultsHost.Report(one),
            FaultsHost.Report(one),
            FaultsHost.Report("nobody"),
            FaultsHost.Report(two),
            new { assetCode = two },
            FaultsHost.Report(one),
        ];

        var key = host.Key();
        var answer = await (await host.PostAsync("/api/v1/tickets:batch", new { items }, key)).JsonAsync();

        var outcomes = answer.GetProperty("items").EnumerateArray().ToArray();
        outcomes.Select(o => o.GetProperty("outcome").GetString())
            .ShouldBe(["accepted", "accepted", "refused", "accepted", "refused", "accepted"]);
        new[] { 0, 1, 5 }.Select(i => outcomes[i].GetProperty("value").GetProperty("repeatCount").GetInt32())
            .ShouldBe([0, 1, 2]);
        outcomes[2].GetProperty("code").GetString().ShouldBe("asset.unknown");
        outcomes[4].GetProperty("facts").GetProperty("field").GetString().ShouldBe("severity");

        var again = await (await host.PostAsync("/api/v1/tickets:batch", new { items }, key)).JsonAsync();
        again.GetProperty("items").EnumerateArray()
            .Select(o => o.TryGetProperty("replayed", out var replayed) && replayed.GetBoolean())
            .ShouldBe([true, true, false, true, false, true]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task Batch_OfImpossibleSize_IsRefused(int count)
    {
        var items = Enumerable.Repeat(FaultsHost.Report("T1"), count).ToArray();
        var response = await host.PostAsync("/api/v1/tickets:batch", new { items });

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task List_FilteredAndPaged_ShowsEachTicketOnce()
    {
        var codes = Enumerable.Range(0, 5).Select(i => $"L{i}").ToArray();
        foreach (var code in codes)
        {
            await host.AddStationAsync(code);
            await host.PostAsync("/api/v1/tickets", FaultsHost.Report(code));
        }

        var seen = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await host.ReadAsync(
                $"/api/v1/tickets?status=open&text=gz-l&region=Shanghai&limit=2&cursor={cursor}");
            seen.AddRange(page.GetProperty("items").EnumerateArray()
                .Select(i => i.GetProperty("assetCode").GetString()));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        seen.Order().ShouldBe(codes);
        (await host.GetAsync("/api/v1/tickets?cursor=WyJhIiwiYiJd")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/api/v1/tickets?text=%00")]
    [InlineData("/api/v1/assets?county=x&text=a%00b")]
    [InlineData("/api/v1/rectifications?status=%00")]
    [InlineData("/api/v1/people?team=%00")]
    public async Task List_FilterWithNul_IsRefusedByName(string path)
    {
        var answer = await host.GetAsync(path);

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "request.parameter-invalid");
        path.ShouldContain(problem.GetProperty("facts").GetProperty("parameter").GetString() + "=");
    }

    [Fact]
    public async Task Get_UnknownTicket_IsNotFound() =>
        (await host.GetAsync("/api/v1/tickets/6f0f9d0a-5a0e-4c1e-9b53-0a3b1f7d2c11"))
            .StatusCode.ShouldBe(HttpStatusCode.NotFound);
}
