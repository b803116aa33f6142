using System.Text.Json;
using FieldOps.Domain.Assessment.Annual;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Serialization;
using FieldOps.Testing;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.Assessment.AnnualSamples;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>Annual assessments (domain reference, 7.1).</summary>
public sealed class AnnualAssessmentTests
{
    private static readonly Actor s_otherHead = new("other-head", ActorRoles.DepartmentHead);
    private static readonly Actor s_foreign = new("x", ActorRoles.ContractorFinance, Id(1));
    private static readonly JsonSerializerOptions s_indented = new(PlatformJson.Options) { WriteIndented = true };

    private static readonly Dictionary<string, IEvent> s_samples = new(StringComparer.Ordinal)
    {
        ["annual-assessment.drawn-up.v1"] = new AnnualDrawnUp(
            Year, 2,
            new CompositeSheet(
                "outer", 1, 93.55m, "A", 0,
                [
                    new CompositeLine("year", null, "annual-90-10", 100m, 93.55m, "年度", "Year")
                    {
                        Inner = new CompositeSheet("annual-90-10", 1, 93.55m, "A", 0, []),
                    },
                ]),
            [
                Table("line-station", 96m) with { Months = [new("2024-11", 97m, 1), new("2024-12", null, null)] },
                Table("annual-province", 71.5m, SheetKind.Annual) with
                {
                    Sheets = [new(null, MonthScore.Of(Facts(1, 0), Seed3))],
                },
            ],
            DrawUp.Months, InJanuary2025.AddDays(5), "meter", "a", InJanuary2025),
        ["annual-assessment.confirmed.v1"] = new AnnualConfirmed(2, "f", InJanuary2025),
        ["annual-assessment.objected.v1"] = new AnnualObjected(2, "not ours", "f", InJanuary2025),
        ["annual-assessment.objection-answered.v1"] = new AnnualObjectionAnswered(2, "yours", "a", InJanuary2025),
        ["annual-assessment.approved.v1"] = new AnnualApproved(
            Year, 2, "annual-90-10", 93.55m, "A", "h", InJanuary2025),
    };

    public static TheoryData<string> Names => [.. Entity.Events.Keys.Order()];

    /// <summary>The stored form of every event: it is read for ever.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Event_IsStoredAsTheGoldenFileSays(string name)
    {
        var (sample, type) = (s_samples[name], Entity.Events[name]);
        sample.ShouldBeOfType(type);
        var text = JsonSerializer.Serialize(sample, type, s_indented);
        RepoFiles.ShouldMatchGolden($"tests/FieldOps.Domain.Tests/golden/{name}.json", text);
        var back = JsonSerializer.Deserialize(text, type, PlatformJson.Options)!;
        JsonSerializer.Serialize(back, type, s_indented).ShouldBe(text);
    }

    [Theory]
    [InlineData("2024", true)]
    [InlineData("24", false)]
    [InlineData("2024-01", false)]
    [InlineData("20x4", false)]
    [InlineData(null, false)]
    public void Year_IsWrittenInFourDigits_AndHasTwelveMonths(string? text, bool isYear)
    {
        YearRef.TryMonthsOf(text, out var months).ShouldBe(isYear);
        months.Select(m => m.ToString()).ShouldBe(
            isYear ? Enumerable.Range(1, 12).Select(m => $"2024-{m:00}") : []);
    }

    [Fact]
    public void DrawnUp_WeighsItsTables_AndTheSameSheetsChangeNothing()
    {
        var drawn = Drawn();

        var edition = drawn.State.Editions.ShouldHaveSingleItem();
        (edition.Number, edition.Sheet.Score, edition.Sheet.Grade, edition.DrawnBy)
            .ShouldBe((1, 93.55m, "A", "assessor"));
        edition.Sheet.Lines.Select(l => (l.WeightPercent, l.Score)).ShouldBe([(90m, 96m), (10m, 71.5m)]);
        (drawn.State.Code, drawn.State.Approved()).ShouldBe(("DW-A/2024", null));
        drawn.When(DrawUp with { Reason = "again" }, Assessor, InJanuary2025).ThenNothing();
    }

