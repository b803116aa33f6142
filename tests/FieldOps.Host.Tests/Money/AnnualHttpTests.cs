using System.Net;
using System.Text;
using System.Text.Json;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Host.Tests.Edge;
using FieldOps.Testing;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Money.AnnualSteps;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>The year's sheet: drawn up, objected to, approved, outdated (domain reference, 7.1 and 7.5).</summary>
public sealed class AnnualHttpTests(AnnualHost host) : IClassFixture<AnnualHost>
{
    private static readonly (string, string)[] s_head = MoneyHostSuspensions.Head;
    private static readonly (string, string)[] s_otherHead = [("X-Role", "department-head"), ("X-Actor", "other")];

    [Fact]
    public async Task Assessment_ExplainsItself_OnPaperToo_AndIsTheContractorsOwn()
    {
        var (code, other) = (await host.ContractorAsync("SHOWN"), await host.ContractorAsync("SPY"));
        await host.DecemberAsync(code, 20m);
        await host.OkAsync(Path(code, "draw-up"), new { });

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
        await host.DecemberAsync(code, 20m);
        await host.OkAsync(Path(code, "draw-up"), new { });
        await host.OkAsync(Path(code, "object"), new { edition = 1, reason = "nobody came" }, Finance(code));
        await host.RefusedAsync(Path(code, "approve"), new { edition = 1 }, "annual-assessment.objection-open", s_head);
        await host.OkAsync(Path(code, "answer"), new { edition = 1, answer = "memo 4 says who" });
        var line = await host.OkAsync(Path(code, "approve"), new { edition = 1 }, s_head);
        line.GetProperty("approved").GetProperty("objection").GetProperty("answer").GetString()
            .ShouldBe("memo 4 says who");
        // Who signs once it is approved signs what holds.
        line = await host.OkAsync(Path(code, "confirm"), new { edition = 1 }, Finance(code));
        line.GetProperty("approved").GetProperty("confirmed").GetProperty("by").GetString().ShouldBe("finance");
        (await TextAsync(code, "paper")).ShouldContain("nobody came");
        var listed = (await host.ReadAsync("/api/v1/annual-assessments", Finance(code))).GetProperty("items")[0];
        JsonElement.DeepEquals(listed, line).ShouldBeTrue($"{listed} {line}");
    }

    // As an earlier build drew it up: without the table of nearly all of the year.
    [Fact]
    public async Task EditionThatLacksATable_IsOutdated_AndIsNotApproved_UntilItIsDrawnUpAgain()
    {
        var code = await host.ContractorAsync("LACKS");
        await host.DecemberAsync(code, 20m);
        await host.DrawUpWithoutMonthsTableAsync(code);

        var year = await host.ReadAsync(One(code));
        year.GetProperty("content").GetProperty("sheet").GetProperty("score").GetDecimal().ShouldBe(19m);
        year.GetProperty("isOutdated").GetBoolean().ShouldBeTrue();
        var problem = await host.RefusedAsync(
            Path(code, "approve"), new { edition = 1 }, "annual-assessment.outdated", s_head);
        problem.GetProperty("facts").GetProperty("tables").GetString().ShouldBe("line-station");

        await host.OkAsync(Path(code, "draw-up"), new { reason = "a table was missing" });
        (await host.ReadAsync(One(code))).GetProperty("isOutdated").GetBoolean().ShouldBeFalse();
        var line = await host.OkAsync(Path(code, "approve"), new { edition = 2 }, s_head);
        line.GetProperty("approved").GetProperty("score").GetDecimal().ShouldBe(91m);
    }

