using System.Net;
using System.Text.Json;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Entities;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>What a year's results open and close: renewals, next year's lots; and the contract's price list.</summary>
public sealed class RenewalTests(AgreedHost host) : IClassFixture<AgreedHost>
{
    private static readonly (string, string)[] s_head = [("X-Role", "department-head"), ("X-Actor", "head")];

    [Fact]
    public async Task Renewal_NeedsTheReviewAndTheYearThatCounts_AndTheContractorsConsent()
    {
        var (good, goodContract) = await ContractAsync(
            "GOOD", bad: false, month: null, until: "2024-04-30T00:00:00+08:00");
        var offer = new { until = "2025-07-01T00:00:00+08:00", year = "2023" };
        var path = $"/contracts/{goodContract}:offer-renewal";
        await host.RefusedAsync(path, offer, "contract.review-missing", s_head);
        await host.OkAsync($"/contracts/{goodContract}:review", new { finding = "poor work", renew = false });
        await host.RefusedAsync(path, offer, "contract.renewal-not-wanted", s_head);
        await host.OkAsync($"/contracts/{goodContract}:review", new { finding = "good work", renew = true });
        // The year that has ended counts, once all its months are final.
        await host.PublishMonthAsync(await WithMonthAsync(good, "2023-11"), "2023-11");
        var due = await host.RefusedAsync(path, offer with { year = "2024" }, "contract.year-not-due", s_head);
        due.GetProperty("facts").GetProperty("due").GetString().ShouldBe("2023");
        await host.RefusedAsync(path, offer, "contract.year-not-over", s_head);
        await host.PublishMonthAsync(await WithMonthAsync(good), "2023-12");
        await host.OkAsync(path, offer, s_head);
        var renewed = await host.OkAsync(
            $"/contracts/{goodContract}:answer-amendment", new { agreed = true }, Finance(good));
        renewed.GetProperty("ends").GetProperty("endsAt").GetString()!.ShouldStartWith("2025-06-30T16:00:00");
    }

    [Fact]
    public async Task Renewal_OnALowGrade_OrBeforeTheReviewIsDue_IsRefused()
    {
        var (_, badContract) = await ContractAsync("POOR", bad: true, until: "2024-04-30T00:00:00+08:00");
        await host.OkAsync($"/contracts/{badContract}:review", new { finding = "well", renew = true });
        var problem = await host.RefusedAsync(
            $"/contracts/{badContract}:offer-renewal", new { until = "2025-07-01T00:00:00+08:00" },
            "contract.grade-too-low", s_head);
        problem.GetProperty("facts").GetProperty("needed").GetString().ShouldBe("B");
        var (_, early) = await ContractAsync("EARLY", bad: false);
        await host.RefusedAsync(
            $"/contracts/{early}:review", new { finding = "well", renew = true }, "contract.review-early");
    }

    [Fact]
    public async Task Contract_ThatFollowsAnother_IsSignedOnceItsResultsAreCleared()
    {
        foreach (var bad in (bool[])[true, false])
        {
            var (contractor, before) = await ContractAsync("AGAIN", bad, until: "2024-04-30T00:00:00+08:00");
            var known = await host.ReadAsync($"/api/v1/contracts/{before}");
            var lot = known.GetProperty("terms").GetProperty("lots")[0].GetString()!;
            var (next, clear) = ($"/contracts/{before}-B", new { predecessor = before });
            var terms = ContractHttpTests.Terms(
                contractor, lot, ContractHttpTests.Clauses, from: "2024-04-30T00:00:00+08:00");
            await host.OkAsync("/contracts", new { code = before + "-B", terms });
            var refused = await host.RefusedAsync(next + ":sign", null, "contract.renewal-not-cleared", s_head);
            refused.GetProperty("facts").GetProperty("other").GetString().ShouldBe(before);
            await host.RefusedAsync(next + ":clear-renewal", clear, "contract.review-missing", s_head);
            await host.OkAsync($"/contracts/{before}:review", new { finding = "well", renew = true });
            if (bad)
            {
                await host.RefusedAsync(next + ":clear-renewal", clear, "contract.grade-too-low", s_head);
                // Next year's lot has another code, and the same work.
                await host.OkAsync($"/lots/{lot}:open-next-year", new { year = "2023", newCode = lot + "-N" }, s_head);
                var renamed = ContractHttpTests.Terms(
                    contractor, lot + "-N", ContractHttpTests.Clauses, from: "2024-04-30T00:00:00+08:00");
                await host.OkAsync("/contracts", new { code = before + "-C", terms = renamed });
                await host.RefusedAsync(
                    $"/contracts/{before}-C:sign", null, "contract.renewal-not-cleared", s_head);
                continue;
            }

            await host.OkAsync(next + ":clear-renewal", clear, s_head);
            await host.OkAsync(next + ":sign", null, s_head);
        }
    }

