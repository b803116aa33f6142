using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FieldOps.Host.Tests.Edge;
using static FieldOps.Host.Tests.Money.AnnualSteps;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>What the year's sheet decides, where the rules say so (domain reference, 7.5).</summary>
public sealed class AnnualDecisionTests(AnnualHost host) : IClassFixture<AnnualHost>
{
    private static readonly (string, string)[] s_head = MoneyHostSuspensions.Head;

    [Fact]
    public async Task Year_DrawnUpConfirmedAndApproved_DecidesStandingAndNextShares()
    {
        var (marked, plain) = (await host.ContractorAsync("MARKED"), await host.ContractorAsync("PLAIN"));
        var lot = await host.LotAsync(1_000m, (marked, 60m), (plain, 40m));
        await host.DecemberAsync(marked, 0m);
        await host.DecemberAsync(plain, null);
        var before = await host.YearStandingAsync(marked);
        (before.GetProperty("isOver").GetBoolean(), before.GetProperty("awaits").GetBoolean()).ShouldBe((false, true));
        before.GetProperty("reasonEn").GetString()!.ShouldContain("not decided yet");
        var next = new { year = "2023", newCode = lot + "-NEXT" };
        await host.RefusedAsync($"/lots/{lot}:open-next-year", next, "contract.year-not-decided", s_head);

        await host.DecideYearAsync(plain);
        await host.OkAsync(Path(marked, "draw-up"), new { });
        await host.RefusedAsync($"/lots/{lot}:open-next-year", next, "contract.year-not-decided", s_head);
        await host.OkAsync(Path(marked, "confirm"), new { edition = 1 }, Finance(marked));
        await host.OkAsync(Path(marked, "approve"), new { edition = 1 }, s_head);

        // Its month has 99, the year's marks 0: 0.9 x 99 + 0.1 x 0, where the mean of its months would be A.
        var standing = await host.YearStandingAsync(marked);
        Result(standing).ShouldBe((89.1m, "B", "C"));
        (standing.GetProperty("isOver").GetBoolean(), standing.GetProperty("awaits").GetBoolean())
            .ShouldBe((true, false));
        standing.GetProperty("reasonEn").GetString()!.ShouldContain("edition 1 of its annual assessment annual-90-10");
        Result(await host.YearStandingAsync(plain)).ShouldBe((99m, "A", "B"));
        await host.SettleDecemberAsync(marked);
        await host.SettleDecemberAsync(plain);
        var opened = await host.OkAsync($"/lots/{lot}:open-next-year", next, s_head);
        opened.GetProperty("terms").GetProperty("shares").EnumerateArray()
            .Select(s => s.GetProperty("sharePercent").GetDecimal()).ShouldBe([54.55m, 45.45m]);
    }

    // A million is the middle band: with it the tier is A, and B while nothing is settled.
    [Fact]
    public async Task RevenueNearABand_TheNextYearIsOpenedOnceTheYearsMonthsAreSettled()
    {
        var code = await host.ContractorAsync("BAND");
        var lot = "LOT-" + code;
        var terms = JsonSerializer.SerializeToNode(Terms(lot, 1_100_000m, (code, 100m)))!;
        terms["effectiveFrom"] = "2023-12-01T00:00:00+08:00";
        await host.OkAsync("/lots", new { code = lot, terms });
        await host.DecemberAsync(code, 40m);
        await host.DecideYearAsync(code);
        var next = new { year = "2023", newCode = lot + "-NEXT" };
        var before = await host.YearStandingAsync(code);
        Result(before).ShouldBe((93m, "A", "B"));
        await host.RefusedAsync($"/lots/{lot}:open-next-year", next, "contract.year-not-over", s_head);
        before.GetProperty("decision").GetProperty("decided").GetProperty("unsettled")[0].GetString()
            .ShouldBe("2023-12");

        await host.SettleDecemberAsync(code);
        Result(await host.YearStandingAsync(code)).ShouldBe((93m, "A", "A"));
        await host.ReopenAsync(code, "2023-12");
        await host.RefusedAsync($"/lots/{lot}:open-next-year", next, "contract.year-not-over", s_head);
        await host.SignDecemberAsync(code);
        await host.SettleDecemberAsync(code);
        await host.OkAsync($"/lots/{lot}:open-next-year", next, s_head);
    }

