using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Sla;
using FieldOps.Testing;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment;

public sealed class MonthScoreLaws
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(150);

    private static readonly ImmutableArray<ScoringScheme> s_schemes =
    [
        LineStation,
        Rolling,
        Seed3,
        Seed3With(r => r with { Curve = r.Curve! with { Rounding = PercentPointRounding.Fractional } }),
        LineStation with { Unmeasured = MarksWithoutMeasure.LeftOut, NoCases = MarksWithoutMeasure.LeftOut },
    ];

    [Fact]
    public void Score_StaysWithinFloorAndCap_AndItsLinesAddUp() =>
        ForAllMonths((facts, _) => s_schemes.All(scheme => AddsUp(MonthScore.Of(facts, scheme))));

    [Fact]
    public void MoreOnTime_NeverScoresLess() => ForAllMonths((facts, random) =>
        Improved(facts, random) is not { } better
        || s_schemes.All(s => (MonthScore.Of(better, s).Score ?? 0m) >= (MonthScore.Of(facts, s).Score ?? 0m)));

    [Fact]
    public void OrderOfFacts_PlaysNoPart() => ForAllMonths((facts, random) => IsSame(facts, Shuffled(facts, random)));

    [Fact]
    public void OrderCounts_AddUp() => ForAllMonths((facts, _) => AddsUp(MonthScore.Of(facts, Seed3).Orders, facts));

    private static bool AddsUp(ScoreSheet sheet)
    {
        var sum = sheet.Lines.Where(l => l.Kind != ScoreLineKind.Violation).Sum(l => l.Points);
        return sheet.Score is null or (>= 0m and <= 100m)
            && (sheet.Score is null) == (sheet.NoScoreReason is not null)
            && (sheet.WeightCounted != 100m || sheet.OperatingScore == sum)
            && sheet.Lines.All(l => l.MaxPoints - l.Deduction == l.Points || l.Status != ScoreLineStatus.Measured);
    }

    private static bool AddsUp(OrderCounts counts, MonthFacts facts) =>
        counts.Entered == counts.Counted + counts.Excluded + counts.Open + counts.Withdrawn
        && counts.Entered == facts.Orders.Length;

    private static bool IsSame(MonthFacts facts, MonthFacts shuffled) => s_schemes.All(s =>
        Decisions.Shown(MonthScore.Of(shuffled, s)) == Decisions.Shown(MonthScore.Of(facts, s)));

    /// <summary>The month with one late order on time; null when no order is late.</summary>
    private static MonthFacts? Improved(MonthFacts facts, Random random)
    {
        var late = facts.Orders.Where(o => o.Ended?.Clocks.Any(c => c.Outcome == ClockOutcome.Late) == true).ToArray();
        if (late.Length == 0)
        {
            return null;
        }

        var chosen = late[random.Next(late.Length)];
        var clocks = chosen.Ended!.Clocks.Select(c =>
            c.Outcome == ClockOutcome.Late ? c with { Outcome = ClockOutcome.OnTime } : c);
        var better = chosen with { Ended = chosen.Ended with { Clocks = [.. clocks] } };
        return facts with { Orders = facts.Orders.Replace(chosen, better) };
    }

    private static MonthFacts Shuffled(MonthFacts facts, Random random) => new(
        Shuffled(facts.Orders, random), Shuffled(facts.Findings, random), Shuffled(facts.Violations, random));

    private static void ForAllMonths(Func<MonthFacts, Random, bool> law) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            return law(RandomFacts(random), random);
        }).Check(s_config);

    internal static MonthFacts RandomFacts(Random random)
    {
        string[] attributions = ["contractor-scope", "contractor-scope", "customer", "other-operator"];
        string[] kinds = ["false-reply", "off-channel", "untrue-data", "complaint-group", "graffiti", "safety-breach"];
        var orders = Enumerable.Range(1, random.Next(0, 60)).Select(n => Order(n, true) with
        {
            AssetId = Id(900_000 + random.Next(8)),
            OccurredAt = January.StartsAt.AddMinutes(random.Next(31 * 24 * 60)),
            Withdrawn = random.Next(10) == 0 ? new WithdrawnFact("cancelled", 0) : null,
            Ended = random.Next(10) == 0 ? null : new EndedFact(
                attributions[random.Next(attributions.Length)], RandomClocks(random), 0, random.Next(3) / 2, 0),
        });
        var violations = Enumerable.Range(1, Math.Max(0, random.Next(8) - 5)).Select(n => new ViolationFact(
            Id(800_000 + n), (ViolationClass)random.Next(3), "x", random.Next(1, 40) / 4m, "e", InJanuary, "p"));
        var findings = kinds.SelectMany(k => Findings(k, Math.Max(0, random.Next(6) - 4), random.Next(3)));
        return new MonthFacts([.. orders], [.. findings], [.. violations]);
    }

    private static ImmutableArray<ClockFact> RandomClocks(Random random)
    {
        ClockOutcome[] outcomes = [ClockOutcome.OnTime, ClockOutcome.OnTime, ClockOutcome.Late, ClockOutcome.Void];
        return
        [
            .. Enum.GetValues<ClockKind>().Where(_ => random.Next(5) > 0).Select(kind =>
                new ClockFact(kind, outcomes[random.Next(outcomes.Length)], 60, random.Next(10_000))),
        ];
    }

    private static ImmutableArray<T> Shuffled<T>(ImmutableArray<T> items, Random random)
    {
        var array = items.ToArray();
        random.Shuffle(array);
        return [.. array];
    }
}
