using System.Net;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

public sealed class StandingTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    private static readonly (string, string)[] s_head = [("X-Role", "department-head"), ("X-Actor", "head")];
    private static readonly (string, string)[] s_other = [("X-Role", "department-head"), ("X-Actor", "other")];

    private const string Company = "91310000MA1K35XX8Q";

    [Fact]
    public async Task Listing_ReachesEveryBranch_RefusesApplications_AndIsLiftedOnAppeal()
    {
        var first = await BranchAsync("BR1", Company);
        var second = await BranchAsync("BR2", Company);
        var wish = new { reason = "data leak", evidence = "case 7" };
        (await PostAsync($"/contractors/{first}:list-bad-credit", wish)).StatusCode
            .ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync($"/contractors/{first}:list-bad-credit", wish, s_head)).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        await LinkedAsync();
        foreach (var branch in new[] { first, second })
        {
            await StandsAsync(branch, "blacklisted");
        }

        var again = new { code = "BR3", kind = "contractor", nameZh = "丙", nameEn = "C", organisation = Company };
        await RefusedAsync(second, again, again with { organisation = Company.ToLowerInvariant() });
        var list = await host.ReadAsync("/api/v1/bad-credit", Finance(second));
        list.GetProperty("items")[0].GetProperty("until").GetString()!.ShouldStartWith("2026-02-05");

        (await PostAsync($"/bad-credit/{Company}:appeal", new { reason = "not us" }, Finance(second))).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        var upheld = new { upheld = true, reason = "another company" };
        await (await PostAsync($"/bad-credit/{Company}:decide-appeal", upheld, s_head)).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "credit-record.same-person");
        (await PostAsync($"/bad-credit/{Company}:decide-appeal", upheld, s_other)).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        await LinkedAsync();
        await StandsAsync(first, "active");
        (await PostAsync("/contractors", again)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Suspension_NeedsTwoLowestMonths_AndDispatchPassesOver()
    {
        var code = await host.ContractorAsync("SUSP");
        var bad = await host.ContractorAsync("BAD");
        // Before there are sheets, and while both may be bound.
        var lot = await host.LotAsync(100_000m, (code, 50m), (bad, 50m));
        await host.OrdersAsync(code, 20, 0);
        await StepsAsync(code, "2024-01", ("freeze", []), ("compute", []));
        (await host.ReadAsync($"/api/v1/standings/{code}/2024")).GetProperty("summary")
            .TryGetProperty("grade", out _).ShouldBeFalse("nobody has signed the sheet");
        await StepsAsync(code, "2024-01", ("confirm", Finance(code)), ("approve", s_head), ("publish", []));
        var year = await host.ReadAsync($"/api/v1/standings/{code}/2024");
        year.GetProperty("summary").GetProperty("grade").GetString().ShouldBe("A");
        year.GetProperty("tier").GetString().ShouldBe("B");
        await (await PostAsync($"/standings/{code}/2024:suspend", null, s_head)).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "standing.suspension-not-possible");
        (await PostAsync($"/standings/{code}/2024:suspend", null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await host.PublishLowestAsync(bad, "2023-11", "2023-12");
        var worst = await host.ReadAsync($"/api/v1/standings/{bad}/2023");
        worst.GetProperty("suspensionPossible").GetBoolean().ShouldBeTrue();
        worst.GetProperty("terminationConsidered").GetBoolean().ShouldBeTrue();
        (await PostAsync($"/standings/{bad}/2023:suspend", null, s_head)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await StandsAsync(bad, "restricted");

        var shares = await host.ReadAsync($"/api/v1/lots/{lot}/next-shares?year=2023");
        shares.EnumerateArray().Select(s => s.GetProperty("shareNext").GetDecimal()).ShouldBe([100m, 0m]);
        (await host.GetAsync($"/api/v1/standings/{bad}/2023", Finance(code))).StatusCode
            .ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task StandsAsync(string code, string standing) =>
        (await host.ReadAsync($"/api/v1/contractors/{code}")).GetProperty("standing").GetString().ShouldBe(standing);

    // In whatever case it is typed; and who is listed does not name another company instead.
    private async Task RefusedAsync(string listed, params object[] applications)
    {
        foreach (var entry in applications)
        {
            await (await PostAsync("/contractors", entry)).ShouldBeProblemAsync(
                HttpStatusCode.Conflict, "contractor.listed");
        }

        await (await host.SendAsync(
            HttpMethod.Put, $"/api/v1/contractors/{listed}/organisation", new { organisation = "91310000OTHER" },
            ("If-Match", "*"))).ShouldBeProblemAsync(HttpStatusCode.Conflict, "contractor.listed");
    }

    private async Task StepsAsync(
        string code, string month, params IEnumerable<(string Step, (string, string)[] As)> steps)
    {
        foreach (var (step, headers) in steps)
        {
            (await PostAsync($"/months/{code}/{month}:{step}", null, headers)).StatusCode
                .ShouldBe(HttpStatusCode.OK, step);
        }
    }

    private async Task<string> BranchAsync(string code, string organisation)
    {
        (await PostAsync("/contractors", new { code, kind = "contractor", nameZh = "甲", nameEn = "A", organisation }))
            .StatusCode.ShouldBe(HttpStatusCode.Created);
        return code;
    }

    private Task LinkedAsync()
    {
        var progress = host.Services.GetRequiredService<IFeedProgress>();
        return progress.WaitToEndAsync("bad-credit", CancellationToken.None);
    }

    private Task<HttpResponseMessage> PostAsync(string path, object? body, params (string, string)[] headers) =>
        host.SendAsync(HttpMethod.Post, "/api/v1" + path, body, headers);
}
