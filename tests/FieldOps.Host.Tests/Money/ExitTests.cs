using System.Net;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

public sealed class ExitTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    private static readonly (string, string)[] s_head = [("X-Role", "department-head"), ("X-Actor", "head")];

    [Fact]
    public async Task Exit_ForBreach_LosesNoOrder_AndEndsWithTheRegister()
    {
        var code = await host.ContractorAsync("EXIT");
        var month = MonthRef.Of(
            IdOf(code), code, new MonthKey(2024, 1), host.Services.GetRequiredService<TimeZoneInfo>());
        var order = NameBasedId.Of(month.EntityId, "open");
        await host.AskAsync(month, new EnterOrder(
            month, order, "GD-OPEN", null, order, "access", "repair", InJanuary, 0));
        var plan = new { kind = "breach", service = "after-sale", reason = "broke it", plan = "plan 3" };
        (await PostAsync(code, "draft", plan, Finance(code))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await (await PostAsync(code, "draft", new { kind = "breach", service = "tea", reason = "x", plan = "y" }))
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "contractor-exit.service-unknown");
        (await PostAsync(code, "draft", plan)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PostAsync(code, "decide", new { approved = true, minutes = "m 7" }, s_head)).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        (await PostAsync(code, "start", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ToldAsync();
        (await StandingAsync(code)).ShouldBe("notice");

        await (await PostAsync(code, "complete", null)).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "contractor-exit.orders-open");
        (await host.ReadAsync($"/api/v1/exits/{code}")).GetProperty("openOrders")[0].GetString().ShouldBe("GD-OPEN");
        await host.AskAsync(month, new WithdrawOrder(month, order, "GD-OPEN", "transferred", 0));
        await (await PostAsync(code, "complete", null)).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "contractor-exit.leftovers-open");
        foreach (var leftover in new[] { "complaints", "arrears" })
        {
            (await PostAsync(code, "close-leftover", new { leftover, evidence = "receipt" })).StatusCode
                .ShouldBe(HttpStatusCode.OK);
        }

        await (await PostAsync(code, "complete", null)).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "contractor-exit.months-unsettled");
        await SettleAsync(code);
        (await PostAsync(code, "complete", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ToldAsync();
        (await StandingAsync(code)).ShouldBe("exited");
    }

    // January was never opened for who leaves: nothing happened in it. Its lot has paid it all the same.
    [Fact]
    public async Task Exit_WithAPaidMonthThatNobodyOpened_WaitsForItsMoney()
    {
        var (code, heir) = (await host.ContractorAsync("OWED"), await host.ContractorAsync("TAKES"));
        await host.OrdersAsync(heir, 1, 0);
        var lot = await host.LotAsync(3_100m, (code, 100m));
        var plan = new { kind = "breach", service = "after-sale", reason = "broke it", plan = "plan 3" };
        await PostAsync(code, "draft", plan);
        await PostAsync(code, "name-replacement", new { lot, contractor = heir });
        await PostAsync(code, "decide", new { approved = true, minutes = "m 7" }, s_head);
        await PostAsync(code, "start", null);
        await PostAsync(code, "hand-over", null);
        foreach (var leftover in new[] { "complaints", "arrears" })
        {
            await PostAsync(code, "close-leftover", new { leftover, evidence = "receipt" });
        }

        var shown = await host.ReadAsync($"/api/v1/exits/{code}");
        shown.GetProperty("lots").GetArrayLength().ShouldBe(0);
        shown.GetProperty("unsettledMonths").EnumerateArray().Select(m => m.GetString())
            .ShouldBe(["2024-01", "2024-02"]);
        await (await PostAsync(code, "complete", null)).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "contractor-exit.months-unsettled");
        await SettleAsync(code);
        (await host.ReadAsync($"/api/v1/exits/{code}")).GetProperty("unsettledMonths").EnumerateArray()
            .Select(m => m.GetString()).ShouldBe(["2024-02"]);
    }

    [Fact]
    public async Task Exit_WithAFineThatCameLate_WaitsUntilItIsCounted()
    {
        var code = await host.ContractorAsync("FINED");
        await host.OrdersAsync(code, 1, 0);
        await OkAsync(
            $"/exits/{code}:draft",
            new { kind = "breach", service = "pre-sale", reason = "broke it", plan = "plan 6" });
        await OkAsync($"/exits/{code}:decide", new { approved = true, minutes = "m 10" }, s_head);
        await OkAsync($"/exits/{code}:start", null);
        foreach (var leftover in new[] { "complaints", "arrears" })
        {
            await OkAsync($"/exits/{code}:close-leftover", new { leftover, evidence = "receipt" });
        }

        await SettleAsync(code);
        await OkAsync($"/months/{code}/2024-01/works", new
        {
            terms = "line-prices", evidence = "photo", fine = new { code = "hook", count = 3 }, late = true,
            reason = "the photo came in February",
        });

        await (await PostAsync(code, "complete", null)).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "contractor-exit.late-facts");
        (await host.ReadAsync($"/api/v1/exits/{code}/leftovers?kind=late-facts")).GetProperty("items")[0]
            .GetProperty("reference").GetString().ShouldBe("2024-01");
        await OkAsync($"/months/{code}/2024-01:ask-reopening", new { reason = "a fine" });
        await OkAsync($"/months/{code}/2024-01:reopen", null, s_head);
        await SettleAsync(code);
        await OkAsync($"/exits/{code}:complete", null);
    }

    [Fact]
    public async Task Exit_Completed_EndsTheContract_AndNothingSpeaksOfItAnyMore()
    {
        var code = await host.ContractorAsync("ENDS");
        var lot = await host.LotAsync(3_100m, (code, 100m));
        var contract = $"HT-{code}";
        var terms = ContractHttpTests.Terms(code, lot, ContractHttpTests.Clauses);
        await OkAsync("/contracts", new { code = contract, terms });
        await OkAsync($"/contracts/{contract}:sign", null, s_head);
        await OkAsync($"/contracts/{contract}:sign", null, Finance(code));
        var end = new { closedFrom = "2024-02-01T00:00:00+08:00", reason = "exit" };
        await OkAsync($"/lots/{lot}:ask-backdating", end);
        await OkAsync($"/lots/{lot}:approve-backdating", null, s_head);
        await OkAsync(
            $"/exits/{code}:draft",
            new { kind = "breach", service = "pre-sale", reason = "broke it", plan = "plan 5" });
        await OkAsync($"/exits/{code}:decide", new { approved = true, minutes = "m 9" }, s_head);
        await OkAsync($"/exits/{code}:start", null);
        foreach (var leftover in new[] { "complaints", "arrears" })
        {
            await OkAsync($"/exits/{code}:close-leftover", new { leftover, evidence = "receipt" });
        }

        await SettleAsync(code);
        await OkAsync($"/exits/{code}:complete", null);
        await host.Services.GetRequiredService<IFeedProgress>().WaitAllAsync(CancellationToken.None);

        var ended = await host.ReadAsync($"/api/v1/contracts/{contract}");
        ended.GetProperty("status").GetString().ShouldBe("ended");
        ended.GetProperty("endedFrom").GetString()!.ShouldStartWith("2024-02-05");
        ended.GetProperty("endReason").GetString()!.ShouldContain("exit completed");
        (await host.ReadAsync($"/api/v1/contracts?contractor={code}&status=effective")).GetProperty("items")
            .GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task VoluntaryExit_KeepsItsNotice_AndIsNobodyElsesBusiness()
    {
        var code = await host.ContractorAsync("LEAVE");
        var other = await host.ContractorAsync("OTHER");
        var lot = await host.LotAsync(1_000m, (code, 100m));
        var plan = new { kind = "voluntary", service = "after-sale", reason = "sold", plan = "plan 4" };
        (await PostAsync(code, "draft", plan, Finance(code))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PostAsync(code, "decide", new { approved = true, minutes = "m 8" }, s_head)).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        // The end of its notice hands over by itself: who takes over maintenance is named before it begins.
        var bare = await (await PostAsync(code, "start", null)).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "contractor-exit.replacement-missing");
        bare.GetProperty("facts").GetProperty("lots").GetString().ShouldBe(lot);
        (await PostAsync(code, "name-replacement", new { lot, contractor = other })).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        var view = await (await PostAsync(code, "start", null)).JsonAsync();
        view.GetProperty("noticeUntil").GetString()!.ShouldStartWith("2024-05-05");
        await (await PostAsync(code, "complete", null)).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "contractor-exit.notice-running");
        (await host.ReadAsync($"/api/v1/exits/{code}", Finance(code))).GetProperty("lots")[0].GetString()
            .ShouldBe(lot);
        (await host.GetAsync($"/api/v1/exits/{code}", Finance(other))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(code, "draft", plan, Finance(other))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(code, "start", null, Finance(code))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task OkAsync(string path, object? body, params (string, string)[] headers)
    {
        var answer = await host.SendAsync(HttpMethod.Post, "/api/v1" + path, body, headers);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {await answer.Content.ReadAsStringAsync()}");
    }

    private async Task SettleAsync(string code)
    {
        await host.StepAsync(code, "freeze");
        await host.StepAsync(code, "compute");
        await host.StepAsync(code, "confirm", Finance(code));
        await host.StepAsync(code, "approve", s_head);
        await host.StepAsync(code, "publish");
        (await host.StepAsync(code, "settle")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<string?> StandingAsync(string code) =>
        (await host.ReadAsync($"/api/v1/contractors/{code}")).GetProperty("standing").GetString();

    private Task ToldAsync()
    {
        var progress = host.Services.GetRequiredService<IFeedProgress>();
        return progress.WaitToEndAsync("exits-to-standing", CancellationToken.None);
    }

    private Task<HttpResponseMessage> PostAsync(
        string code, string step, object? body, params (string, string)[] headers) =>
        host.SendAsync(HttpMethod.Post, $"/api/v1/exits/{code}:{step}", body, headers);
}