    // An end on the last day is none ahead: its review was due, and speaks.
    [Fact]
    public async Task Contract_EndedOnceItsReviewWasDue_IsNotFollowedWithoutIt()
    {
        var (contractor, before) = await ContractAsync("EVE", bad: false, until: "2024-04-30T00:00:00+08:00");
        var lot = (await host.ReadAsync($"/api/v1/contracts/{before}")).GetProperty("terms").GetProperty("lots")[0]
            .GetString()!;
        await host.OkAsync(
            $"/contracts/{before}:end", new { at = "2024-04-30T00:00:00+08:00", reason = "term is over" }, s_head);
        var terms = ContractHttpTests.Terms(
            contractor, lot, ContractHttpTests.Clauses, from: "2024-04-30T00:00:00+08:00");
        await host.OkAsync("/contracts", new { code = before + "-B", terms });
        var (clear, wish) = ($"/contracts/{before}-B:clear-renewal", new { predecessor = before });
        await host.RefusedAsync(clear, wish, "contract.review-missing", s_head);
        await host.OkAsync($"/contracts/{before}:review", new { finding = "poor work", renew = false });
        await host.RefusedAsync(clear, wish, "contract.renewal-not-wanted", s_head);
        await host.OkAsync($"/contracts/{before}:review", new { finding = "good work", renew = true });
        await host.OkAsync(clear, wish, s_head);
    }

