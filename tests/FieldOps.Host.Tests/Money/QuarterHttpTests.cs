using System.Net;
using System.Text;
using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>The whole host in April 2024, so that the first quarter can be settled.</summary>
public sealed class AprilHost : MoneyHost
{
    protected override DateTimeOffset? SimulatedStart => new DateTimeOffset(2024, 4, 5, 4, 0, 0, TimeSpan.Zero);
}

public sealed class QuarterHttpTests(AprilHost host) : IClassFixture<AprilHost>
{
    private static readonly (string, string)[] s_head = [("X-Role", "department-head"), ("X-Actor", "head")];

    [Fact]
    public async Task Quarter_OfSettledMonths_IsDrawnConfirmedSettledAndPrinted()
    {
        var code = await ContractorAsync("QUARTER");
        await SettleAsync(code, "2024-01");
        var open = await PostAsync(code, "draw", new { });
        var problem = await open.ShouldBeProblemAsync(HttpStatusCode.Conflict, "quarter-settlement.months-open");
        // Nothing happened in them, but their fees fall due.
        problem.GetProperty("facts").GetProperty("months").GetString().ShouldBe("2024-02, 2024-03");
        await SettleAsync(code, "2024-02");
        await SettleAsync(code, "2024-03");

        await DoAsync(code, "draw", new { });
        await DoAsync(code, "confirm", new { edition = 1 }, Finance(code));
        await DoAsync(code, "settle", new { edition = 1 }, s_head);

        var quarter = await host.ReadAsync($"/api/v1/quarters/{code}/2024-Q1");
        quarter.GetProperty("monthsSettled").GetInt32().ShouldBe(3);
        quarter.GetProperty("isOutdated").GetBoolean().ShouldBeFalse();
        var total = quarter.GetProperty("totalCny").GetDecimal();
        total.ShouldBe(quarter.GetProperty("months").EnumerateArray().Sum(m => m.GetProperty("totalCny").GetDecimal()));
        var edition = quarter.GetProperty("editions")[0];
        edition.GetProperty("status").GetString().ShouldBe("settled");
        edition.GetProperty("payCny").GetDecimal().ShouldBe(total);
        await LineAsync(code, total, edition);
        (await TextAsync(code, "paper")).ShouldContain($"{total:0.00}");
        (await TextAsync(code, "confirmation-letter")).ShouldContain($"{total:0.00}");
        var csv = await TextAsync(code, "paper?format=csv");
        csv.Split("\r\n").Count(l => l.StartsWith("2024-Q1,month,", StringComparison.Ordinal)).ShouldBe(3);
        csv.ShouldContain($"2024-Q1,total,,合计,Total,{total:0.00}");
        (await host.GetAsync(Paper(code, "paper?format=xlsx"))).Content.Headers.ContentType!.MediaType!
            .ShouldContain("spreadsheet");
        (await host.GetAsync(Paper(code, "paper?format=pdf"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task MonthOpenedAgain_OutdatesTheQuarter_AndTheNextEditionPaysTheDifference()
    {
        var code = await ContractorAsync("AGAIN");
        foreach (var month in (string[])["2024-01", "2024-02", "2024-03"])
        {
            await SettleAsync(code, month);
        }

        await DoAsync(code, "draw", new { });
        await DoAsync(code, "settle", new { edition = 1 }, s_head);
        var before = (await host.ReadAsync($"/api/v1/quarters/{code}/2024-Q1")).GetProperty("paidCny").GetDecimal();
        await host.OrdersAsync(code, 20, 5);
        await host.ReopenAsync(code, "2024-01");
        var stale = await host.ReadAsync($"/api/v1/quarters/{code}/2024-Q1");
        stale.GetProperty("isOutdated").GetBoolean().ShouldBeTrue();
        await (await PostAsync(code, "draw", new { reason = "meter" })).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "quarter-settlement.months-open");
        await SignAsync(code, "2024-01");

        await (await PostAsync(code, "draw", new { })).ShouldBeProblemAsync(
            HttpStatusCode.UnprocessableEntity, "quarter-settlement.reason-missing");
        await DoAsync(code, "draw", new { reason = "meter" });
        await DoAsync(code, "settle", new { edition = 2 }, s_head);

        var quarter = await host.ReadAsync($"/api/v1/quarters/{code}/2024-Q1");
        var total = quarter.GetProperty("totalCny").GetDecimal();
        total.ShouldBeLessThan(before);
        quarter.GetProperty("paidCny").GetDecimal().ShouldBe(total);
        quarter.GetProperty("editions")[1].GetProperty("payCny").GetDecimal().ShouldBe(total - before);
        await LineAsync(code, total, quarter.GetProperty("editions")[1]);
        (await TextAsync(code, "paper")).ShouldContain($"{total - before:0.00}");
        (await TextAsync(code, "paper?edition=1")).ShouldContain($"{before:0.00}");
    }

    [Fact]
    public async Task Quarters_OfAll_AreDrawnAtOnce_EachWithItsOutcome_AndListedByNumber()
    {
        var ready = await ContractorAsync("READY");
        var open = await ContractorAsync("OPEN");
        foreach (var month in (string[])["2024-01", "2024-02", "2024-03"])
        {
            await SettleAsync(ready, month);
        }

        var answer = await host.SendAsync(
            HttpMethod.Post, "/api/v1/quarters:draw", new { quarter = "2024-Q1" },
            ("X-Wait-Position", await EndAsync()));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);

        var items = (await answer.JsonAsync()).GetProperty("items").EnumerateArray().ToArray();
        items.Where(i => i.GetProperty("outcome").GetString() == "accepted")
            .Select(i => i.GetProperty("value").GetProperty("contractorCode").GetString()).ShouldContain(ready);
        items.ShouldContain(i => i.GetProperty("outcome").GetString() == "refused"
            && i.GetProperty("code").GetString() == "quarter-settlement.months-open");
        var listed = await ListAsync("?quarter=2024-Q1&limit=500");
        listed.ShouldContain(ready);
        listed.ShouldNotContain(open);
        listed.ShouldBe(listed.Order(StringComparer.Ordinal));
        (await ListAsync("", Finance(ready))).ShouldBe([ready]);
        (await ListAsync("?quarter=2023-Q4")).ShouldBeEmpty();
    }

    // What an earlier build answered is answered again by this one: its command ids are kept.
    [Fact]
    public async Task Quarters_OfAll_AreAskedByTheIdsOfEver_SoThatARetryAcrossAnUpgradeIsReplayed()
    {
        var code = await ContractorAsync("REPLAY");
        foreach (var month in (string[])["2024-01", "2024-02", "2024-03"])
        {
            await SettleAsync(code, month);
        }

        var key = NameBasedId.Of(IdOf(code), "quarters-draw");
        (await host.PostAsync(
            "/api/v1/quarters:draw", new { quarter = "2024-Q1" }, $"{key}", ("X-Role", "contractor-manager"),
            ("X-Wait-Position", await EndAsync()))).StatusCode.ShouldBe(HttpStatusCode.OK);

        await using var asked = host.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            "select count(*) from log.command where command = $1");
        asked.Parameters.Add(new() { Value = NameBasedId.Of(key, code) });
        (await asked.ExecuteScalarAsync()).ShouldBe(1L);
    }

    [Fact]
    public async Task Quarter_OfNobodyOrNoTime_IsRefusedWithItsCode()
    {
        var code = await ContractorAsync("BAD");
        var other = await ContractorAsync("SPY");
        await (await host.GetAsync($"/api/v1/quarters/{code}/2024-Q5")).ShouldBeProblemAsync(
            HttpStatusCode.UnprocessableEntity, "settlement.quarter-invalid");
        await (await host.GetAsync("/api/v1/quarters?quarter=2024")).ShouldBeProblemAsync(
            HttpStatusCode.UnprocessableEntity, "settlement.quarter-invalid");
        await (await PostAsync("NOBODY", "draw", new { })).ShouldBeProblemAsync(
            HttpStatusCode.NotFound, "contractor.unknown");
        await (await PostAsync(code, "draw", new { }, quarter: "2024-Q2")).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "quarter-settlement.not-over");
        await (await PostAsync(code, "draw", new { }, quarter: "2023-Q1")).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "quarter-settlement.empty");
        await (await PostAsync(code, "settle", new { edition = 1 }, headers: s_head)).ShouldBeProblemAsync(
            HttpStatusCode.NotFound, "quarter-settlement.unknown");
        (await PostAsync(code, "settle", new { edition = 1 })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync(code, "confirm", new { edition = 1 }, headers: Finance(other)))
            .StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.GetAsync(Paper(code, "paper"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    // The list shows what the quarter itself shows.
    private async Task LineAsync(string code, decimal paid, JsonElement latest)
    {
        var line = (await host.ReadAsync("/api/v1/quarters", Finance(code))).GetProperty("items")[0];
        line.GetProperty("paidCny").GetDecimal().ShouldBe(paid);
        JsonElement.DeepEquals(line.GetProperty("latest"), latest).ShouldBeTrue($"{line} {latest}");
    }

    private async Task<string> ContractorAsync(string name)
    {
        var code = await host.ContractorAsync(name);
        await host.LotAsync(120_000m, (code, 100m));
        await host.OrdersAsync(code, 20, 0);
        return code;
    }

    private async Task SettleAsync(string code, string month)
    {
        await host.DoAsync(code, month, "freeze", null);
        await SignAsync(code, month);
    }

    private async Task SignAsync(string code, string month)
    {
        await host.DoAsync(code, month, "compute", null);
        await host.DoAsync(code, month, "confirm", null, Finance(code));
        await host.DoAsync(code, month, "approve", null, s_head);
        await host.DoAsync(code, month, "publish", null);
        await host.DoAsync(code, month, "settle", null);
    }

    private async Task DoAsync(string code, string step, object body, params (string, string)[] headers) =>
        (await PostAsync(code, step, body, headers: headers)).StatusCode.ShouldBe(HttpStatusCode.OK, step);

    private async Task<HttpResponseMessage> PostAsync(
        string code, string step, object body, string quarter = "2024-Q1", (string, string)[]? headers = null) =>
        await host.SendAsync(
            HttpMethod.Post, $"/api/v1/quarters/{code}/{quarter}:{step}", body,
            [.. headers ?? [], ("X-Wait-Position", await EndAsync())]);

    private async Task<string> EndAsync() =>
        $"{await host.Services.GetRequiredService<IFeedProgress>().LogEndAsync(CancellationToken.None)}";

    private async Task<string[]> ListAsync(string query, params (string, string)[] headers) =>
    [
        .. (await host.ReadAsync("/api/v1/quarters" + query, headers)).GetProperty("items").EnumerateArray()
            .Select(q => q.GetProperty("contractorCode").GetString()!),
    ];

    private static string Paper(string code, string paper) => $"/api/v1/quarters/{code}/2024-Q1/{paper}";

    private async Task<string> TextAsync(string code, string paper)
    {
        var answer = await host.GetAsync(Paper(code, paper));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync());
    }
}
