using System.Collections.Immutable;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Assessment.Standing;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>A year that its annual assessment decides (domain reference, 7.1 and 7.5).</summary>
public sealed class YearResultTests
{
    private static readonly StandingRules s_rules =
        RepoFiles.Policy<StandingRules>("standing", "default.v2.json") with
        {
            AnnualBy = "annual-90-10", Counts = LowestCounts.Years, SuspendAfter = 1,
        };

    private static readonly CompositeScheme s_composite =
        RepoFiles.Policy<CompositeScheme>("composites", "annual-90-10.v1.json");

    private static readonly GradeSummary s_months =
        Grading.Over([new("2024-11", 96m, "A"), new("2024-12", 94m, "A")], Seed3.Grades);

    [Fact]
    public void Approved_ItsScoreAndLetterAreTheYears_AndDecideTierAndSuspension()
    {
        var standing = Of(new DecidedYear(2, 70m, "C", false));

        (standing.Summary.Mean, standing.Summary.Grade, standing.IsOver, standing.Awaits)
            .ShouldBe((70m, "C", true, false));
        (standing.Tier, standing.RenewalPossible, standing.SuspensionPossible).ShouldBe(("D", false, true));
        standing.Lowest.ShouldBe([new MonthGrade("2024", 70m, "C")]);
        standing.GroundsUnder(s_rules).ShouldNotBeNull();
        standing.ReasonEn.ShouldContain("decided by edition 2 of its annual assessment annual-90-10");
        Of(new DecidedYear(2, 70m, "C", true)).ReasonEn.ShouldContain("have changed since");
    }

    // What it brought in moves the tier, and is not known before its months are settled.
    [Fact]
    public void Approved_NextYearIsBuiltOnIt_OnceItsMonthsAreSettled()
    {
        var decided = new DecidedYear(1, 95m, "A", false);
        Of(decided).IsKnown().ShouldBeTrue();
        Of(decided with { Unsettled = ["2024-12"] }).IsKnown().ShouldBeFalse();
        Of(null).IsKnown().ShouldBeFalse();
    }

    [Fact]
    public void NotApproved_TheYearIsNotOver_AndTellsTheMonthsSoFarAndWhatItWaitsFor()
    {
        var standing = Of(null);

        (standing.Summary.Mean, standing.Summary.Grade, standing.IsOver, standing.Awaits)
            .ShouldBe((95m, "A", false, true));
        standing.SuspensionPossible.ShouldBeFalse();
        standing.ReasonEn.ShouldContain("not decided yet");
        standing.ReasonZh.ShouldContain("年度尚未决定");
        Of(null, monthsOver: false).Awaits.ShouldBeFalse("its months are missing before it");
    }

    // Bad months so far suspend nobody: the year is not decided.
    [Fact]
    public void NotApproved_ALowLetterSoFarCountsForNothing()
    {
        var low = Grading.Over([new("2024-12", 60m, "C")], Seed3.Grades);
        var result = YearResult.Of("2024", low, Seed3.Grades, true, Decision(null));
        AnnualStanding.Of(result, [], 0m, 0, Seed3.Grades, s_rules).LowestCounted.ShouldBe(0);
        result.IsLowest().ShouldBeFalse();
    }

    [Fact]
    public void YearsLetters_AreTheComposites_AndMonthsKeepTheirOwn()
    {
        ImmutableArray<GradeBand> words = [new("good", 90m), new("poor", 0m)];
        var rules = s_rules with
        {
            Counts = LowestCounts.Months, RenewalFrom = "good",
            Tiers = [.. from w in words from r in s_rules.Revenue select new TierCell(w.Grade, r.Band, "B")],
        };
        var months = Grading.Over([new("2024-11", 60m, "C"), new("2024-12", 94m, "A")], Seed3.Grades);
        var result = YearResult.Of("2024", months, Seed3.Grades, true, new YearDecision("x", words, null));
        var standing = AnnualStanding.Of(result, [], 0m, 0, Seed3.Grades, rules);
        (standing.Summary.Grade, standing.Tier, standing.LowestCounted).ShouldBe(("poor", "B", 1));
        standing.ReasonEn.ShouldContain("1 months of C");
    }

    [Fact]
    public void Rules_NameACompositeThatHolds_AndWhoseLettersAllHaveTheirTier()
    {
        s_rules.DecisionFaults([s_composite]).ShouldBeEmpty();
        (s_rules with { AnnualBy = null }).DecisionFaults([]).ShouldBeEmpty();
        (s_rules with { AnnualBy = "nowhere" }).DecisionFaults([s_composite])
            .ShouldBe(["composite nowhere: none of this id holds when the rules begin."]);
        s_rules.DecisionFaults([s_composite with { EffectiveFrom = s_rules.EffectiveFrom.AddTicks(1) }])
            .ShouldHaveSingleItem();
        var later = s_composite with
        {
            Version = 2,
            EffectiveFrom = s_rules.EffectiveFrom.AddYears(1),
            Grades = s_composite.Grades.Add(new("D", -1m)),
        };
        s_rules.DecisionFaults([s_composite, later]).ShouldBe(
        [
            "composite annual-90-10.v2: The table names no tier, or two, for grade D and revenue high.",
            "composite annual-90-10.v2: The table names no tier, or two, for grade D and revenue middle.",
            "composite annual-90-10.v2: The table names no tier, or two, for grade D and revenue low.",
        ]);
        (s_rules with { RenewalFrom = "E" }).DecisionFaults([s_composite])
            .ShouldBe(["composite annual-90-10.v1: It never gives E, from which on a contract is renewed."]);
    }

    private static AnnualStanding Of(DecidedYear? decided, bool monthsOver = true) => AnnualStanding.Of(
        YearResult.Of("2024", s_months, Seed3.Grades, monthsOver, Decision(decided)), [], 0m, 0, Seed3.Grades, s_rules);

    private static YearDecision Decision(DecidedYear? decided) => new("annual-90-10", s_composite.Grades, decided);
}
