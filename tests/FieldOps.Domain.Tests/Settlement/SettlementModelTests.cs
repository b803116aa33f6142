using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Settlement;
using FieldOps.Testing;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Settlement;

/// <summary>Domain reference, 7.6: models beside the score-linked fee; worked examples 6 and 7 of section 11.</summary>
public sealed class SettlementModelTests
{
    private static readonly SettlementTerms s_terms =
        RepoFiles.Policy<SettlementTerms>("settlement", "line-prices.v1.json");

    [Fact]
    public void ShippedPriceList_CanBeUsed_AndNamesItsSources()
    {
        s_terms.Faults().ShouldBeEmpty();
        s_terms.Fines.Length.ShouldBe(15);
        s_terms.Visits.Length.ShouldBe(13);
        s_terms.Fines.Concat(s_terms.Assets).Concat(s_terms.MajorEvents).ShouldAllBe(p => p.Source.Length > 0);
    }

    [Fact]
    public void Example6_TwentyAgents_AreSixteenSeats_AndTheLowestScoreDecides()
    {
        var hours = new SeatHours(SeatKind.Agent, [.. Enumerable.Repeat(166.64m, 20)]);
        SeatSettlement.SeatsOf(hours, s_terms.Seats!).ShouldBe(16m);
        SeatSettlement.CoefficientOf(95m, 88m, 92m, s_terms.Seats!).ShouldBe(0.95m);

        var item = Items(Work() with { Seats = new SeatMonth([hours], 95m, 88m, 92m, s_terms.Seats!) }).Single();

        item.AmountCny.ShouldBe(98_800m);
        item.TextEn.ShouldBe("20 people, lowest of three 88: 16 × 6500.00 × 0.95 = 98800.00");
        SeatSettlement.SeatsOf(hours, s_terms.Seats! with { RatioIsDivisor = false }).ShouldBe(25m);
    }

    [Theory]
    [InlineData("166.64", "0")]
    [InlineData("150", "0")]
    [InlineData("187.47", "0.1")]
    public void Overtime_CountsHoursBeyondAFullMonthAlone(string hours, string seats) =>
        SeatSettlement.SeatsOf(new SeatHours(SeatKind.Overtime, [Dec(hours)]), s_terms.Seats!).ShouldBe(Dec(seats));

    [Theory]
    [InlineData("1000", true, "200.00", "800.00")]
    [InlineData("0.03", true, "0.01", "0.02")]
    [InlineData("1000", false, "0.00", "0.00")]
    public void OverAchievement_IsSplitTwentyToEighty_IfTargetsAreMet(
        string amount, bool met, string contractor, string staff)
    {
        var items = Items(Work() with { Bonus = new OverAchievement(Dec(amount), met, 20m) });
        items.Select(i => (i.Code, i.AmountCny)).ShouldBe([("contractor", Dec(contractor)), ("staff", Dec(staff))]);
    }

    [Fact]
    public void Example7_FourteenHundredKilometres_AreSplitAtTheEdge()
    {
        var one = Items(Cables(s_terms.Cables!, ("a", "1400", null)));
        one.Sum(i => i.AmountCny).ShouldBe(207_000m);
        one.Select(i => i.TextEn).ShouldBe(
        [
            "Backbone: 1000 km × 150.00 × 1 = 150000.00", "Backbone: 400 km × 150.00 × 0.95 = 57000.00",
        ]);
        Items(Cables(s_terms.Cables!, ("a", "900", null), ("b", "500", null))).Sum(i => i.AmountCny)
            .ShouldBe(207_000m);
    }

    [Fact]
    public void CableThatCrossesTheEdge_MovesWhole_WhereTheTermsSaySo()
    {
        var whole = s_terms.Cables! with { SplitAtEdge = false };
        var items = Items(Cables(whole, ("a", "900", null), ("b", "500", null)));
        items.Sum(i => i.AmountCny).ShouldBe((900m * 150m) + (500m * 150m * 0.95m));
        // The band restarts with it: 500 of its 1000 km are used, so 500 more fit and the next crosses.
        Items(Cables(whole, ("a", "900", null), ("b", "500", null), ("c", "500", null), ("d", "1", null)))
            .Select(i => i.TextEn).Last().ShouldBe("Backbone: 1 km × 150.00 × 0.9 = 135.00");
    }

    [Fact]
    public void SuburbanCables_AddUpCountyByCounty()
    {
        var items = Items(Cables(s_terms.Cables!, ("a", "800", "East"), ("b", "800", "West"), ("c", "800", null)));
        items.Sum(i => i.AmountCny).ShouldBe(360_000m);
        items.Select(i => i.Code).ShouldBe(["East backbone", "West backbone", "backbone"]);
    }

    [Theory]
    [InlineData(ProjectCourse.Delivered, false, "12000")]
    [InlineData(ProjectCourse.NotImplemented, false, "12000")]
    [InlineData(ProjectCourse.BuiltBySame, false, "0")]
    [InlineData(ProjectCourse.BuiltByAnother, false, "4800")]
    [InlineData(ProjectCourse.Delivered, true, "0")]
    public void Project_PaysByItsCourse_AndWorkload(ProjectCourse course, bool single, string amount) =>
        Items(Project(1, "solution", 20_000m) with
        {
            Project = Project(1, "solution", 20_000m).Project! with { Course = course, OwnSingleService = single },
        }).Single().AmountCny.ShouldBe(Dec(amount));

