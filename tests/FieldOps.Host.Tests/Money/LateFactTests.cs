using System.Net;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>What is found on the 5th about the month before, at every door.</summary>
public sealed class LateFactTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    private const string Why = "the audit came on the 5th";

    private static readonly (string, string)[] s_head = [("X-Role", "department-head"), ("X-Actor", "head")];

    [Fact]
    public async Task Breach_AfterTheFreeze_IsRefusedWithAWayThatLeadsThere_AndIsPaidByTheOpenMonth()
    {
        var code = await SettledAsync("FOUND");
        var refused = await PostAsync(code, "/violations", Breach(late: false));
        await refused.ShouldBeProblemAsync(HttpStatusCode.Conflict, "contractor-month.closed");
        (await refused.Content.ReadAsStringAsync()).ShouldContain("late true");

        (await PostAsync(code, "/violations", Breach(late: true))).StatusCode.ShouldBe(HttpStatusCode.OK);

        var late = (await host.ReadAsync($"/api/v1/months/{code}/2024-01/late-facts")).GetProperty("items")[0];
        late.GetProperty("kind").GetString().ShouldBe("violation");
        late.GetProperty("grounds").GetProperty("reason").GetString().ShouldBe(Why);
        (await PostAsync(code, ":correct", new { reason = Why })).StatusCode.ShouldBe(HttpStatusCode.OK);
        await host.Services.GetRequiredService<IFeedProgress>()
            .WaitToEndAsync("corrections-to-month", CancellationToken.None);
        (await host.ReadAsync($"/api/v1/months/{code}/2024-02/history")).GetProperty("carried")[0]
            .GetProperty("amountCny").GetDecimal().ShouldBe(-100_000m);
        // The year counts it as well, though it stands on no sheet.
        (await host.ReadAsync($"/api/v1/standings/{code}/2024")).GetProperty("terminationConsidered").GetBoolean()
            .ShouldBeTrue();
    }

    [Fact]
    public async Task Breach_AfterTheFreeze_IsPaidByTheMonthThatTwoPeopleOpenAgain()
    {
        var code = await SettledAsync("AGAIN");
        (await PostAsync(code, "/violations", Breach(late: true))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PostAsync(code, ":ask-reopening", new { reason = Why })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PostAsync(code, ":reopen", null, s_head)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.StepAsync(code, "compute")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var month = (await host.ReadAsync($"/api/v1/months/{code}/2024-01")).GetProperty("month");
        month.GetProperty("violations").GetInt32().ShouldBe(1);
        month.GetProperty("score").GetDecimal().ShouldBe(0m);
        month.GetProperty("totalCny").GetDecimal().ShouldBe(0m);
    }

    [Fact]
    public async Task FactsOfPeople_AfterTheFreeze_AllHaveTheirDoor()
    {
        var code = await SettledAsync("DOORS");
        var day = "2024-01-20";
        (string Path, object Body)[] doors =
        [
            ("/findings", new { kind = "off-channel", evidence = "x", late = true, reason = Why }),
            ("/readings", new
            {
                indicator = "availability", numerator = 9, denominator = 10, day, evidence = "x", late = true,
                reason = Why,
            }),
            ("/marks", new
            {
                scheme = "daily-marks", rule = "marks/marks/marks/quality", points = 1, day, evidence = "x",
                late = true, reason = Why,
            }),
            ("/works", new
            {
                terms = "line-prices", evidence = "x", fine = new { code = "hook", count = 3 }, late = true,
                reason = Why,
            }),
        ];
        foreach (var (path, body) in doors)
        {
            (await PostAsync(code, path, body)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }

        var late = await host.ReadAsync($"/api/v1/months/{code}/2024-01/late-facts");
        late.GetProperty("items").EnumerateArray().Select(l => l.GetProperty("kind").GetString())
            .ShouldBe(["finding", "mark", "reading", "work"]);
    }

    private static object Breach(bool late) => new
    {
        @class = "class1", kind = "data-leak", evidence = "case 7", occurredAt = InJanuary, late,
        reason = late ? Why : null,
    };

    private async Task<string> SettledAsync(string name)
    {
        var code = await host.ContractorAsync(name);
        await host.LotAsync(100_000m, (code, 100m));
        await host.OrdersAsync(code, 20, 0);
        (string Step, (string, string)[] By)[] steps =
        [
            ("freeze", []), ("compute", []), ("confirm", Finance(code)), ("approve", s_head), ("publish", []),
            ("settle", []),
        ];
        foreach (var (step, by) in steps)
        {
            (await host.StepAsync(code, step, by)).StatusCode.ShouldBe(HttpStatusCode.OK, step);
        }

        return code;
    }

    private Task<HttpResponseMessage> PostAsync(
        string code, string path, object? body, params (string, string)[] headers) =>
        host.SendAsync(HttpMethod.Post, $"/api/v1/months/{code}/2024-01{path}", body, headers);
}
