using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Settlement;
using FieldOps.Domain.Sla;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>Domain reference, sections 7.3, 7.4, 7.5, 7.7 and the worked examples of section 11.</summary>
public sealed class MonthScoreTests
{
    private const string Restore = "back-end/assurance/timeliness/restore";

    [Theory]
    [InlineData(PercentPointRounding.Whole, "1", "14", "99")]
    [InlineData(PercentPointRounding.Fractional, "1.06", "13.94", "98.94")]
    public void Example2_NinetyThreeOfNinetyNine_LosesOnePoint(
        PercentPointRounding rounding, string deduction, string points, string score)
    {
        var scheme = Seed3With(r => r with { Curve = r.Curve! with { Rounding = rounding } });
        var facts = Facts(93, 7);
        facts = facts with { Orders = facts.Orders.SetItem(99, Order(100, false, "customer")) };

        var sheet = MonthScore.Of(facts, scheme);

        var line = sheet.Line(Restore);
        (line.Numerator, line.Denominator, line.RatePercent).ShouldBe((93, 99, 93.94m));
        line.Deduction.ShouldBe(Dec(deduction));
        line.Points.ShouldBe(Dec(points));
        line.Refs.Length.ShouldBe(6);
        sheet.Excluded.ShouldHaveSingleItem().Detail.ShouldBe("customer");
        sheet.Orders.ShouldBe(new OrderCounts(100, 99, 1, 0, 0));
        sheet.Score.ShouldBe(Dec(score));
    }

    [Fact]
    public void Example3_OneClass1Breach_LeavesNothing()
    {
        var facts = Facts(91, 9);
        MonthScore.Of(facts, Seed3).Score.ShouldBe(96m);
        var breach = new ViolationFact(Id(1), ViolationClass.Class1, "data-leak", 100m, "case 7", InJanuary, "head");

        var sheet = MonthScore.Of(facts with { Violations = [breach] }, Seed3);

        (sheet.OperatingScore, sheet.CreditDeduction, sheet.Score, sheet.Grade).ShouldBe((96m, 100m, 0m, "C"));
        var fee = new FeeLine(Id(2), "L1", 120_000m, 31, 31);
        ScoreLinkedSettlement.Of([fee], sheet.Score, Seed3.Settlement).TotalCny.ShouldBe(0m);
    }

    [Fact]
    public void Regression_NineteenOfTwenty_IsNinetyFivePercent()
    {
        var line = MonthScore.Of(Facts(19, 1), Seed3).Line(Restore);
        line.RatePercent.ShouldBe(95.0m);
        line.Deduction.ShouldBe(0m);
    }

    [Fact]
    public void Regression_EmptyMonth_HasNoScore()
    {
        var sheet = MonthScore.Of(MonthFacts.None, Seed3);
        (sheet.Score, sheet.Grade, sheet.NoScoreReason).ShouldBe((null, null, "no-orders"));
    }

    [Fact]
    public void MonthWithExcludedOrdersOnly_HasNoScore()
    {
        var facts = MonthFacts.None with { Orders = [Order(1, true, "force-majeure"), Order(2, false, "customer")] };
        var sheet = MonthScore.Of(facts, Seed3);
        sheet.NoScoreReason.ShouldBe("no-due-orders");
        sheet.Excluded.Length.ShouldBe(2);
    }

    [Fact]
    public void MonthWithOpenOrdersOnly_HasNoScoreAndListsThem()
    {
        var facts = MonthFacts.None with { Orders = [Order(1, true) with { Ended = null }] };
        var sheet = MonthScore.Of(facts, Seed3);
        sheet.NoScoreReason.ShouldBe("no-due-orders");
        sheet.Open.ShouldHaveSingleItem().Label.ShouldBe(Number(1));
    }

    [Fact]
    public void IdleMonthWithBreach_IsScored()
    {
        var breach = new ViolationFact(Id(1), ViolationClass.Class2, "system-error", 7.5m, "log", InJanuary, "x");
        MonthScore.Of(MonthFacts.None with { Violations = [breach] }, Seed3).Score.ShouldBe(92.5m);
    }

    [Fact]
    public void Veto_WorthTheFloor()
    {
        var veto = new ViolationFact(Id(1), ViolationClass.Veto, "fatal-accident", 0m, "report", InJanuary, "x");
        var sheet = MonthScore.Of(Facts(20, 0) with { Violations = [veto] }, Seed3);
        (sheet.OperatingScore, sheet.Veto, sheet.Score).ShouldBe((100m, true, 0m));
    }

    [Theory]
    [InlineData(80, 20, "0", "85")]
    [InlineData(79, 21, "0", "85")]
    [InlineData(10, 90, "0", "85")]
    [InlineData(100, 0, "15", "100")]
    [InlineData(94, 6, "14", "99")]
    public void Seed3Preset_FloorsAtEightyPercent(int onTime, int late, string points, string score)
    {
        var sheet = MonthScore.Of(Facts(onTime, late), Seed3);
        sheet.Line(Restore).Points.ShouldBe(Dec(points));
        sheet.Score.ShouldBe(Dec(score));
    }

