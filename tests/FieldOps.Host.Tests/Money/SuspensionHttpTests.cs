using System.Net;
using FieldOps.Domain.Contractors;
using FieldOps.Host.Tests.Edge;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>Two C propose a suspension by themselves (domain reference, 7.5); the department head decides.</summary>
public sealed class SuspensionHttpTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    [Fact]
    public async Task TwoLowestMonths_ProposeASuspension_WithTheFacts_AndTheHeadConfirms()
    {
        var code = await host.ContractorAsync("LOW");
        var other = await host.ContractorAsync("FINE");
        await host.PublishLowestAsync(code, "2023-11");
        (await host.ProposalsAsync(code)).ShouldBeEmpty("one lowest month is none too many");
        await host.PublishLowestAsync(code, "2023-12");

        var proposal = (await host.ProposalsAsync(code)).ShouldHaveSingleItem();
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
        await (await DecideAsync(other, "confirm", wish, MoneyHostSuspensions.Head)).ShouldBeProblemAsync(
            HttpStatusCode.NotFound, "suspension.unknown");
        (await DecideAsync(code, "confirm", wish, MoneyHostSuspensions.Head)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await DecideAsync(code, "dismiss", wish, MoneyHostSuspensions.Head)).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "suspension.not-open");
        await host.WeighedAsync();
        var register = await host.ReadAsync($"/api/v1/contractors/{code}");
        register.GetProperty("standing").GetString().ShouldBe("restricted");
        register.GetProperty("standingReason").GetString()!.ShouldContain("2023-11 ");
        (await host.ReadAsync($"/api/v1/suspensions?contractor={code}&status=confirmed")).GetProperty("items")
            .GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task MonthTakenBack_WithdrawsTheProposal_AndWhoHasLeftIsNotProposed()
    {
        var code = await host.ContractorAsync("BACK");
        await host.PublishLowestAsync(code, "2023-11", "2023-12");
        (await host.ProposalsAsync(code)).ShouldHaveSingleItem();
        await host.ReopenAsync(code, "2023-12");
        (await host.ProposalsAsync(code)).ShouldHaveSingleItem().GetProperty("status").GetString()
            .ShouldBe("withdrawn");

        var gone = await host.ContractorAsync("GONE");
        await host.PublishLowestAsync(gone, "2023-11");
        await host.LeavesAsync(gone);
        await host.PublishLowestAsync(gone, "2023-12");
        (await host.ProposalsAsync(gone)).ShouldBeEmpty();
    }

    // The head's own suspension rests on the same results: the proposal is answered with it.
    [Fact]
    public async Task Suspend_ByTheHead_ConfirmsTheOpenProposal()
    {
        var code = await host.ContractorAsync("HEAD");
        await host.PublishLowestAsync(code, "2023-11", "2023-12");
        (await host.ProposalsAsync(code)).ShouldHaveSingleItem().GetProperty("status").GetString().ShouldBe("open");

        (await host.SendAsync(
            HttpMethod.Post, $"/api/v1/standings/{code}/2023:suspend", null, MoneyHostSuspensions.Head)).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        var proposal = (await host.ProposalsAsync(code)).ShouldHaveSingleItem();
        (proposal.GetProperty("status").GetString(), proposal.GetProperty("decidedBy").GetString())
            .ShouldBe(("confirmed", "head"));
        (await host.ReadAsync($"/api/v1/contractors/{code}")).GetProperty("standing").GetString()
            .ShouldBe("restricted");
    }

    [Fact]
    public async Task Listing_WithdrawsTheProposal_AndOnceItIsLiftedTheResultsProposeAgain()
    {
        var code = await host.ContractorAsync("LISTED");
        await host.PublishLowestAsync(code, "2023-11", "2023-12");
        // Weighed before the listing is known: else nothing is ever proposed.
        (await host.ProposalsAsync(code)).ShouldHaveSingleItem().GetProperty("status").GetString().ShouldBe("open");
        await host.RegisterAsync(code, new ChangeStanding(ContractorStanding.Blacklisted, "leak"));
        (await host.ProposalsAsync(code)).ShouldHaveSingleItem().GetProperty("status").GetString()
            .ShouldBe("withdrawn");

        await host.RegisterAsync(code, new ReinstateContractor("another company"));
        var proposal = (await host.ProposalsAsync(code)).ShouldHaveSingleItem();
        (proposal.GetProperty("status").GetString(), proposal.GetProperty("number").GetInt32()).ShouldBe(("open", 2));
    }

    [Fact]
    public async Task LastYearsResults_AreProposed_ThoseOfTheYearBeforeAreTooOld()
    {
        var code = await host.ContractorAsync("OLD");
        await host.PublishLowestAsync(code, "2022-11", "2022-12");
        (await host.ProposalsAsync(code)).ShouldBeEmpty("2022 ended more than a year ago");
        (await host.ReadAsync($"/api/v1/standings/{code}/2022")).GetProperty("suspensionPossible").GetBoolean()
            .ShouldBeTrue("the operator itself still may");
    }

    private Task<HttpResponseMessage> DecideAsync(
        string code, string verb, object body, params (string, string)[] headers) =>
        host.SendAsync(HttpMethod.Post, $"/api/v1/suspensions/{code}/2023:{verb}", body, headers);
}
