using System.Globalization;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Assessment.Standing;
using FieldOps.Testing;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>Domain reference, 7.5; worked example 4 of section 11.</summary>
public sealed class AnnualStandingTests
{
    private static readonly StandingRules s_rules =
        RepoFiles.Policy<StandingRules>("standing", "default.v2.json");

    [Fact]
    public void Example4_MeanOf86_IsB_AndOneMonthCIsOneC()
    {
        var standing = Of("92,88,70,95", 2_000_000m);
        (standing.Summary.Mean, standing.Summary.Grade).ShouldBe((86.25m, "B"));
        (standing.LowestCounted, standing.SuspensionPossible, standing.RenewalPossible).ShouldBe((1, false, true));
        standing.Tier.ShouldBe("B");
    }

    [Theory]
    [InlineData("70,74.99,95", true)]
    [InlineData("70,75,95", false)]
    public void TwoC_LetTheOperatorSuspend(string scores, bool suspension) =>
        Of(scores, 0m).SuspensionPossible.ShouldBe(suspension);

    // A month keeps the letter that its own sheet gave, whatever bands another scheme has.
    [Fact]
    public void Months_AreCountedByTheirOwnLetters()
    {
        MonthGrade[] months = [new("2024-01", 70m, "B"), new("2024-02", 90m, "C"), new("2024-03", null)];
        var summary = Grading.Over(months, Seed3.Grades);
        summary.MonthsLowestGrade.ShouldBe(1);
        AnnualStanding.Of(YearResult.Of("2024", summary, Seed3.Grades, true), [], 0m, 0, Seed3.Grades, s_rules).Lowest
            .ShouldBe([months[1]]);
    }

    [Fact]
    public void YearsCount_WhereTheRulesSaySo()
    {
        var rules = s_rules with { Counts = LowestCounts.Years };
        Of("70,70,70", 0m, rules).SuspensionPossible.ShouldBeFalse();
        Of("70,70,70", 0m, rules, "C").SuspensionPossible.ShouldBeTrue();
        Of("90,90,90", 0m, rules, "C", "C").LowestCounted.ShouldBe(2);
    }

    [Theory]
    [InlineData("70,70,70", true, true)]
    [InlineData("70,70,70", false, false)]
    [InlineData("90,90,90", true, false)]
    public void YearThatCounts_IsOver_AndIsProposedForItsOwnLetterAlone(string scores, bool isOver, bool proposed)
    {
        var rules = s_rules with { Counts = LowestCounts.Years };
        var standing = Of(scores, 0m, isOver, rules, "C", "C");
        standing.LowestCounted.ShouldBe(proposed ? 3 : 2);
        (standing.GroundsUnder(rules) is not null).ShouldBe(proposed);
        standing.GroundsUnder(rules with { SuspensionTold = null }).ShouldBeNull("these rules ask for no proposals");
    }

    // The year itself is decided first, the one before it last; where months count that one has no part in it.
    [Fact]
    public void Standing_IsDecidedByTheLastApproval_OfAYearThatIsCounted()
    {
        var rules = s_rules with { Counts = LowestCounts.Years };
        var (first, last) = (InFebruary, InFebruary.AddDays(30));
        var year = YearResult.Of(
            "2024", Grading.Over([], Seed3.Grades), Seed3.Grades, true, Decided(first));
        AnnualStanding Standing(StandingRules by) =>
            AnnualStanding.Of(year, [Before("2023", "C", Decided(last))], 0m, 0, Seed3.Grades, by);

        Standing(rules).DecidedAt.ShouldBe(last);
        Standing(rules with { Counts = LowestCounts.Months }).DecidedAt.ShouldBe(first);
        Of("70,70,70", 0m, rules, "C").DecidedAt.ShouldBeNull("months decide them all");
    }

    private static YearDecision Decided(DateTimeOffset at) => new(
        "annual-90-10", Seed3.Grades, new DecidedYear(1, 60m, "C", false) { ApprovedAt = at });

    [Theory]
    [InlineData("2023-11 2023-12", true)]
    [InlineData("2023-11", false)]
    [InlineData("2023-11 2023-12? 2024-01", false)]
    [InlineData("2023-06 2024-06", true)]
    [InlineData("2023-06 2024-06?", false)]
    [InlineData("2022-12", false)]
    public void Year_IsOver_WhenItsDecemberIsFinal_OrALaterMonthWhereItHadNone(string sheets, bool isOver) =>
        AssessedYears.IsOver("2023", [.. sheets.Split(' ').Select(s => (s.TrimEnd('?'), !s.EndsWith('?')))])
            .ShouldBe(isOver);