    [Theory]
    [InlineData(100, 0, "9")]
    [InlineData(99, 1, "9")]
    [InlineData(98, 2, "8.55")]
    [InlineData(97, 3, "8.55")]
    [InlineData(95, 5, "8.1")]
    [InlineData(94, 6, "6.75")]
    [InlineData(90, 10, "6.75")]
    [InlineData(85, 15, "5.4")]
    [InlineData(80, 20, "3.6")]
    [InlineData(70, 30, "1.8")]
    [InlineData(69, 31, "0")]
    public void BandedPreset_GivesTheStep(int onTime, int late, string points) =>
        MonthScore.Of(Facts(onTime, late), LineStation).Line("kpi/repair-timeliness/restoration/restore")
            .Points.ShouldBe(Dec(points));

    [Theory]
    [InlineData("false-reply", 3, 0, "1.5")]
    [InlineData("off-channel", 2, 0, "2")]
    [InlineData("complaint-account-manager", 1, 2, "5")]
    [InlineData("key-customer-out", 9, 0, "15")]
    [InlineData("untrue-data", 1, 0, "15")]
    public void Finding_CostsInsideItsRule(string kind, int count, int levels, string deduction)
    {
        var sheet = MonthScore.Of(Facts(20, 0) with { Findings = Findings(kind, count, levels) }, Seed3);
        var line = sheet.Line($"{Restore}/{kind}");
        (line.Deduction, line.Refs.Length).ShouldBe((Dec(deduction), count));
        sheet.Score.ShouldBe(100m - Dec(deduction));
    }

    [Fact]
    public void Finding_WithoutPrice_IsShownAndCostsNothing()
    {
        var sheet = MonthScore.Of(Facts(20, 0) with { Findings = Findings("graffiti", 1) }, Seed3);
        sheet.Line("findings/graffiti").Status.ShouldBe(ScoreLineStatus.NotPriced);
        sheet.Score.ShouldBe(100m);
    }

    [Fact]
    public void UnmeasuredRules_KeepFullMarksAndSaySo()
    {
        var line = MonthScore.Of(Facts(20, 0), LineStation).Line("kpi/availability/availability/availability");
        (line.Status, line.Points).ShouldBe((ScoreLineStatus.NotMeasured, 10m));
        line.TextEn.ShouldContain("nothing measures this yet");
        line.TextZh.ShouldContain("尚无数据来源");
    }

    [Fact]
    public void UnmeasuredRules_LeftOut_ScaleTheOthers()
    {
        var scheme = Seed3 with { Unmeasured = MarksWithoutMeasure.LeftOut };
        var sheet = MonthScore.Of(Facts(91, 9), scheme);
        // 11 of the 15 points that are measured.
        (sheet.WeightCounted, sheet.Score).ShouldBe((15m, 73.33m));
    }

    [Fact]
    public void SmallSample_IsMarked()
    {
        MonthScore.Of(Facts(19, 0), Seed3).Line(Restore).SmallSample.ShouldBeTrue();
        MonthScore.Of(Facts(20, 0), Seed3).Line(Restore).SmallSample.ShouldBeFalse();
    }

    [Fact]
    public void RepeatFaults_CountWithinTheirDays()
    {
        OrderFact At(int number, int day) => Order(number, true) with
        {
            AssetId = SomeAsset, OccurredAt = new DateTimeOffset(2024, 1, day, 0, 0, 0, TimeSpan.Zero),
        };

        var sheet = MonthScore.Of(MonthFacts.None with { Orders = [At(1, 1), At(2, 8), At(3, 16)] }, LineStation);

        var line = sheet.Line("kpi/repeat-faults/repeat-faults/repeat-faults");
        (line.Numerator, line.Denominator).ShouldBe((2, 3));
        line.Refs.ShouldHaveSingleItem().ShouldBe(new FactRef(Id(2), Number(2), "repeat", Number(1)));
    }

    [Theory]
    [InlineData(25, true)]
    [InlineData(24, false)]
    public void RepeatFault_CountsAcrossTheMonthsEnd_WithinItsDays(int december, bool repeats)
    {
        var first = Order(2, true) with
        {
            AssetId = SomeAsset, OccurredAt = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero),
        };
        EarlierFault before = new(
            Id(1), Number(1), SomeAsset, first.AssetClass, first.WorkKind,
            new DateTimeOffset(2023, 12, december, 0, 0, 0, TimeSpan.Zero));
        var facts = MonthFacts.None with { Orders = [first, Order(3, true)], Earlier = [before] };

