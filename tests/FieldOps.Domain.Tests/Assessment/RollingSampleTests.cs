using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Testing;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>The rolling quarter of domain reference 7.7: fewer than 20 orders count over three months.</summary>
public sealed class RollingSampleTests
{
    private const string Restore = "kpi/repair-timeliness/restoration/restore";
    private static readonly MonthKey s_january = new(2024, 1);
    private static readonly ContractorMonthEntity s_entity = new();

    // November 10/10, December 12/12, January 6/7: 28/29 = 96.55 %, the step of 95 is worth 90 % of 9 points. January
    // alone would be 85.71 %, worth 60 %.
    [Fact]
    public void ShortRule_CountsTheQuarter_AndSaysSoMonthByMonth()
    {
        var own = Facts(6, 1);
        MonthScore.Of(own, Rolling).Line(Restore).Points.ShouldBe(5.40m);

        var line = MonthScore.Of(own with { Rolled = Rolled(own, (12, 0), (10, 0)) }, Rolling).Line(Restore);
        (line.Numerator, line.Denominator, line.RatePercent, line.Points, line.SmallSample)
            .ShouldBe((28, 29, 96.55m, 8.10m, false));
        line.Rolled!.Value.ShouldBe(
            [new("2023-11", 10m, 10), new("2023-12", 12m, 12), new("2024-01", 6m, 7)]);
        line.TextZh.ShouldEndWith(
            "冻结时不足 20 件,按 3 个月滚动计:2023-11 10/10、2023-12 12/12、2024-01 6/7");
        line.TextEn.ShouldEndWith(
            "fewer than 20 cases at the freeze, counted over 3 months: 2023-11 10/10, 2023-12 12/12, 2024-01 6/7");
        line.Refs.Select(r => r.Label).ShouldBe([Number(7)]);
    }

    [Fact]
    public void RuleWithEnoughCases_IsNotShort_AndOneWithoutAnyShowsNothingOfTheMonthsBefore()
    {
        RollingSample.RulesOf(Facts(19, 0), Rolling).ShouldContain(Restore);
        RollingSample.RulesOf(Facts(20, 0), Rolling).ShouldNotContain(Restore);
        RollingSample.RulesOf(Facts(1, 0), LineStation).ShouldBeEmpty();
        // No other clock of these orders ran: kept for a case that comes late, and no order is one of theirs.
        var own = Facts(20, 0);
        var rolled = Rolled(own, (12, 0), (10, 0))!;
        (rolled.Rules.Length, rolled.Before.Sum(m => m.Orders.Length)).ShouldBe((3, 0));
        var accept = MonthScore.Of(own with { Rolled = rolled }, Rolling)
            .Line("kpi/repair-timeliness/response/accept");
        (accept.Status, accept.Rolled is null).ShouldBe((ScoreLineStatus.NoCases, true));
        MonthScore.Of(MonthFacts.None with { Rolled = Rolled(MonthFacts.None, (12, 0), (10, 0)) }, Rolling)
            .NoScoreReason.ShouldBe("no-orders");
    }

    // Whoever is right about one of twenty orders must not have two bad months counted along for it.
    [Fact]
    public void Objection_ThatLeavesNineteen_DoesNotTurnTheQuarterOn()
    {
        var upheld = Facts(19, 1) with
        {
            Adjustments = [new SheetAdjustment(Id(9_000), Restore, Id(20), null, "not ours", "a", InFebruary)],
        };
        RollingSample.RulesOf(upheld, Rolling).ShouldNotContain(Restore);
        MonthScore.Of(upheld with { Rolled = Rolled(upheld, (30, 10), (30, 10)) }, Rolling).Line(Restore).Points
            .ShouldBe(9m);
    }

    // December's order is out of the rolled rules. That its fault was there is not what was objected to.
    [Fact]
    public void ObjectionToAnOrderOfTheMonthBefore_LeavesItsFaultAPredecessor_AndTheYearAlone()
    {
        var own = Facts(6, 1);
        var december = new EarlierFault(
            Id(1_013), Number(1_013), own.Orders[0].AssetId, "access", "repair", InJanuary.AddDays(-1));
        var facts = own with
        {
            Earlier = [december],
            Rolled = Rolled(own, (12, 1), (10, 0)),
            Adjustments = [new SheetAdjustment(Id(9_000), Restore, Id(1_013), null, "not ours", "a", InFebruary)],
        };
        MonthScore.Of(facts, Rolling).Line("kpi/repeat-faults/repeat-faults/repeat-faults").Numerator.ShouldBe(6);
        MonthFacts.Union([facts, MonthFacts.None with { Orders = [Order(1_013, false)] }]).Adjustments.ShouldBeEmpty();
    }