    [Fact]
    public void OverlappingKindsOfOneProject_OfWhichOneIsWorthNothing_PayTheOther()
    {
        var dear = Project(1, "private-line", 30_000m);
        Items(
                dear with { Project = dear.Project! with { Course = ProjectCourse.BuiltBySame } },
                Project(2, "solution", 20_000m))
            .Select(i => i.AmountCny).Order().ShouldBe([0m, 12_000m]);
    }

    [Fact]
    public void OverlappingKindsOfOneProject_PayOnce() =>
        Items(Project(1, "private-line", 20_000m), Project(2, "solution", 30_000m))
            .Select(i => i.AmountCny).Order().ShouldBe([0m, 18_000m]);

    [Fact]
    public void Visits_Assets_Fines_AndAudits_ArePricedAndTakenOff()
    {
        var guard = s_terms.Fines.Single(f => f.Code == "no-guard");
        var duct = s_terms.Assets.Single(a => a.Code == "duct-km");
        var visit = s_terms.Visits.Single(v => v.Code == "generation");
        var items = Items(
            Work(1) with { Fine = new PricedCount(guard, 2) },
            Work(2) with { Assets = new AssetCount(duct, 10.5m, 10, 31) },
            Work(3) with { Visits = new VisitCount(visit, "stations", 7m) },
            Work(4) with { Audit = new AuditedRevenue("JH-7", 1_234.56m) },
            Work(5) with { MajorEvent = new PricedCount(s_terms.MajorEvents[0], 1) });
        items.Select(i => (i.Kind, i.AmountCny)).ShouldBe(
        [
            (StatementItemKind.Visits, 1_260m), (StatementItemKind.Assets, 508.06m),
            (StatementItemKind.Fine, -600m), (StatementItemKind.MajorEvent, -20_000m),
            (StatementItemKind.Audit, -1_234.56m),
        ]);
        items.ShouldAllBe(i => i.Refs.Length == 1 && i.Refs[0].Detail == "memo");
    }

    [Theory]
    [InlineData("95", "100000")]
    [InlineData("100", "100000")]
    [InlineData("47.5", "85000")]
    [InlineData("0", "70000")]
    public void BaseAndAssessed_PaysTheBase_AndIsFullAtNinetyFive(string score, string amount)
    {
        var rules = RepoFiles.Policy<ScoringScheme>("scoring", "station-upkeep.v1.json").Settlement;
        ScoreLinkedSettlement.Of([new FeeLine(Id(1), "L", 100_000m, 31, 31)], Dec(score), rules).TotalCny
            .ShouldBe(Dec(amount));
    }

    [Fact]
    public void NegativeAndAbsurdPrices_AreTold()
    {
        var wrong = s_terms with
        {
            Fines = [s_terms.Fines[0] with { Cny = -1m }, s_terms.Fines[0]],
            Seats = s_terms.Seats! with { Coefficients = [new CoefficientStep(90m, 1m)] },
            Cables = s_terms.Cables! with { Bands = [new LengthBand(1m, 1000m)] },
        };
        wrong.Faults().ShouldBe(
        [
            "fines/hook: a price is above 0 and at most 10000000.", "fines: a code stands twice.",
            "seats: coefficients are 0 to 2, their scores fall, the last begins at 0.",
            "cables: bands rise, the last has no end, factors are 0 to 1.",
        ]);
    }

    [Fact]
    public void CablePieces_MakeTheCables_WhateverTheBands() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            CableInCare[] cables =
            [
                .. Enumerable.Range(0, random.Next(1, 12)).Select(n => new CableInCare(
                    $"c{n}", "backbone", random.Next(1, 900_000) / 1000m, new DateOnly(2020, 1, 1).AddDays(n))),
            ];
            var terms = s_terms.Cables! with { SplitAtEdge = random.Next(2) == 0 };
            var pieces = CableSettlement.PiecesOf(cables, terms).ToArray();
            return pieces.Sum(p => p.Km) == cables.Sum(c => c.Km)
                && pieces.Zip(pieces.Skip(1)).All(p => p.Second.Factor <= p.First.Factor)
                && (terms.SplitAtEdge || pieces.Length == cables.Length);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static ImmutableArray<StatementItem> Items(params WorkFact[] works) => SettlementItems.Of(works, 90m);

    private static WorkFact Work(int number = 1) => new(Id(number), "line-prices", 1, "memo", "a", InJanuary);

    private static WorkFact Cables(CableTerms terms, params (string Code, string Km, string? County)[] cables) =>
        Work() with
        {
            Cables = new CableMonth(
                [
                    .. cables.Select(c => new CableInCare(
                        c.Code, "backbone", Dec(c.Km), new DateOnly(2020, 1, 1 + (c.Code[0] - 'a')), c.County)),
                ],
                0m,
                terms),
        };

    private static WorkFact Project(int number, string kind, decimal fee) => Work(number) with
    {
        Project = new ProjectWork(
            "P-1", "A1", kind, ProjectCourse.Delivered, 600_000m, 60m, false, fee, s_terms.Projects!.BuiltByAnother),
    };

    private static decimal Dec(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
