using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>The year's sheet decides, where the rules say so (domain reference, 7.1 and 7.5).</summary>
public sealed class AnnualHttpTests(AnnualHost host) : IClassFixture<AnnualHost>
{
    private static readonly (string, string)[] s_head = MoneyHostSuspensions.Head;
    private static readonly (string, string)[] s_otherHead = [("X-Role", "department-head"), ("X-Actor", "other")];

    [Fact]
    public async Task Year_DrawnUpConfirmedAndApproved_DecidesStandingAndNextShares()
    {
        var (marked, plain) = (await host.ContractorAsync("MARKED"), await host.ContractorAsync("PLAIN"));
        var lot = await host.LotAsync(1_000m, (marked, 60m), (plain, 40m));
        await MonthAsync(marked, 0m);
        await MonthAsync(plain, null);
        var before = await StandingAsync(marked);
        (before.GetProperty("isOver").GetBoolean(), before.GetProperty("awaits").GetBoolean()).ShouldBe((false, true));
        before.GetProperty("reasonEn").GetString()!.ShouldContain("not decided yet");
        var next = new { year = "2023", newCode = lot + "-NEXT" };
        await RefusedAsync($"/lots/{lot}:open-next-year", next, "contract.year-not-decided", s_head);

        await DecideAsync(plain);
        await OkAsync(Path(marked, "draw-up"), new { });
        await RefusedAsync($"/lots/{lot}:open-next-year", next, "contract.year-not-decided", s_head);
        await OkAsync(Path(marked, "confirm"), new { edition = 1 }, Finance(marked));
        await OkAsync(Path(marked, "approve"), new { edition = 1 }, s_head);

        // Its month has 99, the year's marks 0: 0.9 x 99 + 0.1 x 0, where the mean of its months would be A.
        var standing = await StandingAsync(marked);
        Result(standing).ShouldBe((89.1m, "B", "C"));
        (standing.GetProperty("isOver").GetBoolean(), standing.GetProperty("awaits").GetBoolean())
            .ShouldBe((true, false));
        standing.GetProperty("reasonEn").GetString()!.ShouldContain("edition 1 of its annual assessment annual-90-10");
        Result(await StandingAsync(plain)).ShouldBe((99m, "A", "B"));
        await SettleAsync(marked);
        await SettleAsync(plain);
        var opened = await OkAsync($"/lots/{lot}:open-next-year", next, s_head);
        opened.GetProperty("terms").GetProperty("shares").EnumerateArray()
            .Select(s => s.GetProperty("sharePercent").GetDecimal()).ShouldBe([54.55m, 45.45m]);
    }