    [Fact]
    public void QuarterThatIsShortTooIsUsedAllTheSame_AndMarked()
    {
        var own = Facts(0, 1);
        var line = MonthScore.Of(own with { Rolled = Rolled(own, (0, 0), (2, 0)) }, Rolling).Line(Restore);
        (line.Numerator, line.Denominator, line.SmallSample).ShouldBe((2, 3, true));
        line.Rolled!.Value.Select(m => m.Cases).ShouldBe([2, 0, 1]);
    }

    [Fact]
    public void OnlyOrdersThatCount_AreKnownOfTheMonthsBefore()
    {
        OrderFact[] december =
        [
            Order(101, true), Order(102, true, "customer"), Order(103, true) with { Ended = null },
            Order(104, true) with { Withdrawn = new WithdrawnFact("cancelled", 9) },
        ];
        var rolled = RollingSample.Of(Facts(1, 0), Rolling, s_january, key => key.Month == 12 ? december : [])!;
        rolled.Before.Select(m => (m.Month, m.Orders.Length)).ShouldBe([("2023-11", 0), ("2023-12", 1)]);
    }

    // One table cannot speak of another's rules, though their paths be the same.
    [Fact]
    public void OtherScheme_CountsNoneOfThem()
    {
        var own = Facts(6, 1);
        var facts = own with { Rolled = Rolled(own, (12, 0), (10, 0)) };
        MonthScore.Of(facts, Rolling with { Id = "other" }).Line(Restore).Denominator.ShouldBe(7);
        MonthFacts.Union([facts]).Rolled.ShouldBeNull();
    }

    // Whatever the months hold: a rolled line is what one month with all those orders would get.
    [Fact]
    public void RolledLine_IsThatOfTheUnion() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            var random = new System.Random(seed);
            var own = Facts(random.Next(17), 1 + random.Next(3));
            var rolled = Rolled(own, (random.Next(30), random.Next(9)), (random.Next(30), random.Next(9)))!;
            var line = MonthScore.Of(own with { Rolled = rolled }, Rolling).Line(Restore);
            var whole = MonthScore.Of(
                own with { Orders = [.. own.Orders, .. rolled.Before.SelectMany(m => m.Orders)] }, Rolling)
                .Line(Restore);
            return (line.Points, line.Numerator, line.Denominator, line.RatePercent)
                == (whole.Points, whole.Numerator, whole.Denominator, whole.RatePercent);
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Sheet_IsRefused_WhereItKnowsOtherRulesThanAreShort()
    {
        Frozen(7).When(new ComputeSheet(Rolling, [], []), Assessor, InFebruary)
            .ThenRefused("contractor-month.rolled-otherwise");
        var rolled = Rolled(Facts(7, 0), (12, 0), (10, 0));
        Frozen(20).When(new ComputeRolledSheet(Rolling, [], []) { Rolled = rolled }, Assessor, InFebruary)
            .ThenRefused("contractor-month.rolled-otherwise");
        Frozen(7).When(
            new ComputeRolledSheet(Rolling, [], []) { Rolled = rolled! with { Month = "2023-12" } }, Assessor,
            InFebruary)
            .ThenRefused("contractor-month.rolled-otherwise");
    }

    [Fact]
    public void Sheet_KeepsThem_UnderANameOfItsOwn_AndOnceIsEnough()
    {
        var wish = new ComputeRolledSheet(Rolling, [], []) { Rolled = Rolled(Facts(7, 0), (12, 0), (10, 2)) };
        var computed = Frozen(7).When(wish, Assessor, InFebruary);
        computed.Single<MonthRolledSheetComputed>().Rolled!.SaysSameAs(wish.Rolled).ShouldBeTrue();
        computed.State.Sheet!.Score.Line(Restore).Denominator.ShouldBe(31);
        computed.Next().When(wish, Assessor, InFebruary).ThenNothing();
    }

