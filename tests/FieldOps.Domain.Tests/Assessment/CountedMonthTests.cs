using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;
using static FieldOps.Domain.Tests.Assessment.MonthWalks;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>A month that is paid for the visits of its own orders: 240 CNY each of January's twenty.</summary>
public sealed class CountedMonthTests
{
    private const string Faults = "visits/line/fault";
    private const string Otherwise = MonthRefusals.VisitsOtherwise;
    private const decimal VisitCny = 240m;

    private static readonly VisitPrice s_fault = new("fault", "故障处理", "Fault", 2m, 120m, "7.6 (5)");

    private static readonly CountedVisits s_visits = new(
        "line-prices", 2, [s_fault with { CountedFrom = [new CountedFrom("line", ["repair"])] }]);

    [Fact]
    public void Sheet_CountsTheOrdersThatBelongToTheMonth_AndKeepsByWhat()
    {
        var computed = FrozenMonth().When(Compute(), Assessor, InFebruary);

        var told = computed.Single<MonthCountedSheetComputed>();
        CountedVisits.SaySame(told.Visits, s_visits).ShouldBeTrue();
        told.Statement.TotalCny.ShouldBe(FeeOf(told.Sheet.Score) + (20m * VisitCny));
        computed.Next().When(Compute(), Assessor, InFebruary).ThenNothing();
        computed.Next().When(Compute(s_visits with { TermsVersion = 3 }), Assessor, InFebruary)
            .ThenRefused(Otherwise);
        FrozenMonth().When(new ComputeSheet(Scheme, Fees), Assessor, InFebruary).Single<MonthSheetComputed>()
            .ShouldBeOfType<MonthSheetComputed>().Statement.Items.ShouldBeNull();
    }

    // A silo of the build before reads a month without what it counts, and computes it so.
    [Fact]
    public void MonthThatHasASheet_IsComputedByTheSameVisitsAlone()
    {
        var plain = new ComputeSheet(Scheme, Fees);
        Computed().When(plain, Assessor, InFebruary).ThenRefused(Otherwise);
        Computed().Settled().Reopened().When(plain, Assessor, InFebruary).ThenRefused(Otherwise);
        ObjectedTo(new DisputedLine(Id(90), Faults, null, "two are missing", null))
            .When(new DecideDispute(Id(90), false, null, "no"), Assessor, InFebruary).Next()
            .When(plain, Assessor, InFebruary).ThenRefused(Otherwise);
        FrozenMonth().When(plain, Assessor, InFebruary).Next()
            .When(Compute(), Assessor, InFebruary).ThenRefused(Otherwise);
    }

    // Orders of the months before count in a rate: visits are the month's own.
    [Fact]
    public void SheetThatRollsAsWell_KeepsBoth_AndPaysItsOwnOrdersAlone()
    {
        var month = Decisions.Given(Entity).When(new RecordOutcome(January, Outcome(1, true), 4), InJanuary).Next()
            .When(new FreezeMonth(January, 9, OpenOrdersAtFreeze.Carry), Assessor, InFebruary).Next();
        var rolled = RollingSample.Of(
            month.State.Facts(), Rolling, new MonthKey(2024, 1), key => key.Month == 12 ? [Order(30, false)] : []);
        var wish = new ComputeCountedSheet(Rolling, Fees) { Visits = s_visits, Rolled = rolled };

        var told = month.When(wish, Assessor, InFebruary).Single<MonthCountedSheetComputed>();
        told.Rolled!.SaysSameAs(rolled).ShouldBeTrue();
        told.Statement.Items!.Value.Single().AmountCny.ShouldBe(VisitCny);
    }

    [Fact]
    public void OrderBehindTheFreeze_IsNoVisitOfTheSheet_AndOneOfItsCorrection()
    {
        var settled = Open().When(new RecordOutcome(January, Outcome(21, true), 10), InJanuary).Next()
            .When(new FreezeMonth(January, 9, OpenOrdersAtFreeze.Carry), Assessor, InFebruary).Next()
            .When(Compute(), Assessor, InFebruary).Next().Settled();
        CountOf(settled.State).ShouldBe(20m);

        var correction = settled.Corrected();
        correction.TotalCnyAfter.ShouldBe(FeeOf(correction.ScoreAfter) + (21m * VisitCny));
        correction.TotalCnyBefore.ShouldBe(FeeOf(correction.ScoreBefore) + (20m * VisitCny));
    }

    // What nobody has to answer for changes no score: it is paid all the same.
    [Fact]
    public void LateOrderOfTheCustomersCause_MovesTheMoneyAlone()
    {
        var outcome = Outcome(21, true) with { Attribution = "customer" };
        var late = Computed().Settled().When(new RecordOutcome(January, outcome, 10), InFebruary).Next();
        var correction = late.Corrected();
        (correction.ScoreAfter, correction.DifferenceCny()).ShouldBe((correction.ScoreBefore, VisitCny));

        var again = late.Reopened().When(Compute(), Assessor, InFebruary).Next();
        (CountOf(again.State), again.State.Sheet!.Statement.TotalCny)
            .ShouldBe((21m, correction.TotalCnyAfter));
    }

    [Fact]
    public void OrderThatLeavesLate_TakesItsVisitAlong()
    {
        var correction = Computed().Settled()
            .When(new WithdrawOrder(January, Id(1), Number(1), "restoration-rejected", 11), InFebruary).Next()
            .Corrected();
        correction.TotalCnyAfter.ShouldBe(FeeOf(correction.ScoreAfter) + (19m * VisitCny));
    }