    [Fact]
    public async Task YearOfC_ProposesASuspension_OnceItIsApproved_NotBefore()
    {
        var code = await host.ContractorAsync("LOWEST");
        await host.PublishLowestAsync(code, "2022-12", "2023-12");
        (await host.ProposalsAsync(code)).ShouldBeEmpty("2023 is not decided");

        await host.DecideYearAsync(code);
        // The ten days in which results propose one count from the approval: the year's own end is further back.
        (await ProposedAsync(code)).ShouldBe("open: 2022 C, 2023 C");

        // What was approved stands, although no month of it is final for the while.
        await host.ReopenAsync(code, "2023-12");
        (await ProposedAsync(code)).ShouldBe("open: 2022 C, 2023 C");
    }

    private async Task<string> ProposedAsync(string code)
    {
        var proposal = (await host.ProposalsAsync(code)).ShouldHaveSingleItem();
        var results = proposal.GetProperty("grounds").GetProperty("results").EnumerateArray()
            .Select(r => $"{r.GetProperty("month").GetString()} {r.GetProperty("grade").GetString()}");
        return $"{proposal.GetProperty("status").GetString()}: {string.Join(", ", results)}";
    }

    [Fact]
    public async Task Renewal_WaitsForTheApprovedYear()
    {
        var code = await host.ContractorAsync("RENEWS");
        var lot = await host.LotAsync(1_000m, (code, 100m));
        await host.DecemberAsync(code, null);
        var contract = "HT-" + code;
        var terms = ContractHttpTests.Terms(code, lot, ContractHttpTests.Clauses, "2024-04-30T00:00:00+08:00");
        await host.OkAsync("/contracts", new { code = contract, terms });
        await host.OkAsync($"/contracts/{contract}:sign", null, s_head);
        await host.OkAsync($"/contracts/{contract}:sign", null, Finance(code));
        await host.OkAsync($"/contracts/{contract}:review", new { finding = "well", renew = true });
        var offer = new { until = "2025-07-01T00:00:00+08:00" };
        await host.RefusedAsync($"/contracts/{contract}:offer-renewal", offer, "contract.year-not-decided", s_head);

        await host.DecideYearAsync(code);
        // What the year brought in is not known while its month is not settled.
        await host.RefusedAsync($"/contracts/{contract}:offer-renewal", offer, "contract.year-not-over", s_head);
        await host.SettleDecemberAsync(code);

        await host.OkAsync($"/contracts/{contract}:offer-renewal", offer, s_head);
    }

    [Fact]
    public async Task Rules_AndTheCompositeThatTheyName_AreCheckedAgainstEachOther()
    {
        var rules = await host.StandingAsync();
        rules["version"] = 4;
        rules["effectiveFrom"] = "2025-01-01T00:00:00+08:00";
        rules["annualBy"] = "nowhere";
        (await FaultsAsync("standing", "default", rules)).ShouldContain("none of this id holds when the rules begin");
        rules["annualBy"] = "annual-90-10";
        rules["renewalFrom"] = "E";
        (await FaultsAsync("standing", "default", rules)).ShouldContain("It never gives E");

        var composite = await host.DocumentAsync("composites", "annual-90-10", 1);
        composite["version"] = 2;
        composite["effectiveFrom"] = "2025-01-01T00:00:00+08:00";
        composite["grades"]![2]!["from"] = 60;
        composite["grades"]!.AsArray().Add(JsonNode.Parse("""{"grade": "D", "from": 0}"""));
        (await FaultsAsync("composites", "annual-90-10", composite))
            .ShouldContain("standing/default.v3: composite annual-90-10.v2: The table names no tier");
    }

    private async Task<string> FaultsAsync(string kind, string id, JsonObject document)
    {
        var problem = await (await host.DraftAsync(kind, id, document)).ShouldBeProblemAsync(
            HttpStatusCode.UnprocessableEntity, "policy.document-invalid");
        return problem.GetProperty("errors").GetRawText();
    }
}
