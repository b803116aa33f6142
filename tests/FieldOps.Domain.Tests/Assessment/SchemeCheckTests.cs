using System.Collections.Immutable;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Testing;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>What is wrong with a scheme or a composite, in exact words.</summary>
public sealed class SchemeCheckTests
{
    private static readonly HashSet<string> s_schemes = ["a", "b", "c", "d"];
    private static readonly Dictionary<string, CompositeScheme> s_none = [];

    [Fact]
    public void WeightsThatDoNotAddUp_AreToldWithBothFigures() =>
        Seed3With(r => r with { Weight = 14m }).Faults()
            .ShouldBe(["back-end/assurance/timeliness: the parts weigh 14, the whole 15."]);

    [Fact]
    public void UnknownIndicator_IsToldWithTheKnownOnes()
    {
        var fault = Seed3With(r => r with { Measure = new ScoreMeasure(MeasureKind.Reading, Indicator: "mood") })
            .Faults().ShouldHaveSingleItem();
        fault.ShouldStartWith(
            "back-end/assurance/timeliness/restore: indicator mood is not known; the indicators are availability, ");
    }

    [Theory]
    [InlineData(MeasureKind.MeanMinutes, "a figure that is no percentage takes a stepped curve.")]
    [InlineData(MeasureKind.NoOverrun, "an overrun measure names its percent of the limit, 101 to 10000.")]
    [InlineData(MeasureKind.PointsByPeople, "a curve goes with a rate, and a rate with a curve.")]
    public void MeasureWithoutItsFigures_IsTold(MeasureKind kind, string fault) =>
        Seed3With(r => r with { Measure = r.Measure! with { Kind = kind } }).Faults()
            .ShouldBe(["back-end/assurance/timeliness/restore: " + fault]);

    [Theory]
    [InlineData(1, MeasureKind.ClockOnTime, "a rule rolls over 2 to 12 months.")]
    [InlineData(13, MeasureKind.ClockOnTime, "a rule rolls over 2 to 12 months.")]
    [InlineData(
        3, MeasureKind.NoRepeat,
        "a rule that rolls counts orders: clock-on-time, mean-minutes, no-overrun, reply-right-first.")]
    public void RollingRule_IsToldWhatItMayBe(int months, MeasureKind kind, string fault) =>
        Seed3With(r => r with
        {
            RollingMonths = months, Measure = r.Measure! with { Kind = kind, RepeatWithinDays = 7 },
        }).Faults().ShouldBe(["back-end/assurance/timeliness/restore: " + fault]);

    [Fact]
    public void RollingRule_NeedsAMonthlyTable_AndASmallSample()
    {
        var scheme = Seed3With(r => r with { RollingMonths = 3 });
        scheme.Faults().ShouldBeEmpty();
        (scheme with { Kind = SheetKind.Annual }).Faults()
            .ShouldBe(["A rule rolls in a monthly table alone: the others stand for a period of their own."]);
        (scheme with { SmallSampleOrders = 1 }).Faults()
            .ShouldBe(["A rule rolls below a small sample: the scheme names one above 1."]);
    }

    [Fact]
    public void FloorAboveTheWeight_AndBonusWithoutStep_AreTold() =>
        Seed3With(r => r with
        {
            PointsMin = 15m, Bonus = new BonusRule(99m, 0m, 1m, 1m, BetterSide.Higher, "x"),
        }).Faults().Length.ShouldBe(2);

    // 60/40, 90/10 and 40/30/30 of domain reference 7.1, and a composite in a composite.
    [Fact]
    public void Composites_WeighTheirParts()
    {
        var scores = new Dictionary<string, decimal?> { ["a"] = 96m, ["b"] = 88m, ["c"] = 75m };
        Of(Composite("x", ("a", 60), ("b", 40)), scores).ShouldBe(92.8m);
        Of(Composite("x", ("a", 90), ("b", 10)), scores).ShouldBe(95.2m);
        Of(Composite("x", ("a", 40), ("b", 30), ("c", 30)), scores).ShouldBe(87.3m);
        var inner = Composite("inner", ("a", 50), ("b", 50));
        var outer = Composite("outer", ("c", 50)) with
        {
            Parts = [new CompositePart("1", "一", "1", 50m, "c"), new CompositePart("2", "二", "2", 50m, null, "inner")],
        };
        CompositeScore.Of(outer, s => scores[s], _ => inner).Score.ShouldBe(83.5m);
    }

    [Fact]
    public void MissingPart_IsLeftOutAndCounted_OrLeavesNoScore()
    {
        var composite = Composite("x", ("a", 60), ("b", 40));
        var scores = new Dictionary<string, decimal?> { ["a"] = 90m, ["b"] = null };
        var sheet = CompositeScore.Of(composite, s => scores[s], _ => composite);
        (sheet.Score, sheet.PartsMissing, sheet.Grade).ShouldBe((90m, 1, "A"));
        var strict = composite with { MissingPart = MissingPart.NoScore };
        CompositeScore.Of(strict, s => scores[s], _ => strict).Score.ShouldBeNull();
    }

