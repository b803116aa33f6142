using System.Collections.Immutable;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Sla;

namespace FieldOps.Benchmarks.Closing;

/// <summary>A sheet of 40 rules over every kind of measure.</summary>
internal static class CloseScheme
{
    public static readonly string[] Classes = ["access", "aggregation", "local-backbone", "station-a"];

    private static readonly ScoreCurve s_percent =
        new(CurveKind.PerPoint, 95m, 0.1m, PercentPointRounding.Fractional);

    private static readonly ScoreCurve s_minutes = new(
        CurveKind.Stepped, Target: 300m, Step: 30m, PointsPerStep: 0.1m, Better: BetterSide.Lower,
        Counting: StepCounting.Whole);

    public static ScoringScheme Make()
    {
        ImmutableArray<ScoreRule> rules = [.. Classes.SelectMany(OfClass), .. Others()];
        var weight = 100m / rules.Length;
        rules = [.. rules.Select((r, i) => r with { Id = $"r{i}", Weight = weight })];
        var content = new ScoreContent("c", "表", "Content", 100m, rules);
        return new ScoringScheme(
            "bench", 1, DateTimeOffset.UnixEpoch, "bench", "基准", "Bench", MarksWithoutMeasure.FullMarks, "bench",
            MarksWithoutMeasure.FullMarks, 0m, 100m, ["customer"], OpenOrdersAtFreeze.Carry,
            SignOff.ConfirmThenApprove, 20,
            [new ScoreTable("t", "表", "Table", 100m, [new ScoreItem("i", "项", "Item", 100m, [content])])],
            new CreditRules(100m, 1m, 10m, "bench"), [new("A", 90m), new("B", 75m), new("C", 0m)],
            new SettlementRules(SettlementRules.ScoreLinked, NoScoreFee.Full, "bench", "bench"));
    }

    private static IEnumerable<ScoreRule> OfClass(string name)
    {
        foreach (var clock in new[] { ClockKind.Accept, ClockKind.Arrive, ClockKind.Restore, ClockKind.Report })
        {
            yield return Rule(new(MeasureKind.ClockOnTime, clock, AssetClasses: [name]), s_percent);
        }

        yield return Rule(new(MeasureKind.NoRepeat, AssetClasses: [name], RepeatWithinDays: 7), s_percent);
        yield return Rule(new(MeasureKind.ReplyRightFirst, AssetClasses: [name]), s_percent);
        yield return Rule(new(MeasureKind.MeanMinutes, ClockKind.Restore, AssetClasses: [name]), s_minutes);
        yield return Rule(
            new(MeasureKind.NoOverrun, ClockKind.Restore, AssetClasses: [name], OverrunPercent: 200), s_percent);
    }

    private static IEnumerable<ScoreRule> Others()
    {
        foreach (var indicator in Indicators.All.Take(6))
        {
            yield return Rule(new(MeasureKind.Reading, Indicator: indicator.Word), s_percent);
        }

        yield return Rule(new(MeasureKind.FindingsOnly), null);
        yield return Rule(new(MeasureKind.DeductionsByPeople), null);
    }

    private static ScoreRule Rule(ScoreMeasure measure, ScoreCurve? curve) =>
        new("", "规则", "Rule", 0m, "bench", measure, curve);
}
