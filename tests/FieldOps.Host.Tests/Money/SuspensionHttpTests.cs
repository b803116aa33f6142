using System.Net;
using System.Text.Json;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>Two C propose a suspension by themselves (domain reference, 7.5); the department head decides.</summary>
public sealed class SuspensionHttpTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    private static readonly (string, string)[] s_head = [("X-Role", "department-head"), ("X-Actor", "head")];

    [Fact]
    public async Task TwoLowestMonths_ProposeASuspension_WithTheFacts_AndTheHeadConfirms()
    {
        var code = await host.ContractorAsync("LOW");
        var other = await host.ContractorAsync("FINE");
        await PublishAsync(code, "2023-11");
        (await ProposalsAsync(code)).ShouldBeEmpty("one lowest month is none too many");
        await PublishAsync(code, "2023-12");

        var proposal = (await ProposalsAsync(code)).ShouldHaveSingleItem();
        proposal.GetProperty("status").GetString().ShouldBe("open");
        proposal.GetProperty("grounds").GetProperty("results").EnumerateArray()
            .Select(r => $"{r.GetProperty("month").GetString()} {r.GetProperty("grade").GetString()}")
            .ShouldBe(["2023-11 C", "2023-12 C"]);
        (await host.ReadAsync($"/api/v1/contractors/{code}")).GetProperty("standing").GetString().ShouldBe("active");
        (await host.GetAsync($"/api/v1/suspensions?contractor={code}", Finance(other))).StatusCode
            .ShouldBe(HttpStatusCode.NotFound);
        (await host.ReadAsync("/api/v1/suspensions", Finance(other))).GetProperty("items").GetArrayLength().ShouldBe(0);

        var wish = new { reason = "no hope" };
        await (await DecideAsync(code, "confirm", wish)).ShouldBeProblemAsync(
            HttpStatusCode.Forbidden, "actor.role-not-allowed");
        await (await DecideAsync(other, "confirm", wish, s_head)).ShouldBeProblemAsync(
            HttpStatusCode.NotFound, "suspension.unknown");
        (await DecideAsync(code, "confirm", wish, s_head)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await DecideAsync(code, "dismiss", wish, s_head)).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "suspension.not-open");
        await ToldAsync();
        var register = await host.ReadAsync($"/api/v1/contractors/{code}");
        register.GetProperty("standing").GetString().ShouldBe("restricted");
        register.GetProperty("standingReason").GetString()!.ShouldContain("2023-11 ");
        (await host.ReadAsync($"/api/v1/suspensions?contractor={code}&status=confirmed")).GetProperty("items")
            .GetArrayLength().ShouldBe(1);
    }

    private async Task<JsonElement[]> ProposalsAsync(string code)
    {
        await ToldAsync();
        var list = await host.ReadAsync($"/api/v1/suspensions?contractor={code}");
        return [.. list.GetProperty("items").EnumerateArray()];
    }

    private Task ToldAsync()
    {
        var progress = host.Services.GetRequiredService<IFeedProgress>();
        return progress.WaitToEndAsync("suspensions-weighed", CancellationToken.None);
    }

    private async Task PublishAsync(string code, string month)
    {
        var breach = new { @class = "class1", kind = "leak", evidence = "x", occurredAt = $"{month}-10T00:00:00Z" };
        (await host.SendAsync(HttpMethod.Post, $"/api/v1/months/{code}/{month}/violations", breach)).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        (string, (string, string)[])[] steps =
        [
            ("freeze", []), ("compute", []), ("confirm", Finance(code)), ("approve", s_head), ("publish", []),
        ];
        foreach (var (step, headers) in steps)
        {
            (await host.SendAsync(HttpMethod.Post, $"/api/v1/months/{code}/{month}:{step}", null, headers)).StatusCode
                .ShouldBe(HttpStatusCode.OK, step);
        }
    }

    private Task<HttpResponseMessage> DecideAsync(
        string code, string verb, object body, params (string, string)[] headers) =>
        host.SendAsync(HttpMethod.Post, $"/api/v1/suspensions/{code}/2023:{verb}", body, headers);
}