    [Fact]
    public void DrawingUp_ThatMayNotBe_IsRefused()
    {
        var none = Decisions.Given(Entity);

        none.When(DrawUp, Assessor, Year.EndsAt.AddTicks(-1)).ThenRefused(AnnualRefusals.NotOver);
        none.When(DrawUp with { Open = ["2024-02", "2024-03"] }, Assessor, InJanuary2025)
            .ThenRefused(AnnualRefusals.MonthsOpen).Facts["months"].ShouldBe("2024-02, 2024-03");
        none.When(DrawUp with { LateOpen = ["2024-12"] }, Assessor, InJanuary2025)
            .ThenRefused(AnnualRefusals.LateFactsOpen).Facts["months"].ShouldBe("2024-12");
        none.When(DrawUp with { Months = [] }, Assessor, InJanuary2025).ThenRefused(AnnualRefusals.Empty);
        none.When(DrawUp, Finance, InJanuary2025).ThenRefused(ActorRefusals.RoleNotAllowed);
        none.When(new ConfirmAnnual(1), Finance, InJanuary2025).ThenRefused(AnnualRefusals.Unknown);
        none.When(new ObjectToAnnual(1, "x"), Finance, InJanuary2025).ThenRefused(AnnualRefusals.Unknown);
        none.When(Approve(1), Head, InJanuary2025).ThenRefused(AnnualRefusals.Unknown);
    }

    [Fact]
    public void Approved_BySomebodyElse_DecidesTheYearOnce()
    {
        var confirmed = Drawn().When(new ConfirmAnnual(1), Finance, InJanuary2025);
        confirmed.Single<AnnualConfirmed>().By.ShouldBe("finance");

        var approved = confirmed.Next().When(Approve(1), Head, InJanuary2025);

        approved.Single<AnnualApproved>().ShouldBe(
            new AnnualApproved(Year, 1, "annual-90-10", 93.55m, "A", "head", InJanuary2025));
        approved.State.Approved()!.Number.ShouldBe(1);
        approved.Next().When(Approve(1), s_otherHead, InJanuary2025).ThenNothing();
        approved.Next().When(new ObjectToAnnual(1, "late"), Finance, InJanuary2025)
            .ThenRefused(AnnualRefusals.ObjectionClosed);
    }

    [Fact]
    public void Signing_WhatIsNotTheirs_IsRefused()
    {
        var byHead = Decisions.Given(Entity).When(DrawUp, Head, InJanuary2025).Next();

        byHead.When(Approve(1), Head, InJanuary2025).ThenRefused(AnnualRefusals.SamePerson);
        byHead.When(Approve(1), Assessor, InJanuary2025).ThenRefused(ActorRefusals.RoleNotAllowed);
        byHead.When(Approve(2), s_otherHead, InJanuary2025).ThenRefused(AnnualRefusals.EditionStale);
        byHead.When(new ConfirmAnnual(1), s_foreign, InJanuary2025).ThenRefused(AnnualRefusals.Unknown);
        byHead.When(new ConfirmAnnual(2), Finance, InJanuary2025).ThenRefused(AnnualRefusals.EditionStale);
        byHead.When(new ObjectToAnnual(1, "x"), s_foreign, InJanuary2025).ThenRefused(AnnualRefusals.Unknown);
    }

    // Opened again and not final; another sheet; late facts that a correction has counted since.
    [Fact]
    public void Approval_OfWhatTheMonthsSayNoMore_IsRefused()
    {
        var drawn = Drawn();
        var (november, december) = (DrawUp.Months[0], DrawUp.Months[1]);
        foreach (var (months, told) in new[]
        {
            (DrawUp.Months[1..], "2024-11"),
            (DrawUp.Months.SetItem(1, december with { SheetNumber = 3 }), "2024-12"),
            (DrawUp.Months.SetItem(0, november with { LateFacts = 2 }), "2024-11"),
        })
        {
            drawn.When(Approve(1, DrawUp with { Months = months }), Head, InJanuary2025)
                .ThenRefused(AnnualRefusals.Outdated).Facts["months"].ShouldBe(told);
        }
    }

    // Drawn up by an earlier build, that lacked a table or scored it otherwise; or approved by one that tells no table.
    [Fact]
    public void Approval_OfTablesThatComeToSomethingElseNow_IsRefused()
    {
        var approve = Approve(1) with { Tables = AnnualOutcome.Of(DrawUp.Tables) };
        foreach (var (tables, told) in new[]
        {
            (DrawUp.Tables[1..], "line-station"),
            (DrawUp.Tables.SetItem(1, DrawUp.Tables[1] with { Score = 71.4m }), "annual-province"),
            (DrawUp.Tables.SetItem(0, DrawUp.Tables[0] with { SchemeVersion = 2 }), "line-station"),
        })
        {
            var drawn = Drawn(DrawUp with { Tables = tables });
            var facts = drawn.When(approve, Head, InJanuary2025).ThenRefused(AnnualRefusals.Outdated).Facts;
            (facts["months"], facts["tables"]).ShouldBe(("-", told));
            drawn.When(Approve(1), Head, InJanuary2025).ThenTypes(typeof(AnnualApproved));
        }

        Drawn().When(approve, Head, InJanuary2025).ThenTypes(typeof(AnnualApproved));
    }

