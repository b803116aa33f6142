using System.Net;
using System.Text;
using FieldOps.Host.Tests.Edge;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>Fines that should not be: taken back by who recorded them, or objected to by who pays.</summary>
public sealed class WorkWithdrawalTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    [Fact]
    public async Task Work_TakenBack_IsSeenWithWhoAndWhy_AndCostsNothing()
    {
        var code = await MonthAsync("TYPO");
        var work = (await host.ReadAsync($"/api/v1/months/{code}/2024-01/works"))[0].GetProperty("workId").GetGuid();
        var path = $"/works/{work}:withdraw";
        (await PostAsync(code, path, new { reason = "x" }, Finance(code))).StatusCode
            .ShouldBe(HttpStatusCode.Forbidden);
        await (await PostAsync(code, $"/works/{Guid.NewGuid()}:withdraw", new { reason = "x" })).ShouldBeProblemAsync(
            HttpStatusCode.NotFound, "contractor-month.work-unknown");

        (await PostAsync(code, path, new { reason = "typed twice" })).StatusCode.ShouldBe(HttpStatusCode.OK);

        await CloseAsync(code);
        var shown = (await host.ReadAsync($"/api/v1/months/{code}/2024-01/works"))[0];
        shown.GetProperty("withdrawn").GetProperty("reason").GetString().ShouldBe("typed twice");
        (await host.ReadAsync($"/api/v1/months/{code}/2024-01/statement")).GetProperty("totalCny").GetDecimal()
            .ShouldBe(120_000m);
        var gone = (await host.ReadAsync($"/api/v1/months/{code}/2024-01/explain")).GetProperty("withdrawn")[0];
        gone.GetProperty("id").GetGuid().ShouldBe(work);
        gone.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("name").GetString()).ShouldBe(
            ["contractor-month.work-recorded.v1", "contractor-month.work-withdrawn.v1"]);
    }

    [Fact]
    public async Task Objection_ToAFine_IsDecidedInYuan_AndShownBesideTheOriginal()
    {
        var code = await MonthAsync("GUARD");
        await CloseAsync(code);
        var fine = (await host.ReadAsync($"/api/v1/months/{code}/2024-01/statement")).GetProperty("items")[0]
            .GetProperty("refs")[0].GetProperty("id").GetGuid();
        var lines = new[] { new { path = $"work/{fine}", reason = "a guard was there" } };
        (await PostAsync(code, ":dispute-lines", new { lines }, Finance(code))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var dispute = (await host.ReadAsync($"/api/v1/months/{code}/2024-01/history")).GetProperty("disputes")[0]
            .GetProperty("disputeId").GetGuid();
        var decide = $"/disputes/{dispute}:decide";
        await (await PostAsync(code, decide, new { upheld = true, reason = "agreed" })).ShouldBeProblemAsync(
            HttpStatusCode.UnprocessableEntity, "contractor-month.amount-out-of-range");
        (await PostAsync(code, decide, new { upheld = true, reason = "agreed", cny = -300m })).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        (await host.StepAsync(code, "compute")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var statement = await host.ReadAsync($"/api/v1/months/{code}/2024-01/statement");
        statement.GetProperty("totalCny").GetDecimal().ShouldBe(119_700m);
        statement.GetProperty("items").EnumerateArray()
            .Select(i => (i.GetProperty("kind").GetString(), i.GetProperty("amountCny").GetDecimal()))
            .ShouldBe([("fine", -600m), ("adjustment", 300m)]);
        var paper = await (await host.GetAsync($"/api/v1/months/{code}/2024-01/paper")).Content
            .ReadAsByteArrayAsync();
        Encoding.UTF8.GetString(paper).ShouldContain("-600.00 to -300.00; agreed");
        var item = (await host.ReadAsync($"/api/v1/months/{code}/2024-01/explain")).GetProperty("items")[1];
        item.GetProperty("facts")[0].GetProperty("events").EnumerateArray()
            .Select(e => e.GetProperty("name").GetString()).ShouldBe(
                ["contractor-month.lines-disputed.v1", "contractor-month.dispute-decided.v1"]);
    }

    private async Task<string> MonthAsync(string name)
    {
        var code = await host.ContractorAsync(name);
        await host.LotAsync(120_000m, (code, 100m));
        await host.OrdersAsync(code, 20, 0);
        var fine = new { terms = "line-prices", evidence = "photo", fine = new { code = "no-guard", count = 2 } };
        (await PostAsync(code, "/works", fine)).StatusCode.ShouldBe(HttpStatusCode.OK);
        return code;
    }

    private async Task CloseAsync(string code)
    {
        (await host.StepAsync(code, "freeze")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.StepAsync(code, "compute")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private Task<HttpResponseMessage> PostAsync(
        string code, string path, object? body, params (string, string)[] headers) =>
        host.SendAsync(HttpMethod.Post, $"/api/v1/months/{code}/2024-01{path}", body, headers);
}