    // As an earlier build drew it up and had it approved: its months are what they were.
    [Fact]
    public async Task ApprovedEdition_ThatWouldNotBeApprovedNow_IsOutdatedInTheStandingToo()
    {
        var code = await host.ContractorAsync("LACKED");
        await host.DecemberAsync(code, 20m);
        await host.DrawUpWithoutMonthsTableAsync(code);
        await host.ApproveByMonthsAloneAsync(code);

        (await host.YearStandingAsync(code)).GetProperty("decision").GetProperty("decided").GetProperty("isOutdated")
            .GetBoolean().ShouldBeTrue();

        await host.OkAsync(Path(code, "draw-up"), new { reason = "a table was missing" });
        await host.OkAsync(Path(code, "approve"), new { edition = 2 }, s_head);
        (await host.YearStandingAsync(code)).GetProperty("decision").GetProperty("decided").GetProperty("isOutdated")
            .GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task MarkOnALineThatTheYearsVersionLacks_IsNamed_UntilItIsWithdrawn()
    {
        var code = await host.ContractorAsync("LATER-LINE");
        var month = MonthRef.Of(
            IdOf(code), code, new MonthKey(2023, 12), host.Services.GetRequiredService<TimeZoneInfo>());
        var mark = new RecordMark(
            month, NameBasedId.Of(month.EntityId, "later"),
            new MarkedRule("annual-province", "marks/marks/marks/later", 10m), 5m, new DateOnly(2023, 12, 20), null,
            "memo 5");
        await host.AskAsync(month, mark);
        await host.DecemberAsync(code, 20m);

        var problem = await host.RefusedAsync(
            Path(code, "draw-up"), new { }, "annual-assessment.marks-not-weighed");

        problem.GetProperty("titleZh").GetString().ShouldBe("人工评分的条目不在本年度采用的考核表版本中。");
        var facts = problem.GetProperty("facts");
        (facts.GetProperty("paths").GetString(), facts.GetProperty("version").GetString())
            .ShouldBe((mark.Rule.Path, "1"));
        await host.AskAsync(month, new CorrectMark(mark.MarkId, null, "of no line") { LateReason = "the year" });
        await host.AskAsync(month, new CorrectMonth(
            RepoFiles.Policy<ScoringScheme>("scoring", "line-station.v1.json"), month, "withdrawn"));
        await host.OkAsync(Path(code, "draw-up"), new { });
    }

    [Fact]
    public async Task MonthOpenedAgain_OutdatesTheYear_AndTheApprovedEditionHoldsUntilTheNext()
    {
        var code = await host.ContractorAsync("AGAIN");
        await host.DecemberAsync(code, 0m);
        await host.DecideYearAsync(code);
        await host.ReopenAsync(code, "2023-12");
        await host.RefusedAsync(Path(code, "draw-up"), new { reason = "meter" }, "annual-assessment.months-open");
        await host.SignDecemberAsync(code);
        var outdated = await host.YearStandingAsync(code);
        Result(outdated).ShouldBe((89.1m, "B", "C"));
        outdated.GetProperty("reasonEn").GetString()!.ShouldContain("have changed since");
        (await host.ReadAsync(One(code))).GetProperty("isOutdated").GetBoolean().ShouldBeTrue();

        await (await host.PostAsync(Path(code, "draw-up"), new { })).ShouldBeProblemAsync(
            HttpStatusCode.UnprocessableEntity, "annual-assessment.reason-missing");
        await host.OkAsync(Path(code, "draw-up"), new { reason = "meter" });
        await host.ReopenAsync(code, "2023-12");
        await host.RefusedAsync(Path(code, "approve"), new { edition = 2 }, "annual-assessment.outdated", s_head);
    }

    // Published on the 6th; on the 12th the province marks.
    [Fact]
    public async Task LateMarks_ThatNothingHasCounted_KeepTheYearFromDrawingUpAndApproval()
    {
        var code = await host.ContractorAsync("LATE");
        await host.DecemberAsync(code, null);
        await host.MarkYearAsync(code, 0m, "the province was late");
        var refused = await host.PostAsync(Path(code, "draw-up"), new { });
        (await refused.ShouldBeProblemAsync(HttpStatusCode.Conflict, "annual-assessment.late-facts-open")).GetRawText()
            .ShouldContain("2023-12");
        await host.DoAsync(code, "2023-12", "correct", new { reason = "marks" });
        (await host.OkAsync(Path(code, "draw-up"), new { })).GetProperty("latest").GetProperty("score").GetDecimal()
            .ShouldBe(89.1m, "0.9 x 99 + 0.1 x 0");

        await host.MarkYearAsync(code, 40m, "one more memo");
        await host.RefusedAsync(
            Path(code, "approve"), new { edition = 1 }, "annual-assessment.late-facts-open", s_head);
        (await host.ReadAsync(One(code))).GetProperty("isOutdated").GetBoolean().ShouldBeTrue();
        await host.DoAsync(code, "2023-12", "correct", new { reason = "marks" });
        await host.RefusedAsync(Path(code, "approve"), new { edition = 1 }, "annual-assessment.outdated", s_head);
        await host.OkAsync(Path(code, "draw-up"), new { reason = "marks" });
        await host.OkAsync(Path(code, "approve"), new { edition = 2 }, s_head);
        await host.MarkYearAsync(code, 40m, "and one more");
        (await host.YearStandingAsync(code)).GetProperty("decision").GetProperty("decided").GetProperty("isOutdated")
            .GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task MonthThatOpensAfterTheDrawingUp_KeepsTheYearFromApproval()
    {
        var code = await host.ContractorAsync("OPENS");
        await host.DecemberAsync(code, 0m);
        await host.OkAsync(Path(code, "draw-up"), new { });
        await host.BreachAsync(code, "2023-11");

        await host.RefusedAsync(Path(code, "approve"), new { edition = 1 }, "annual-assessment.months-open", s_head);
        (await host.ReadAsync(One(code))).GetProperty("isOutdated").GetBoolean().ShouldBeTrue();
        await host.PublishMonthAsync(code, "2023-11");
        await host.RefusedAsync(Path(code, "approve"), new { edition = 1 }, "annual-assessment.outdated", s_head);
    }

    // A sheet that both signed is not scored anew by a scheme that nobody agreed on.
    [Fact]
    public async Task SheetByASchemeThatTheCompositeDoesNotName_IsRefused()
    {
        var code = await host.ContractorAsync("FOREIGN");
        await host.PublishLowestAsync(code, "2022-12");

        var refused = await host.PostAsync(Path(code, "draw-up", "2022"), new { composite = "front-back-60-40" });

        var told = (await refused.ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "annual-assessment.scheme-not-weighed")).GetRawText();
        told.ShouldContain("2022-12");
        told.ShouldContain("line-station");
        await host.OkAsync(Path(code, "draw-up", "2022"), new { composite = "annual-90-10" });
    }

    [Fact]
    public async Task OwnSheets_ArePartOfAComposite_WhateverScoredThem()
    {
        var code = await host.ContractorAsync("OWN");
        await host.DecemberAsync(code, 20m);

        var sheet = await host.ReadAsync($"/api/v1/composites/own-months/{code}/2023");

        sheet.GetProperty("score").GetDecimal().ShouldBe(91m, "0.9 x 99 + 0.1 x 19");
        sheet.GetProperty("lines")[0].GetProperty("ownSheets").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Assessment_OfNoYear_OrByWhomItIsNot_IsRefusedWithItsCode()
    {
        var (code, other) = (await host.ContractorAsync("BAD"), await host.ContractorAsync("ELSE"));
        await host.DecemberAsync(code, null);
        await host.RefusedAsync(
            Path(code, "draw-up", "2024"), new { composite = "annual-90-10" }, "annual-assessment.not-over");
        await host.RefusedAsync(
            Path(code, "draw-up"), new { composite = "front-back-60-40" }, "annual-assessment.composite-not-agreed");
        // The rules of 2022 name none, so the call does; it decides nothing.
        await (await host.PostAsync(Path(code, "draw-up", "2022"), new { })).ShouldBeProblemAsync(
            HttpStatusCode.UnprocessableEntity, "annual-assessment.composite-not-named");
        await (await host.PostAsync(Path(code, "draw-up", "2022"), new { composite = "nowhere" })).ShouldBeProblemAsync(
            HttpStatusCode.NotFound, "composite-scheme.unknown");
        await host.RefusedAsync(
            Path(code, "draw-up", "2022"), new { composite = "annual-90-10" }, "annual-assessment.empty");
        await (await host.PostAsync(Path(code, "draw-up", "20x3"), new { })).ShouldBeProblemAsync(
            HttpStatusCode.UnprocessableEntity, "annual-assessment.year-invalid");
        await (await host.PostAsync(Path(code, "approve"), new { edition = 1 }, s_head)).ShouldBeProblemAsync(
            HttpStatusCode.NotFound, "annual-assessment.unknown");

        await host.OkAsync(Path(code, "draw-up"), new { }, s_head);
        await (await host.PostAsync(Path(code, "approve"), new { edition = 1 }, s_head)).ShouldBeProblemAsync(
            HttpStatusCode.Forbidden, "annual-assessment.same-person");
        (await host.PostAsync(Path(code, "approve"), new { edition = 1 })).StatusCode
            .ShouldBe(HttpStatusCode.Forbidden);
        (await host.PostAsync(Path(code, "confirm"), new { edition = 1 }, Finance(other))).StatusCode
            .ShouldBe(HttpStatusCode.NotFound);
        await host.OkAsync(Path(code, "approve"), new { edition = 1 }, s_otherHead);
    }

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
}