    [Fact]
    public void TypedVisits_OfACountedTypeAndSpeciality_AreRefusedOnceThereIsASheet()
    {
        var computed = Computed();
        computed.When(Typed("fault"), Assessor, InFebruary).ThenRefused(MonthRefusals.VisitsCounted);
        computed.When(Typed("inspection"), Assessor, InFebruary).ThenTypes(typeof(MonthLateRecordTold));
    }

    // Whatever else it is called: a list that names no classes has counted the orders of all of them.
    [Theory]
    [InlineData("Line", true)]
    [InlineData(" line ", true)]
    [InlineData("radio", true)]
    [InlineData("Line", false, "access")]
    [InlineData("radio", false, "access")]
    public void TypedVisits_UnderAnotherName_AreNotPaidBesideTheCount(
        string speciality, bool all, params string[] classes)
    {
        var from = new CountedFrom("line", ["repair"]) { AssetClasses = [.. classes] };
        var visits = s_visits with { Prices = [s_fault with { CountedFrom = [from] }] };
        var refused = all || speciality != "radio";

        visits.Counts("fault", speciality).ShouldBe(refused);
        visits.Counts("inspection", speciality).ShouldBeFalse();
    }

    [Fact]
    public void CountedLine_MayBeObjectedTo_AndWhatWasUpheldStaysWhenTheCountMoves()
    {
        var decided = ObjectedTo(new DisputedLine(Id(90), Faults, null, "two are missing", null))
            .When(new DecideDispute(Id(90), true, null, "so", Cny: 22m * VisitCny), Assessor, InFebruary).Next()
            .When(Compute(), Assessor, InFebruary).Next();
        decided.State.Sheet!.Statement.Items!.Value.Last().AmountCny.ShouldBe(2m * VisitCny);

        var corrected = decided.Settled()
            .When(new RecordOutcome(January, Outcome(21, true), 10), InFebruary).Next().Corrected();
        corrected.TotalCnyAfter.ShouldBe(FeeOf(corrected.ScoreAfter) + (23m * VisitCny));
    }

    // What was decided was the amount of then. One that has moved is another.
    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 0)]
    public void CountedLine_ThatWasDecided_IsObjectedToAnewWhenItsCountHasMoved(bool upheld, decimal more)
    {
        var once = new DisputedLine(Id(90), Faults, null, "two are missing", null);
        var anew = new DisputeLines(null, [once with { DisputeId = Id(92) }]);
        var decided = ObjectedTo(once)
            .When(new DecideDispute(Id(90), upheld, null, "so", Cny: 22m * VisitCny), Assessor, InFebruary).Next()
            .When(Compute(), Assessor, InFebruary).Next();
        decided.When(anew, Finance, InFebruary).ThenRefused(MonthRefusals.DisputeDecided);

        var moved = decided.Settled().When(new RecordOutcome(January, Outcome(21, true), 10), InFebruary).Next()
            .Reopened().When(Compute(), Assessor, InFebruary).Next();
        var again = moved.When(anew, Finance, InFebruary).Next()
            .When(new DecideDispute(Id(92), true, null, "one", Cny: (22m + more) * VisitCny), Assessor, InFebruary)
            .Next().When(Compute(), Assessor, InFebruary).Next();
        again.State.Sheet!.Statement.TotalCny
            .ShouldBe(FeeOf(again.State.Sheet.Score.Score) + ((22m + more) * VisitCny));
    }

    // That the lateness was not its fault does not mean that it was not there.
    [Fact]
    public void OrderThatAnObjectionTookOutOfTheScore_IsAVisitAsEver()
    {
        var line = Computed().State.Sheet!.Score.Lines.First(l => l.Refs.Length > 0);
        var again = ObjectedTo(new DisputedLine(Id(91), line.Path, line.Refs[0].Id, "dug up", null))
            .When(new DecideDispute(Id(91), true, null, "so"), Assessor, InFebruary).Next()
            .When(Compute(), Assessor, InFebruary).Next();
        again.State.Sheet!.Score.Orders.Counted.ShouldBe(19);
        CountOf(again.State).ShouldBe(20m);
    }

    private static Given<MonthState> ObjectedTo(DisputedLine line) =>
        Computed().When(new DisputeLines(null, [line]), Finance, InFebruary).Next();

    private static Given<MonthState> FrozenMonth() => Open()
        .When(new FreezeMonth(January, 9, OpenOrdersAtFreeze.Carry), Assessor, InFebruary).Next();

    private static Given<MonthState> Computed() => FrozenMonth().When(Compute(), Assessor, InFebruary).Next();

    private static ComputeCountedSheet Compute(CountedVisits? visits = null) =>
        new(Scheme, Fees) { Visits = visits ?? s_visits };

    private static RecordWork Typed(string code, string speciality = "line") => new(January, new WorkFact(
        Id(95), "line-prices", 2, "memo", "", default,
        Visits: new VisitCount(s_fault with { Code = code }, speciality, 3m)))
    {
        LateReason = "found on the 5th",
    };

    private static decimal FeeOf(decimal? score) =>
        ScoreLinkedSettlement.Of(Fees, score, Scheme.Settlement).TotalCny;

    private static decimal CountOf(MonthState state) => state.Sheet!.Statement.Items!.Value
        .Single(i => StatementPaths.Of(i) == Faults).Visits!.Count;
}
