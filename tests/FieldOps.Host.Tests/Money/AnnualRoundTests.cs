using System.Net;
using System.Text.Json;
using FieldOps.Assessment;
using FieldOps.Domain.Assessment.Annual;
using FieldOps.Domain.Kernel;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Money.AnnualSteps;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>The year of every contractor of the tenant, drawn up by one call: on a host of its own.</summary>
public sealed class AnnualRoundTests(AnnualHost host) : IClassFixture<AnnualHost>
{
    private const string Call = "/annual-assessments:draw-up";

    [Fact]
    public async Task DrawUp_OfAll_TellsOfEachWhatBecameOfIt_AndAgainChangesNothing()
    {
        var done = await host.ContractorAsync("A-DONE");
        var gone = await host.ContractorAsync("B-GONE");
        await host.ContractorAsync("C-NEVER");
        var open = await host.ContractorAsync("D-OPEN");
        await host.DecemberAsync(done, 20m);
        await host.DecemberAsync(gone, null);
        await host.LeavesAsync(gone);
        await host.BreachAsync(open, "2023-12");

        var first = await RoundAsync("round-1");

        // Who had no month in the year is passed over; who has left since is not.
        first.ShouldBe([$"{done} 91.00", $"{gone} 99.00", $"{open} annual-assessment.months-open 2023-12"]);
        (await RoundAsync("round-1")).ShouldBe(first);
        (await RoundAsync("round-2")).ShouldBe(first);
        await host.PublishMonthAsync(open, "2023-12");
        await host.ReopenAsync(gone, "2023-12");
        await host.SignDecemberAsync(gone);
        // Another edition needs a reason, which is said to that contractor alone.
        (await RoundAsync("round-3")).ShouldBe(
            [$"{done} 91.00", $"{gone} annual-assessment.reason-missing", $"{open} 99.00"]);
        (await host.ReadAsync(One(done))).GetProperty("editions").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task DrawUp_OfAll_ThatMayNotBeOfAny_IsRefusedOnce()
    {
        await host.RefusedAsync(
            Call, new { year = "2023", composite = "front-back-60-40" }, "annual-assessment.composite-not-agreed");
        await host.RefusedAsync(Call, new { year = "2024" }, "annual-assessment.not-over");
        await host.RefusedAsync(
            Call, new { year = "2022" }, HttpStatusCode.UnprocessableEntity, "annual-assessment.composite-not-named");
        await host.RefusedAsync(
            Call, new { year = "2022", composite = "nowhere" }, HttpStatusCode.NotFound, "composite-scheme.unknown");
        await host.RefusedAsync(
            Call, new { year = "23" }, HttpStatusCode.UnprocessableEntity, "annual-assessment.year-invalid");
        await host.RefusedAsync(
            Call, new { year = "2023" }, HttpStatusCode.Forbidden, "actor.role-not-allowed", Finance("anybody"));
    }

    [Fact]
    public async Task OneThatCannotBeRead_IsUnknown_AndTheOthersAreAsked()
    {
        var (lost, slow, told) = (
            await host.ContractorAsync("X-LOST"), await host.ContractorAsync("Y-SLOW"),
            await host.ContractorAsync("Z-TOLD"));
        await host.Services.GetRequiredService<IFeedProgress>().WaitToEndAsync(
            AssessmentProjection.Schema, CancellationToken.None);

        var (items, refusal) = await host.Services.GetRequiredService<EveryContractor>().AskAsync(
            "default",
            (contractor, _) =>
                contractor.Code == lost ? throw new EntityUnreachableException("month", new NotSupportedException())
                : contractor.Code == slow ? throw new TimeoutException()
                : Task.FromResult<Answer?>(
                    contractor.Code == told ? new Answer.Refused(Refusal.Of(AnnualRefusals.Empty), 0) : null),
            (_, accepted) => accepted.View, CancellationToken.None);

        refusal.ShouldBeNull();
        items!.Select(i => (i.Subject, i.Outcome)).ShouldBe(
            [(lost, "unknown"), (slow, "unknown"), (told, "refused")]);
        items!.Take(2).ShouldAllBe(i => i.Code == RequestRefusals.UnknownOutcome);
    }

    // A mistake is no weather: it is told as one.
    [Fact]
    public Task OneThatFails_FailsTheCall() => Should.ThrowAsync<InvalidOperationException>(
        () => host.Services.GetRequiredService<EveryContractor>().AskAsync(
            "default", (_, _) => throw new InvalidOperationException(), (_, accepted) => accepted.View,
            CancellationToken.None));

    private async Task<string[]> RoundAsync(string key)
    {
        var answer = await host.PostAsync(
            "/api/v1" + Call, new { year = "2023" }, key, ("X-Role", "contractor-manager"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return [.. (await answer.JsonAsync()).GetProperty("items").EnumerateArray().Select(Told)];
    }

    private static string Told(JsonElement item)
    {
        var subject = item.GetProperty("subject").GetString();
        return item.GetProperty("outcome").GetString() == "accepted"
            ? $"{subject} {item.GetProperty("value").GetProperty("latest").GetProperty("score").GetDecimal():0.00}"
            : $"{subject} {item.GetProperty("code").GetString()} {MonthsOf(item)}".TrimEnd();
    }

    private static string? MonthsOf(JsonElement item) =>
        item.GetProperty("facts").TryGetProperty("months", out var months) ? months.GetString() : null;
}