    [Fact]
    public async Task Works_AreSettledByTheContractsPriceList()
    {
        var contractor = host.Agreed();
        var work = new { evidence = "photo", fine = new { code = "no-guard", count = 1 } };
        var view = await host.OkAsync($"/months/{contractor}/2024-02/works", work);
        view.ValueKind.ShouldBe(JsonValueKind.Object);
        var works = await host.ReadAsync($"/api/v1/months/{contractor}/2024-02/works");
        works[0].GetProperty("termsId").GetString().ShouldBe("line-prices");
        await host.RefusedAsync(
            $"/months/{contractor}/2024-02/works",
            new { evidence = "photo", terms = "other-prices", fine = new { code = "no-guard", count = 1 } },
            "settlement.price-list-not-agreed");
        var free = await host.ContractorAsync("FREE");
        var answer = await host.SendAsync(HttpMethod.Post, $"/api/v1/months/{free}/2024-02/works", work);
        await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "settlement.price-list-not-named");
    }

    [Fact]
    public async Task NextYear_AdmitsByTheResults_AndLeavesThePastAlone()
    {
        var good = await host.ContractorAsync("STAYS");
        var bad = await host.ContractorAsync("GOES");
        var lot = await host.LotAsync(1_000m, (good, 60m), (bad, 40m));
        await host.PublishMonthAsync(await WithMonthAsync(good), "2023-12");
        await host.PublishLowestAsync(bad, "2023-11");
        var wish = new { year = "2023", newCode = lot + "-NEXT" };
        await host.RefusedAsync($"/lots/{lot}:open-next-year", wish, "contract.year-not-over", s_head);
        await host.PublishLowestAsync(bad, "2023-12");
        await host.RefusedAsync(
            $"/lots/{lot}:open-next-year", wish with { year = "2024" }, "contract.year-not-over", s_head);
        var next = await host.OkAsync($"/lots/{lot}:open-next-year", wish, s_head);
        var terms = next.GetProperty("terms");
        terms.GetProperty("effectiveFrom").GetString()!.ShouldStartWith("2024-02-29T16:00:00");
        var share = terms.GetProperty("shares").EnumerateArray().ShouldHaveSingleItem();
        share.GetProperty("contractorCode").GetString().ShouldBe(good);
        share.GetProperty("sharePercent").GetDecimal().ShouldBe(100m);
        var old = await host.ReadAsync($"/api/v1/lots/{lot}");
        old.GetProperty("closedFrom").GetString()!.ShouldStartWith("2024-02-29T16:00:00");
        old.GetProperty("shares").GetArrayLength().ShouldBe(2);
        var again = await host.SendAsync(
            HttpMethod.Post, $"/api/v1/lots/{lot}:open-next-year", wish with { newCode = lot + "-X" });
        again.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task NextYear_FollowsALotThatHasEnded_FromItsEnd_AndIsAskedAgainInVain()
    {
        var good = await host.ContractorAsync("ENDED");
        var lot = await host.LotAsync(1_000m, (good, 100m));
        await host.PublishMonthAsync(await WithMonthAsync(good), "2023-12");
        var past = new { closedFrom = "2024-02-01T00:00:00+08:00", reason = "ran out" };
        await host.OkAsync($"/lots/{lot}:ask-backdating", past);
        await host.OkAsync($"/lots/{lot}:approve-backdating", null, s_head);
        var wish = new { year = "2023", newCode = lot + "-NEXT" };
        foreach (var n in (int[])[1, 2])
        {
            var next = await host.OkAsync($"/lots/{lot}:open-next-year", wish, s_head);
            next.GetProperty("terms").GetProperty("effectiveFrom").GetString()!
                .ShouldStartWith("2024-01-31T16:00:00", Case.Sensitive, $"{n}");
        }

        // A month since then that has a sheet is not paid anew.
        var scored = await host.ContractorAsync("SCORED");
        var other = await host.LotAsync(1_000m, (scored, 100m));
        await host.PublishMonthAsync(await WithMonthAsync(scored), "2023-12");
        await host.OkAsync(
            $"/lots/{other}:ask-backdating", new { closedFrom = "2024-01-10T00:00:00+08:00", reason = "x" });
        await host.OkAsync($"/lots/{other}:approve-backdating", null, s_head);
        await host.PublishMonthAsync(await WithMonthAsync(scored, "2024-01"), "2024-01");
        var later = await host.OkAsync(
            $"/lots/{other}:open-next-year", new { year = "2023", newCode = other + "-NEXT" }, s_head);
        later.GetProperty("terms").GetProperty("effectiveFrom").GetString()!.ShouldStartWith("2024-02-29T16:00:00");
    }

    // The second step was lost, and a month has a sheet by the time it is asked for again.
    [Fact]
    public async Task NextYear_AskedAgainAfterASheet_EndsTheLotBehindIt()
    {
        var code = await host.ContractorAsync("LOST");
        var lot = await host.LotAsync(1_000m, (code, 100m));
        await host.PublishMonthAsync(await WithMonthAsync(code), "2023-12");
        var entities = host.Services.GetRequiredService<IEntities>();
        EntityKey Key(string of) => new("default", ContractorIds.LotType, ContractorIds.Lot("default", of));
        async Task<ContractLotState> StateAsync(string of) =>
            (ContractLotState)(await entities.ReadAsync(Key(of), CancellationToken.None)).State;
        var next = (await StateAsync(lot)).Terms! with { EffectiveFrom = new(2023, 12, 31, 16, 0, 0, TimeSpan.Zero) };
        var opened = await entities.AskAsync(
            Key(lot + "-NEXT"), new OpenLot(Key(lot + "-NEXT").Id, lot + "-NEXT", next, []),
            new AskContext(new Actor("m", ActorRoles.ContractorManager), Guid.NewGuid()), CancellationToken.None);
        opened.ShouldBeOfType<Answer.Accepted>();
        await host.PublishMonthAsync(await WithMonthAsync(code, "2024-01"), "2024-01");

        await host.OkAsync($"/lots/{lot}:open-next-year", new { year = "2023", newCode = lot + "-NEXT" }, s_head);

        (await StateAsync(lot)).ClosedFrom.ShouldBe(new DateTimeOffset(2024, 1, 31, 16, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task NextYear_ScalesAFeeOfItsOwnWithTheShare()
    {
        var good = await host.ContractorAsync("SCALE");
        var bad = await host.ContractorAsync("DROP");
        var lot = await host.OwnFeesAsync((good, 60m, 600.10m), (bad, 40m, 500m));
        await host.PublishMonthAsync(await WithMonthAsync(good), "2023-12");
        await host.PublishLowestAsync(bad, "2023-12");
        var next = await host.OkAsync(
            $"/lots/{lot}:open-next-year", new { year = "2023", newCode = lot + "-NEXT" }, s_head);
        var share = next.GetProperty("terms").GetProperty("shares").EnumerateArray().ShouldHaveSingleItem();
        share.GetProperty("monthlyFeeCny").GetDecimal().ShouldBe(1_000.17m);
    }

    // A month that has a fact: an empty one is not opened.
    private async Task<string> WithMonthAsync(string contractor, string month = "2023-12")
    {
        var minor = new
        {
            @class = "class2", kind = "system-error", points = 1, evidence = "x", occurredAt = $"{month}-10T00:00:00Z",
        };
        await host.OkAsync($"/months/{contractor}/{month}/violations", minor);
        return contractor;
    }

    private async Task<(string Contractor, string Contract)> ContractAsync(
        string name, bool bad, string? month = "2024-01", string until = "2025-01-01T00:00:00+08:00")
    {
        var contractor = await host.ContractorAsync(name);
        var lot = await host.LotAsync(1_000m, (contractor, 100m));
        var code = $"HT-{contractor}";
        var terms = ContractHttpTests.Terms(contractor, lot, ContractHttpTests.Clauses, until);
        await host.OkAsync("/contracts", new { code, terms });
        await host.OkAsync($"/contracts/{code}:sign", null, s_head);
        await host.OkAsync($"/contracts/{code}:sign", null, Finance(contractor));
        if (month is not null)
        {
            await GradedAsync(contractor, bad);
        }

        return (contractor, code);
    }

    private async Task GradedAsync(string contractor, bool bad)
    {
        await host.OrdersAsync(contractor, 20, 0);
        if (bad)
        {
            await host.OkAsync(
                $"/months/{contractor}/2024-01/violations",
                new { @class = "class1", kind = "leak", evidence = "x", occurredAt = "2024-01-10T00:00:00Z" });
        }

        await host.StepAsync(contractor, "freeze");
        await host.StepAsync(contractor, "compute");
        await host.StepAsync(contractor, "confirm", Finance(contractor));
        await host.StepAsync(contractor, "approve", s_head);
        (await host.StepAsync(contractor, "publish")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