    [Fact]
    public void Composite_Cycle_IsToldWithItsWay()
    {
        var a = Nested("one", "two");
        var b = Nested("two", "three");
        var c = Nested("three", "one");
        var all = new Dictionary<string, CompositeScheme> { ["one"] = a, ["two"] = b, ["three"] = c };
        a.Faults(s_schemes, all).ShouldBe(["one: it contains itself: one > two > three > one."]);
    }

    // Versions that hold at one instant were never checked together: what contains itself has no score there.
    [Fact]
    public void Composite_ThatContainsItself_OrOneThatDoesNotHold_HasNoScoreForThatPart()
    {
        var all = new Dictionary<string, CompositeScheme>
        {
            ["one"] = Nested("one", "two"), ["two"] = Nested("two", "one"),
        };
        var sheet = CompositeScore.Of(all["one"], _ => 90m, c => all[c]);
        (sheet.Score, sheet.PartsMissing, sheet.Lines[0].Inner!.PartsMissing).ShouldBe((null, 1, 1));
        CompositeScore.Of(all["one"], _ => 90m, _ => null).Lines[0].Score.ShouldBeNull();
    }

    [Fact]
    public void Composite_UnknownParts_AndWrongWeights_AreTold()
    {
        var none = new Dictionary<string, CompositeScheme>();
        Composite("x", ("a", 60), ("b", 39.5m)).Faults(s_schemes, none)
            .ShouldBe(["x: the parts weigh 99.5, the whole 100."]);
        Composite("x", ("q", 100)).Faults(s_schemes, none).ShouldBe(["q: scheme q is not known."]);
        Nested("x", "y").Faults(s_schemes, none).ShouldBe(["y: composite y is not known."]);
    }

    [Fact]
    public void Composite_PartNamesOneOfThree()
    {
        var part = new CompositePart("1", "一", "1", 100m);
        string[] two = ["1: a part names a scheme, a composite or ownSheets, one of the three."];
        foreach (var (named, faults) in new (CompositePart, string[])[]
        {
            (part, two), (part with { OwnSheets = true, Scheme = "a" }, two), (part with { OwnSheets = true }, []),
            (part with { OwnSheets = false, Scheme = "a" }, []),
        })
        {
            (Composite("x", ("a", 100)) with { Parts = [named] }).Faults(s_schemes, s_none).ShouldBe(faults);
        }

        var own = Composite("x", ("a", 100)) with { Parts = [part with { OwnSheets = true }] };
        Of(own, new() { [PeriodTable.OwnSheets] = 77m }).ShouldBe(77m);
    }

    [Fact]
    public void Composite_LiesBetweenItsParts() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var first = random.Next(1, 100);
            decimal? a = random.Next(0, 10_001) / 100m, b = random.Next(0, 10_001) / 100m;
            var score = Of(
                Composite("x", ("a", first), ("b", 100 - first)),
                new Dictionary<string, decimal?> { ["a"] = a, ["b"] = b });
            return score >= Math.Min(a.Value, b.Value) && score <= Math.Max(a.Value, b.Value);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void ShippedComposites_CanBeUsed()
    {
        var folder = Path.Combine(RepoFiles.Root, "silo-config", "policies");
        var schemes = Directory.EnumerateFiles(Path.Combine(folder, "scoring"))
            .Select(f => Path.GetFileName(f).Split(".v")[0]).ToHashSet(StringComparer.Ordinal);
        var all = Directory.EnumerateFiles(Path.Combine(folder, "composites"))
            .Select(f => RepoFiles.Policy<CompositeScheme>("composites", Path.GetFileName(f)))
            .ToDictionary(c => c.Id, StringComparer.Ordinal);
        all.Count.ShouldBe(4);
        all.Values.SelectMany(c => c.Faults(schemes, all)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(90, true)]
    [InlineData(91, false)]
    public void Composite_WaitsForAnObjection_AQuarterAtMost(int days, bool good) =>
        (Composite("x", ("a", 100)) with { ObjectionDays = days }).Faults(s_schemes, s_none).IsEmpty.ShouldBe(good);

    private static decimal? Of(CompositeScheme composite, Dictionary<string, decimal?> scores) =>
        CompositeScore.Of(composite, s => scores[s], _ => composite).Score;

    private static CompositeScheme Composite(string id, params (string Scheme, decimal Weight)[] parts) => new(
        id, 1, InJanuary, "7.1", "综合", "Composite", MissingPart.LeftOut,
        [.. parts.Select(p => new CompositePart(p.Scheme, p.Scheme, p.Scheme, p.Weight, p.Scheme))],
        [new GradeBand("A", 90m), new GradeBand("C", 0m)]);

    private static CompositeScheme Nested(string id, string inner) => Composite(id, ("a", 100)) with
    {
        Parts = [new CompositePart(inner, inner, inner, 100m, null, inner)],
    };
}