    [Fact]
    public async Task Assessment_ExplainsItself_OnPaperToo_AndIsTheContractorsOwn()
    {
        var (code, other) = (await host.ContractorAsync("SHOWN"), await host.ContractorAsync("SPY"));
        await MonthAsync(code, 20m);
        await OkAsync(Path(code, "draw-up"), new { });

        var year = await host.ReadAsync(One(code), Finance(code));
        var content = year.GetProperty("content");
        content.GetProperty("sheet").GetProperty("lines").EnumerateArray()
            .Select(l => (l.GetProperty("weightPercent").GetDecimal(), l.GetProperty("score").GetDecimal()))
            .ShouldBe([(90m, 99m), (10m, 19m)]);
        content.GetProperty("months")[0].GetProperty("sheetNumber").GetInt32().ShouldBe(1);
        var table = content.GetProperty("tables").EnumerateArray()
            .Single(t => t.GetProperty("schemeId").GetString() == "annual-province");
        table.GetProperty("sheets")[0].GetProperty("sheet").GetProperty("lines").EnumerateArray()
            .Select(l => l.GetProperty("path").GetString()).ShouldContain("marks/marks/marks/management");
        year.GetProperty("isOutdated").GetBoolean().ShouldBeFalse();
        var html = await TextAsync(code, "paper");
        html.ShouldContain("年度考核表");
        html.ShouldContain("<b>91.00</b>");
        (await TextAsync(code, "paper?format=csv")).ShouldContain("2023,total,,综合得分,Score,91.00");
        (await host.GetAsync(One(code) + "/paper?format=xlsx")).Content.Headers.ContentType!.MediaType!
            .ShouldContain("spreadsheet");
        (await host.GetAsync(One(code) + "/paper?format=pdf")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        foreach (var path in (string[])[One(code), One(code) + "/paper"])
        {
            (await host.GetAsync(path, Finance(other))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        (await ListAsync("", Finance(other))).ShouldBeEmpty();
        (await ListAsync("?year=2023", Finance(code))).ShouldBe([code]);
        (await ListAsync("?year=2022&limit=500")).ShouldNotContain(code);
    }

    [Fact]
    public async Task Objection_IsShownAndAnswered_BeforeTheYearIsApproved()
    {
        var code = await host.ContractorAsync("OBJECTS");
        await MonthAsync(code, 20m);
        await OkAsync(Path(code, "draw-up"), new { });
        await OkAsync(Path(code, "object"), new { edition = 1, reason = "nobody came" }, Finance(code));
        await RefusedAsync(Path(code, "approve"), new { edition = 1 }, "annual-assessment.objection-open", s_head);
        await OkAsync(Path(code, "answer"), new { edition = 1, answer = "memo 4 says who" });
        var line = await OkAsync(Path(code, "approve"), new { edition = 1 }, s_head);
        line.GetProperty("approved").GetProperty("objection").GetProperty("answer").GetString()
            .ShouldBe("memo 4 says who");
        // Who signs once it is approved signs what holds.
        line = await OkAsync(Path(code, "confirm"), new { edition = 1 }, Finance(code));
        line.GetProperty("approved").GetProperty("confirmed").GetProperty("by").GetString().ShouldBe("finance");
        (await TextAsync(code, "paper")).ShouldContain("nobody came");
        var listed = (await host.ReadAsync("/api/v1/annual-assessments", Finance(code))).GetProperty("items")[0];
        JsonElement.DeepEquals(listed, line).ShouldBeTrue($"{listed} {line}");
    }

    [Fact]
    public async Task MonthOpenedAgain_OutdatesTheYear_AndTheApprovedEditionHoldsUntilTheNext()
    {
        var code = await host.ContractorAsync("AGAIN");
        await MonthAsync(code, 0m);
        await DecideAsync(code);
        await host.ReopenAsync(code, "2023-12");
        await RefusedAsync(Path(code, "draw-up"), new { reason = "meter" }, "annual-assessment.months-open");
        await SignAsync(code);
        var outdated = await StandingAsync(code);
        Result(outdated).ShouldBe((89.1m, "B", "C"));
        outdated.GetProperty("reasonEn").GetString()!.ShouldContain("have changed since");
        (await host.ReadAsync(One(code))).GetProperty("isOutdated").GetBoolean().ShouldBeTrue();

        await (await PostAsync(Path(code, "draw-up"), new { })).ShouldBeProblemAsync(
            HttpStatusCode.UnprocessableEntity, "annual-assessment.reason-missing");
        await OkAsync(Path(code, "draw-up"), new { reason = "meter" });
        await host.ReopenAsync(code, "2023-12");
        await RefusedAsync(Path(code, "approve"), new { edition = 2 }, "annual-assessment.outdated", s_head);
    }

    // Published on the 6th; on the 12th the province marks.
    [Fact]
    public async Task LateMarks_ThatNothingHasCounted_KeepTheYearFromDrawingUpAndApproval()
    {
        var code = await host.ContractorAsync("LATE");
        await MonthAsync(code, null);
        await MarkAsync(code, 0m, "the province was late");
        var refused = await PostAsync(Path(code, "draw-up"), new { });
        (await refused.ShouldBeProblemAsync(HttpStatusCode.Conflict, "annual-assessment.late-facts-open")).GetRawText()
            .ShouldContain("2023-12");
        await host.DoAsync(code, "2023-12", "correct", new { reason = "marks" });
        (await OkAsync(Path(code, "draw-up"), new { })).GetProperty("latest").GetProperty("score").GetDecimal()
            .ShouldBe(89.1m, "0.9 x 99 + 0.1 x 0");

        await MarkAsync(code, 40m, "one more memo");
        await RefusedAsync(Path(code, "approve"), new { edition = 1 }, "annual-assessment.late-facts-open", s_head);
        (await host.ReadAsync(One(code))).GetProperty("isOutdated").GetBoolean().ShouldBeTrue();
        await host.DoAsync(code, "2023-12", "correct", new { reason = "marks" });
        await RefusedAsync(Path(code, "approve"), new { edition = 1 }, "annual-assessment.outdated", s_head);
        await OkAsync(Path(code, "draw-up"), new { reason = "marks" });
        await OkAsync(Path(code, "approve"), new { edition = 2 }, s_head);
        await MarkAsync(code, 40m, "and one more");
        (await StandingAsync(code)).GetProperty("decision").GetProperty("decided").GetProperty("isOutdated")
            .GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task MonthThatOpensAfterTheDrawingUp_KeepsTheYearFromApproval()
    {
        var code = await host.ContractorAsync("OPENS");
        await MonthAsync(code, 0m);
        await OkAsync(Path(code, "draw-up"), new { });
        await BreachAsync(code, "2023-11");

        await RefusedAsync(Path(code, "approve"), new { edition = 1 }, "annual-assessment.months-open", s_head);
        (await host.ReadAsync(One(code))).GetProperty("isOutdated").GetBoolean().ShouldBeTrue();
        await host.PublishMonthAsync(code, "2023-11");
        await RefusedAsync(Path(code, "approve"), new { edition = 1 }, "annual-assessment.outdated", s_head);
    }

    // A sheet that both signed is not scored anew by a scheme that nobody agreed on.
    [Fact]
    public async Task SheetByASchemeThatTheCompositeDoesNotName_IsRefused()
    {
        var code = await host.ContractorAsync("FOREIGN");
        await host.PublishLowestAsync(code, "2022-12");

        var refused = await PostAsync(Path(code, "draw-up", "2022"), new { composite = "front-back-60-40" });

        var told = (await refused.ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "annual-assessment.scheme-not-weighed")).GetRawText();
        told.ShouldContain("2022-12");
        told.ShouldContain("line-station");
        await OkAsync(Path(code, "draw-up", "2022"), new { composite = "annual-90-10" });
    }

    [Fact]
    public async Task OwnSheets_ArePartOfAComposite_WhateverScoredThem()
    {
        var code = await host.ContractorAsync("OWN");
        await MonthAsync(code, 20m);

        var sheet = await host.ReadAsync($"/api/v1/composites/own-months/{code}/2023");

        sheet.GetProperty("score").GetDecimal().ShouldBe(91m, "0.9 x 99 + 0.1 x 19");
        sheet.GetProperty("lines")[0].GetProperty("ownSheets").GetBoolean().ShouldBeTrue();
    }

    // A million is the middle band: with it the tier is A, and B while nothing is settled.
    [Fact]
    public async Task RevenueNearABand_TheNextYearIsOpenedOnceTheYearsMonthsAreSettled()
    {
        var code = await host.ContractorAsync("BAND");
        var lot = "LOT-" + code;
        var terms = JsonSerializer.SerializeToNode(Terms(lot, 1_100_000m, (code, 100m)))!;
        terms["effectiveFrom"] = "2023-12-01T00:00:00+08:00";
        await OkAsync("/lots", new { code = lot, terms });
        await MonthAsync(code, 40m);
        await DecideAsync(code);
        var next = new { year = "2023", newCode = lot + "-NEXT" };
        var before = await StandingAsync(code);
        Result(before).ShouldBe((93m, "A", "B"));
        await RefusedAsync($"/lots/{lot}:open-next-year", next, "contract.year-not-over", s_head);
        before.GetProperty("decision").GetProperty("decided").GetProperty("unsettled")[0].GetString()
            .ShouldBe("2023-12");

        await SettleAsync(code);
        Result(await StandingAsync(code)).ShouldBe((93m, "A", "A"));
        await host.ReopenAsync(code, "2023-12");
        await RefusedAsync($"/lots/{lot}:open-next-year", next, "contract.year-not-over", s_head);
        await SignAsync(code);
        await SettleAsync(code);
        await OkAsync($"/lots/{lot}:open-next-year", next, s_head);
    }

    [Fact]
    public async Task Assessment_OfNoYear_OrByWhomItIsNot_IsRefusedWithItsCode()
    {
        var (code, other) = (await host.ContractorAsync("BAD"), await host.ContractorAsync("ELSE"));
        await MonthAsync(code, null);
        await RefusedAsync(
            Path(code, "draw-up", "2024"), new { composite = "annual-90-10" }, "annual-assessment.not-over");
        await RefusedAsync(
            Path(code, "draw-up"), new { composite = "front-back-60-40" }, "annual-assessment.composite-not-agreed");
        // The rules of 2022 name none, so the call does; it decides nothing.
        await (await PostAsync(Path(code, "draw-up", "2022"), new { })).ShouldBeProblemAsync(
            HttpStatusCode.UnprocessableEntity, "annual-assessment.composite-not-named");
        await (await PostAsync(Path(code, "draw-up", "2022"), new { composite = "nowhere" })).ShouldBeProblemAsync(
            HttpStatusCode.NotFound, "composite-scheme.unknown");
        await RefusedAsync(
            Path(code, "draw-up", "2022"), new { composite = "annual-90-10" }, "annual-assessment.empty");
        await (await PostAsync(Path(code, "draw-up", "20x3"), new { })).ShouldBeProblemAsync(
            HttpStatusCode.UnprocessableEntity, "annual-assessment.year-invalid");
        await (await PostAsync(Path(code, "approve"), new { edition = 1 }, s_head)).ShouldBeProblemAsync(
            HttpStatusCode.NotFound, "annual-assessment.unknown");

        await OkAsync(Path(code, "draw-up"), new { }, s_head);
        await (await PostAsync(Path(code, "approve"), new { edition = 1 }, s_head)).ShouldBeProblemAsync(
            HttpStatusCode.Forbidden, "annual-assessment.same-person");
        (await PostAsync(Path(code, "approve"), new { edition = 1 })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync(Path(code, "confirm"), new { edition = 1 }, Finance(other))).StatusCode
            .ShouldBe(HttpStatusCode.NotFound);
        await OkAsync(Path(code, "approve"), new { edition = 1 }, s_otherHead);
    }

    [Fact]
    public async Task YearOfC_ProposesASuspension_OnceItIsApproved_NotBefore()
    {
        var code = await host.ContractorAsync("LOWEST");
        await host.PublishLowestAsync(code, "2022-12", "2023-12");
        (await host.ProposalsAsync(code)).ShouldBeEmpty("2023 is not decided");

        await DecideAsync(code);
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
        await MonthAsync(code, null);
        var contract = "HT-" + code;
        var terms = ContractHttpTests.Terms(code, lot, ContractHttpTests.Clauses, "2024-04-30T00:00:00+08:00");
        await OkAsync("/contracts", new { code = contract, terms });
        await OkAsync($"/contracts/{contract}:sign", null, s_head);
        await OkAsync($"/contracts/{contract}:sign", null, Finance(code));
        await OkAsync($"/contracts/{contract}:review", new { finding = "well", renew = true });
        var offer = new { until = "2025-07-01T00:00:00+08:00" };
        await RefusedAsync($"/contracts/{contract}:offer-renewal", offer, "contract.year-not-decided", s_head);

        await DecideAsync(code);
        // What the year brought in is not known while its month is not settled.
        await RefusedAsync($"/contracts/{contract}:offer-renewal", offer, "contract.year-not-over", s_head);
        await SettleAsync(code);

        await OkAsync($"/contracts/{contract}:offer-renewal", offer, s_head);
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

    // A December with a small breach, 99 points; and marks of the year's table, where there are any.
    private async Task MonthAsync(string code, decimal? management)
    {
        await BreachAsync(code, "2023-12");
        if (management is { } points)
        {
            await MarkAsync(code, points);
        }

        await host.PublishMonthAsync(code, "2023-12");
    }

    private Task SettleAsync(string code) => host.DoAsync(code, "2023-12", "settle", null);

    private async Task MarkAsync(string code, decimal management, string? late = null)
    {
        foreach (var (rule, given) in new[] { ("management", management), ("quality", 0m), ("safety", 0m) })
        {
            await OkAsync(
                $"/months/{code}/2023-12/marks",
                new
                {
                    scheme = "annual-province", rule = "marks/marks/marks/" + rule, points = given, day = "2023-12-20",
                    evidence = "memo 4", late = late is not null, reason = late,
                });
        }
    }

    private Task BreachAsync(string code, string month) => OkAsync(
        $"/months/{code}/{month}/violations",
        new
        {
            @class = "class2", kind = "system-error", points = 1, evidence = "x",
            occurredAt = $"{month}-10T00:00:00Z",
        });

    private async Task SignAsync(string code)
    {
        await host.DoAsync(code, "2023-12", "compute", null);
        await host.DoAsync(code, "2023-12", "confirm", null, Finance(code));
        await host.DoAsync(code, "2023-12", "approve", null, s_head);
        await host.DoAsync(code, "2023-12", "publish", null);
    }

    private async Task DecideAsync(string code)
    {
        await OkAsync(Path(code, "draw-up"), new { });
        await OkAsync(Path(code, "approve"), new { edition = 1 }, s_head);
    }

    private Task<JsonElement> StandingAsync(string code) => host.ReadAsync($"/api/v1/standings/{code}/2023");

    private static (decimal, string?, string?) Result(JsonElement standing) => (
        standing.GetProperty("summary").GetProperty("mean").GetDecimal(),
        standing.GetProperty("summary").GetProperty("grade").GetString(), standing.GetProperty("tier").GetString());

    private static string Path(string code, string step, string year = "2023") =>
        $"/annual-assessments/{code}/{year}:{step}";

    private static string One(string code) => $"/api/v1/annual-assessments/{code}/2023";

    private async Task<string[]> ListAsync(string query, params (string, string)[] headers) =>
    [
        .. (await host.ReadAsync("/api/v1/annual-assessments" + query, headers)).GetProperty("items").EnumerateArray()
            .Select(a => a.GetProperty("contractorCode").GetString()!),
    ];

    private async Task<string> TextAsync(string code, string paper)
    {
        var answer = await host.GetAsync($"{One(code)}/{paper}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync());
    }

    private async Task<HttpResponseMessage> PostAsync(string path, object? body, params (string, string)[] headers)
    {
        var end = await host.Services.GetRequiredService<IFeedProgress>().LogEndAsync(CancellationToken.None);
        return await host.SendAsync(
            HttpMethod.Post, "/api/v1" + path, body, [.. headers, ("X-Wait-Position", $"{end}")]);
    }

    private async Task<JsonElement> OkAsync(string path, object? body, params (string, string)[] headers)
    {
        var answer = await PostAsync(path, body, headers);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.JsonAsync();
    }

    private async Task RefusedAsync(string path, object? body, string code, params (string, string)[] headers) =>
        await (await PostAsync(path, body, headers)).ShouldBeProblemAsync(HttpStatusCode.Conflict, code);
}