        var line = MonthScore.Of(facts, LineStation).Line("kpi/repeat-faults/repeat-faults/repeat-faults");
        (line.Numerator, line.Denominator).ShouldBe((repeats ? 1 : 2, 2), "the fault of December is no case");
        line.Refs.ShouldBe(repeats ? [new FactRef(Id(2), Number(2), "repeat", Number(1))] : []);
        IndicatorFigures.Of(LineStation, facts).Single(f => f.Path == line.Path).Sum.ShouldBe(line.Numerator!.Value);
    }

    // January to March as one period. Of the order of February that March knows, February itself froze without a word
    // (late), or with the order open: either way it is no case, and what comes back after it is a repeat of it.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RepeatFault_InAPeriodOfMonths_FollowsTheOrderOfTime(bool entered)
    {
        OrderFact At(int number, int month, int day) => Order(number, true) with
        {
            AssetId = SomeAsset, OccurredAt = new DateTimeOffset(2024, month, day, 0, 0, 0, TimeSpan.Zero),
        };

        var (january, february, march) = (At(1, 1, 10), At(2, 2, 28), At(3, 3, 2));
        var before = new EarlierFault(
            february.OrderId, february.Number, SomeAsset, february.AssetClass, february.WorkKind, february.OccurredAt);
        var months = new[]
        {
            MonthFacts.None with { Orders = [january] },
            MonthFacts.None with { Orders = entered ? [february with { Ended = null }] : [] },
            MonthFacts.None with { Orders = [march], Earlier = [before] },
        };

        RepeatsOf(months).ShouldBe([new FactRef(march.OrderId, march.Number, "repeat", february.Number)]);
        var whole = months[1] with { Orders = [february] };
        RepeatsOf(months[0], whole, months[2] with { Earlier = [before] }).ShouldBe(
            [new FactRef(march.OrderId, march.Number, "repeat", february.Number)], "a case is counted once");
        var gone = new SheetAdjustment(Id(9), "kpi", february.OrderId, null, "not ours", "a", InFebruary);
        RepeatsOf(months[0], whole with { Adjustments = [gone] }, months[2])
            .ShouldBeEmpty("an objection took it out of the period");
    }

    private static FactRef[] RepeatsOf(params MonthFacts[] months) =>
        [.. MonthScore.Of(MonthFacts.Union(months), LineStation)
            .Line("kpi/repeat-faults/repeat-faults/repeat-faults").Refs];

    [Fact]
    public void VoidAndRunningClocks_AreNoCases()
    {
        var ended = new EndedFact(
            "contractor-scope",
            [
                Clock(ClockKind.Restore, true),
                new ClockFact(ClockKind.Report, ClockOutcome.Void, 60, 0),
                new ClockFact(ClockKind.Accept, ClockOutcome.NotStarted, 60, 0),
            ],
            0, 0, 0);
        var facts = MonthFacts.None with { Orders = [Order(1, true) with { Ended = ended }] };
        var sheet = MonthScore.Of(facts, LineStation);
        sheet.Line("kpi/report/report/report").Status.ShouldBe(ScoreLineStatus.NoCases);
        sheet.Line("kpi/repair-timeliness/response/accept").Status.ShouldBe(ScoreLineStatus.NoCases);
    }

    [Fact]
    public void Headings_AddUpToTheScore()
    {
        var sheet = MonthScore.Of(Facts(88, 12) with { Findings = Findings("false-reply", 3) }, LineStation);
        sheet.Headings.Where(h => h.Level == 1).Sum(h => h.Points).ShouldBe(sheet.OperatingScore!.Value);
        sheet.Headings.Where(h => h.Level == 1).Sum(h => h.Weight).ShouldBe(100m);
    }

    [Fact]
    public void Example4_FourMonths_AreGradeBWithOneC()
    {
        var summary = Grading.Over(
            [
                new MonthGrade("2024-01", 92m), new MonthGrade("2024-02", 88m), new MonthGrade("2024-03", 70m),
                new MonthGrade("2024-04", 95m), new MonthGrade("2024-05", null),
            ],
            Seed3.Grades);
        (summary.Mean, summary.Grade, summary.MonthsLowestGrade).ShouldBe((86.25m, "B", 1));
        (summary.MonthsScored, summary.MonthsWithoutScore).ShouldBe((4, 1));
    }

    [Theory]
    [InlineData("90", "A")]
    [InlineData("89.99", "B")]
    [InlineData("75", "B")]
    [InlineData("74.99", "C")]
    [InlineData("0", "C")]
    public void Grade_Boundaries(string score, string grade) =>
        Grading.GradeOf(Dec(score), Seed3.Grades).ShouldBe(grade);

    [Fact]
    public void Schemes_ThatShip_HaveNoFaults()
    {
        LineStation.Faults().ShouldBeEmpty();
        Seed3.Faults().ShouldBeEmpty();
    }

    [Fact]
    public void Scheme_WithBrokenWeightsOrCurve_IsFaulty()
    {
        Seed3With(r => r with { Weight = 14m }).Faults()
            .ShouldContain(f => f.Contains("weigh", StringComparison.Ordinal));
        Seed3With(r => r with { Curve = null }).Faults().ShouldNotBeEmpty();
        Seed3With(r => r with { Curve = new ScoreCurve(CurveKind.Banded) }).Faults().ShouldNotBeEmpty();
        (Seed3 with { Grades = [new GradeBand("A", 90m)] }).Faults().ShouldNotBeEmpty();
    }

    private static decimal Dec(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