    // An earlier build weighed a composite within by its newest version. The tables come to the same.
    [Fact]
    public void CompositeWithin_ThatWeighedOtherwise_IsToldAtApproval_AndDrawnUpAnew()
    {
        var inner = Composite with { Id = "inner" };
        var parts = inner.Parts.SetItem(0, inner.Parts[0] with { WeightPercent = 80m })
            .SetItem(1, inner.Parts[1] with { WeightPercent = 20m });
        var now = DrawUp with
        {
            Composite = Composite with { Id = "outer", Parts = [new("year", "年", "Year", 100m, Composite: "inner")] },
            Inner = [inner],
        };
        var weights = Drawn(now).State.Latest()!.Weights();
        weights.Select(w => (w.CompositeId, w.Part, w.WeightPercent)).ShouldBe(
            [("outer", "year", 100m), ("inner", "year/months", 90m), ("inner", "year/year", 10m)]);
        var approve = Approve(1) with { Tables = AnnualOutcome.Of(DrawUp.Tables), Weights = weights };
        foreach (var other in new[] { inner with { Version = 2 }, inner with { Parts = parts } })
        {
            var drawn = Drawn(now with { Inner = [other] });

            var facts = drawn.When(approve, Head, InJanuary2025).ThenRefused(AnnualRefusals.Outdated).Facts;

            (facts["months"], facts["tables"], facts["composites"]).ShouldBe(("-", "-", "inner"));
            drawn.When(now, Assessor, InJanuary2025).ThenRefused(AnnualRefusals.ReasonMissing);
            drawn.When(now with { Reason = "by the year's version" }, Assessor, InJanuary2025).Next()
                .When(approve with { Edition = 2 }, Head, InJanuary2025).ThenTypes(typeof(AnnualApproved));
        }
    }

    [Fact]
    public void Approval_WhileAMonthIsOpenOrHasLateFacts_IsRefused()
    {
        Drawn().When(Approve(1) with { Open = ["2024-03"] }, Head, InJanuary2025)
            .ThenRefused(AnnualRefusals.MonthsOpen).Facts["months"].ShouldBe("2024-03");
        Drawn().When(Approve(1) with { LateOpen = ["2024-12"] }, Head, InJanuary2025)
            .ThenRefused(AnnualRefusals.LateFactsOpen).Facts["months"].ShouldBe("2024-12");
    }

    [Fact]
    public void MarksThatNoTableWeighs_KeepTheYearFromDrawingUpAndApproval()
    {
        UnweighedMark[] marks =
        [
            new("2024-11", "a/b/c/new", "annual-province", 1), new("2024-12", "a/b/c/new", "annual-province", 1),
            new("2024-12", "x/y/z/other", "special-check", 2),
        ];

        var facts = Decisions.Given(Entity).When(DrawUp with { Unweighed = [.. marks] }, Assessor, InJanuary2025)
            .ThenRefused(AnnualRefusals.MarksNotWeighed).Facts;

        (facts["months"], facts["paths"]).ShouldBe(("2024-11, 2024-12", "a/b/c/new"));
        (facts["scheme"], facts["version"]).ShouldBe(("annual-province", "1"));
        Drawn().When(Approve(1) with { Unweighed = [marks[2]] }, Head, InJanuary2025)
            .ThenRefused(AnnualRefusals.MarksNotWeighed).Facts["scheme"].ShouldBe("special-check");
    }

