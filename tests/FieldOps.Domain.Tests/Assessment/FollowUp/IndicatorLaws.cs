using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using static FieldOps.Domain.Tests.Assessment.FollowUp.FollowUpSamples;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment.FollowUp;

/// <summary>The yardstick (domain reference, 12) is measured as sheets are (6.4, 7.2).</summary>
public sealed class IndicatorLaws
{
    private static readonly ImmutableArray<ScoringScheme> s_schemes = [LineStation, Seed3];

    [Fact]
    public void Figures_AreThoseOfTheSheet() => ForAllSeeds(random =>
    {
        var facts = MonthScoreLaws.RandomFacts(random);
        return s_schemes.All(scheme =>
        {
            var figures = IndicatorFigures.Of(scheme, facts).ToDictionary(f => f.Path);
            return MonthScore.Of(facts, scheme).Lines
                .Where(l => l.Kind == ScoreLineKind.Rule && (l.RatePercent ?? l.Value) is not null)
                .All(l => figures[l.Path].Value() == (l.RatePercent ?? l.Value));
        });
    });

    [Fact]
    public void CrewsTogether_AreTheirOrdersTogether_NeverTheMeanOfTheirMeans() => ForAllSeeds(random =>
    {
        var facts = MonthScoreLaws.RandomFacts(random);
        var crews = facts.Orders.GroupBy(_ => random.Next(4)).Select(g => IndicatorFigures.Of(Seed3, g, [])).ToArray();
        var whole = IndicatorFigures.Of(Seed3, facts.Orders, []);
        // A repeat on one asset is one crew's alone: only measures of single orders add up over any split.
        return crews.Length == 0 || IndicatorFigures.Together(crews)
            .Where(f => !f.Path.Contains("repeat", StringComparison.Ordinal))
            .All(f => whole.Single(w => w.Path == f.Path) == f);
    });

    [Fact]
    public void Yardstick_ShowsOwnCrewsFirst_AndHowMuchBetterOthersAre()
    {
        var rows = Yardstick.Of(
        [
            Crew("DW-A", false, 19, 1), Crew("OWN-1", true, 8, 2), Crew("OWN-2", true, 1, 1), Crew("DW-B", false, 0, 0),
        ]);

        var restored = rows.First(r => r.InHouse?.Cases > 0);
        restored.Crews.Select(c => c.Code).ShouldBe(["OWN-1", "OWN-2", "DW-A", "DW-B"]);
        // 9 of 12 together, not the mean of 80 and 50.
        restored.InHouse!.Value().ShouldBe(75m);
        restored.Contractors!.Value().ShouldBe(95m);
        restored.Crews[2].Lead.ShouldBe(20m);
        restored.Crews[0].Lead.ShouldBe(5m);
        restored.Crews[3].Lead.ShouldBeNull();
        restored.Crews[3].Figure.IsMet().ShouldBeNull();
    }

    [Fact]
    public void Lead_OfAFigureThatShouldBeLow_IsAboveNothingForTheLowerOne()
    {
        var low = new IndicatorFigure("a/b/c/mean", "历时", "Mean", 100m, 2m, 1m, "min", 60m, BetterSide.Lower);
        var row = Yardstick.Of(
        [
            new YardstickCrew("OWN", true, [low]), new YardstickCrew("DW-A", false, [low with { Sum = 80m }]),
        ]).ShouldHaveSingleItem();
        row.Crews[1].Lead.ShouldBe(10m);
        row.Crews[1].Figure.IsMet().ShouldBe(true);
    }

    private static YardstickCrew Crew(string code, bool inHouse, int onTime, int late) =>
        new(code, inHouse, IndicatorFigures.Of(Seed3, Facts(onTime, late)));
}