    [Theory]
    [InlineData("95", "5000000", "A", "110")]
    [InlineData("95", "999999.99", "B", "100")]
    [InlineData("80", "999999.99", "C", "80")]
    [InlineData("60", "5000000", "C", "80")]
    [InlineData("60", "1000000", "D", "0")]
    public void Tier_IsReadFromBothDimensions(string score, string revenue, string tier, string share)
    {
        var standing = Of(score, decimal.Parse(revenue, CultureInfo.InvariantCulture));
        standing.Tier.ShouldBe(tier);
        standing.Effect!.SharePercent.ShouldBe(decimal.Parse(share, CultureInfo.InvariantCulture));
        (standing.Effect.IncentiveEn is not null).ShouldBe(tier is "A" or "B");
    }

    [Fact]
    public void MonthsWithoutScore_AreLeftOutAndCounted_AndAnEmptyYearHasNoTier()
    {
        var summary = Grading.Over([new("2024-01", 90m), new("2024-02", null)], Seed3.Grades);
        (summary.Mean, summary.MonthsWithoutScore).ShouldBe((90m, 1));
        var none = YearResult.Of("2024", Grading.Over([], Seed3.Grades), Seed3.Grades, true);
        var empty = AnnualStanding.Of(none, [], 0m, 1, Seed3.Grades, s_rules);
        (empty.Tier, empty.Effect, empty.RenewalPossible, empty.TerminationConsidered)
            .ShouldBe((null, null, false, true));
    }

    [Fact]
    public void ShippedRules_FillTheWholeTable()
    {
        s_rules.Faults(Seed3.Grades).ShouldBeEmpty();
        (s_rules with { SuspensionProposedDays = 0 }).Faults(Seed3.Grades)
            .ShouldHaveSingleItem().ShouldContain("is proposed for 1 to 3660 days");
        s_rules.YearsBack().ShouldBe(5, "older rules do not say it");
        (s_rules with { YearsBefore = 21 }).Faults(Seed3.Grades)
            .ShouldHaveSingleItem().ShouldContain("0 to 20 years");
        (s_rules with { Tiers = s_rules.Tiers.RemoveAt(0) }).Faults(Seed3.Grades)
            .ShouldBe(["The table names no tier, or two, for grade A and revenue high."]);
    }

    [Fact]
    public void NextShares_MakeAHundred_AndFollowTheTiers()
    {
        NextShares.Of([("a", 60m, 110m), ("b", 40m, 80m)]).Select(s => s.ShareNext).ShouldBe([67.35m, 32.65m]);
        NextShares.Of([("a", 50m, 0m), ("b", 50m, 0m)]).Select(s => s.ShareNext).ShouldBe([0m, 0m]);
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var parts = Enumerable.Range(0, random.Next(1, 9))
                .Select(i => ($"c{i}", (decimal)random.Next(1, 100), random.Next(0, 4) * 40m)).ToArray();
            var next = NextShares.Of(parts);
            var sum = next.Sum(n => n.ShareNext);
            return parts.All(p => p.Item3 == 0) ? sum == 0m : sum == 100m
                && next.All(n => n.FactorPercent > 0 || n.ShareNext == 0m);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    private static YearResult Before(string year, string grade, YearDecision? decision) => new(
        year, Grading.Over([], Seed3.Grades) with { Grade = grade }, Seed3.Grades, true, decision, false);

    private static AnnualStanding Of(
        string scores, decimal revenue, StandingRules? rules = null, params string[] yearsBefore) =>
        Of(scores, revenue, true, rules, yearsBefore);

    private static AnnualStanding Of(
        string scores, decimal revenue, bool isOver, StandingRules? rules, params string[] yearsBefore)
    {
        var months = scores.Split(',').Select((s, i) =>
            new MonthGrade($"2024-{i + 1:00}", decimal.Parse(s, CultureInfo.InvariantCulture)));
        return AnnualStanding.Of(
            YearResult.Of("2024", Grading.Over(months, Seed3.Grades), Seed3.Grades, isOver),
            [.. yearsBefore.Select((g, i) => Before($"{2023 - i}", g, null))],
            revenue, 0, Seed3.Grades, rules ?? s_rules);
    }
}