    // By a part, by one of a composite within, or as it is.
    [Fact]
    public void SheetOfASchemeThatNoTableIsOf_IsRefused_UnlessOwnSheetsCount()
    {
        var none = Decisions.Given(Entity);
        var month = DrawUp.Months[0] with { SchemeId = "seed-3" };
        var wish = DrawUp with { Months = [month, DrawUp.Months[1] with { SchemeId = "line-station" }] };
        var facts = none.When(wish, Assessor, InJanuary2025).ThenRefused(AnnualRefusals.SchemeNotWeighed).Facts;
        (facts["months"], facts["scheme"]).ShouldBe(("2024-11", "seed-3"));

        var inner = Composite with { Id = "in", Parts = [new("i", "内", "In", 100m, "seed-3")] };
        // Named, and not there: the other tables would decide the year without what both signed.
        facts = none.When(wish with { Inner = [inner] }, Assessor, InJanuary2025)
            .ThenRefused(AnnualRefusals.TableMissing).Facts;
        (facts["months"], facts["scheme"]).ShouldBe(("2024-11", "seed-3"));
        var there = wish with { Inner = [inner], Tables = wish.Tables.Add(Table("seed-3", 97m)) };
        none.When(there, Assessor, InJanuary2025).ThenTypes(typeof(AnnualDrawnUp));
        var own = wish with
        {
            Composite = Composite with { Parts = [new("o", "月", "Own", 100m) { OwnSheets = true }] },
            Tables = [Table(PeriodTable.OwnSheets, 91.5m)],
        };
        var line = none.When(own, Assessor, InJanuary2025).State.Editions[0].Sheet.Lines.ShouldHaveSingleItem();
        (line.Score, line.OwnSheets, line.Scheme).ShouldBe((91.5m, true, null));
    }

    [Fact]
    public void OtherSheets_LeadToAnotherEdition_AndTheApprovedOneHoldsUntilItIsApproved()
    {
        var approved = Drawn().When(Approve(1), Head, InJanuary2025).Next();
        var again = DrawUp with
        {
            Tables = DrawUp.Tables.SetItem(0, Table("line-station", 80m)),
            Months = DrawUp.Months.SetItem(1, DrawUp.Months[1] with { SheetNumber = 3, Score = 63m }),
        };
        approved.When(again, Assessor, InJanuary2025).ThenRefused(AnnualRefusals.ReasonMissing);

        var second = approved.When(again with { Reason = "meter" }, Assessor, InJanuary2025).Next();

        (second.State.Latest()!.Number, second.State.Approved()!.Number).ShouldBe((2, 1));
        var held = second.When(Approve(2, again), Head, InJanuary2025).State;
        (held.Approved()!.Number, held.Approved()!.Sheet.Score).ShouldBe((2, 79.15m));
        Decisions.Shown(held.Editions[0]).ShouldBe(Decisions.Shown(approved.State.Editions[0]));
    }

    // An edition from before a mistake was mended: no month need be opened again for it.
    [Fact]
    public void SameSheets_ThatComeToOtherTables_AreDrawnUpAgain_WithAReason()
    {
        var drawn = Drawn(DrawUp with { Tables = [DrawUp.Tables[1]] }).When(Approve(1), Head, InJanuary2025).Next();
        drawn.State.Latest()!.Sheet.Score.ShouldBe(71.5m, "the months' table is not there");
        drawn.When(DrawUp, Assessor, InJanuary2025).ThenRefused(AnnualRefusals.ReasonMissing);

        var again = drawn.When(DrawUp with { Reason = "a table was missing" }, Assessor, InJanuary2025).Next();

        (again.State.Latest()!.Number, again.State.Latest()!.Sheet.Score).ShouldBe((2, 93.55m));
        again.When(DrawUp with { Reason = "again" }, Assessor, InJanuary2025).ThenNothing();
    }

    // The only department head has drawn it up, and may not approve it.
    [Fact]
    public void NotApproved_AnotherPersonDrawsTheSameSheetsUpAnew_WithAReason()
    {
        var byHead = Decisions.Given(Entity).When(DrawUp, Head, InJanuary2025).Next();
        byHead.When(DrawUp, Assessor, InJanuary2025).ThenNothing();
        byHead.When(DrawUp with { Reason = " " }, Assessor, InJanuary2025).ThenRefused(AnnualRefusals.ReasonMissing);
        byHead.When(DrawUp with { Reason = "mine" }, Head, InJanuary2025).ThenNothing();

        var anew = byHead.When(DrawUp with { Reason = "the head signs" }, Assessor, InJanuary2025).Next();

        (anew.State.Latest()!.Number, anew.State.Latest()!.DrawnBy).ShouldBe((2, "assessor"));
        anew.When(DrawUp with { Reason = "the head signs" }, Assessor, InJanuary2025).ThenNothing();
        var approved = anew.When(Approve(2), Head, InJanuary2025).Next();
        approved.When(DrawUp with { Reason = "again" }, s_otherHead, InJanuary2025).ThenNothing();
    }