    // The twentieth order comes late: the sheet said three months, and its correction says so too. One late order must
    // not take the good ones of two months along.
    [Fact]
    public void Correction_KeepsTheChoiceOfTheSheet_InBothDirections()
    {
        var wish = new ComputeRolledSheet(Rolling, [], []) { Rolled = Rolled(Facts(19, 0), (12, 0), (10, 0)) };
        var late = Corrected(19, wish, new LateFact(Outcome: new MonthOutcomeRecorded(Order(20, false, from: 90))));
        (late.Line(Restore).Numerator, late.Line(Restore).Denominator).ShouldBe((41, 42));
        late.Line(Restore).Rolled!.Value[^1].ShouldBe(new RolledCases("2024-01", 19m, 20));

        var gone = new LateFact(Withdrawn: new MonthOrderWithdrawn(Id(20), Number(20), new WithdrawnFact("x", 91)));
        var bad = new LateFact(Outcome: new MonthOutcomeRecorded(Order(19, false, from: 90)));
        var enough = new ComputeRolledSheet(Rolling, [], []) { Rolled = Rolled(Facts(20, 0), (12, 0), (10, 0)) };
        var alone = Corrected(20, enough, gone, bad).Line(Restore);
        (alone.Numerator, alone.Denominator, alone.Rolled is null, alone.SmallSample).ShouldBe((18, 19, true, true));
    }

    // Had it come in time it would have been one of 23; alone it would take the whole weight.
    [Fact]
    public void FirstCase_ThatComesLate_CountsOverTheQuarterToo()
    {
        var none = new ComputeRolledSheet(Rolling, [], []) { Rolled = Rolled(MonthFacts.None, (12, 0), (10, 0)) };
        var line = Corrected(0, none, new LateFact(Outcome: new MonthOutcomeRecorded(Order(1, false, from: 90))))
            .Line(Restore);
        (line.Numerator, line.Denominator).ShouldBe((22, 23));
    }

    [Fact]
    public void ObjectionToAnOrderOfTheMonthBefore_TakesItOut()
    {
        var own = Facts(7, 0);
        var facts = own with
        {
            Rolled = Rolled(own, (12, 1), (10, 0)),
            Adjustments = [new SheetAdjustment(Id(9), Restore, Id(1_013), null, "not ours", "a", InFebruary)],
        };
        var line = MonthScore.Of(facts, Rolling).Line(Restore);
        (line.Numerator, line.Denominator).ShouldBe((29, 29));
    }

    // Reports speak by these: they must say what the sheet says.
    [Fact]
    public void IndicatorFigures_SayTheSame()
    {
        var own = Facts(6, 1);
        var facts = own with { Rolled = Rolled(own, (12, 0), (10, 0)) };
        IndicatorFigures.Of(Rolling, facts).Single(f => f.Path == Restore).Value().ShouldBe(96.55m);
        IndicatorFigures.Of(Rolling, own).Single(f => f.Path == Restore).Value().ShouldBe(85.71m);
    }

    private static ScoreSheet Corrected(int orders, ComputeSheet wish, params LateFact[] late)
    {
        var settled = Frozen(orders).When(wish, Assessor, InFebruary).Next().And(
        [
            new MonthSheetConfirmed(1, "f", InFebruary), new MonthSheetApproved(1, "h", InFebruary),
            new MonthSheetPublished(1, "a", InFebruary),
            .. late.Select(l => new MonthLateFactRecorded(l, InFebruary)),
        ]);
        var february = MonthRef.Of(ContractorId, "DW-A", new MonthKey(2024, 2), Zone);
        return settled.When(new CorrectMonth(Rolling, february, "late"), Assessor, InFebruary)
            .Single<MonthCorrectionComputed>().Correction.Sheet;
    }

    private static Given<MonthState> Frozen(int orders) => Decisions.Given(
        s_entity,
        [
            new MonthOpened(January),
            .. Facts(orders, 0).Orders.Select(o => new MonthOutcomeRecorded(o)),
            new MonthFrozen(50, orders, 0, 0, InFebruary),
        ]);

    // December's orders begin at 1,001, November's at 2,001.
    private static RolledOrders? Rolled(
        MonthFacts own, (int OnTime, int Late) december, (int OnTime, int Late) november) =>
        RollingSample.Of(own, Rolling, s_january, key => key.Month == 12
            ? Orders(1_000, december)
            : Orders(2_000, november));

    private static IEnumerable<OrderFact> Orders(int from, (int OnTime, int Late) many) =>
        Enumerable.Range(1, many.OnTime + many.Late).Select(n => Order(from + n, n <= many.OnTime));
}