    [Fact]
    public void Objection_KeepsItFromApproval_UntilItIsAnswered()
    {
        var objected = Drawn().When(new ObjectToAnnual(1, "the inspector was late"), Finance, InJanuary2025).Next();
        objected.When(Approve(1), Head, InJanuary2025).ThenRefused(AnnualRefusals.ObjectionOpen);
        objected.When(new ObjectToAnnual(1, "the inspector was late"), Finance, InJanuary2025).ThenNothing();
        objected.When(new ObjectToAnnual(1, "more"), Finance, InJanuary2025)
            .ThenRefused(AnnualRefusals.ObjectionClosed);
        objected.When(new AnswerAnnualObjection(1, "no"), Finance, InJanuary2025)
            .ThenRefused(ActorRefusals.RoleNotAllowed);
        objected.When(new AnswerAnnualObjection(1, " "), Assessor, InJanuary2025)
            .ThenRefused(AnnualRefusals.TextMissing);
        Drawn().When(new AnswerAnnualObjection(1, "no"), Assessor, InJanuary2025)
            .ThenRefused(AnnualRefusals.ObjectionUnknown);
        objected.When(DrawUp with { Reason = "again" }, s_otherHead, InJanuary2025)
            .ThenRefused(AnnualRefusals.ObjectionOpen);
        // Who signs after all objects no more.
        objected.When(new ConfirmAnnual(1), Finance, InJanuary2025).Next().When(Approve(1), Head, InJanuary2025)
            .ThenTypes(typeof(AnnualApproved));

        var answered = objected.When(new AnswerAnnualObjection(1, "he was not"), Assessor, InJanuary2025).Next();

        answered.When(new AnswerAnnualObjection(1, "he was not"), Assessor, InJanuary2025).ThenNothing();
        var told = answered.When(Approve(1), Head, InJanuary2025).State.Editions[0].Objection!;
        (told.Reason, told.Answer, told.Answered!.By).ShouldBe(("the inspector was late", "he was not", "assessor"));
    }

    [Fact]
    public void CompositeThatWaits_IsApprovedWithTheContractorsWord_OrAfterItsDays()
    {
        var waits = DrawUp with { Composite = Composite with { ObjectionDays = 10 } };
        var drawn = Drawn(waits);
        var until = InJanuary2025.AddDays(10);

        drawn.When(Approve(1), Head, until.AddTicks(-1)).ThenRefused(AnnualRefusals.NotConfirmed)
            .Facts["until"].ShouldBe(until.ToString("O"));
        drawn.When(Approve(1), Head, until).ThenTypes(typeof(AnnualApproved));
        drawn.When(new ConfirmAnnual(1), Finance, InJanuary2025).Next().When(Approve(1), Head, InJanuary2025)
            .ThenTypes(typeof(AnnualApproved));
    }

    // The weighted mean by hand: rounded once, parts without a score left out of both sums.
    [Fact]
    public void DrawnUp_OnlyWithoutAnOpenMonth_AndItsScoreIsTheWeightedMeanOfItsTables() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var first = random.Next(1, 100);
            int[] weights = [first, 100 - first];
            decimal?[] scores =
                [.. weights.Select(_ => random.Next(5) == 0 ? null : (decimal?)random.Next(10_001) / 100m)];
            string[] open = random.Next(3) == 0 ? [$"2024-{random.Next(1, 13):00}"] : [];
            var parts = weights.Select((w, i) => new CompositePart($"p{i}", "部", "Part", w, $"s{i}"));
            var outcome = Decisions.Given(Entity).When(
                DrawUp with
                {
                    Composite = Composite with { Parts = [.. parts] },
                    Tables = [.. scores.Select((s, i) => Table($"s{i}", s))],
                    Open = [.. open],
                },
                Assessor, InJanuary2025);
            if (open.Length > 0)
            {
                return outcome.Events.IsEmpty && outcome.Decision.Refusal!.Code == AnnualRefusals.MonthsOpen;
            }

            decimal weighed = 0m, weight = 0m;
            for (var i = 0; i < weights.Length; i++)
            {
                weighed += scores[i] is { } s ? s * weights[i] : 0m;
                weight += scores[i] is null ? 0m : weights[i];
            }

            var sheet = outcome.State.Editions[0].Sheet;
            return sheet.Score == (weight == 0m ? null : Math.Round(weighed / weight, 2, MidpointRounding.AwayFromZero))
                && sheet.PartsMissing == scores.Count(s => s is null);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
}
