using System.Collections.Immutable;
using System.Text.Json;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Serialization;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment;

public sealed class ContractorMonthEntityTests
{
    private static readonly ContractorMonthEntity s_entity = new();
    private static readonly ImmutableArray<FeeLine> s_fees = [new(Id(77), "L1", 120_000m, 31, 31)];

    [Fact]
    public void FirstFact_OpensTheMonth() =>
        Decisions.Given(s_entity).When(Enter(1), InJanuary).ThenTypes(typeof(MonthOpened), typeof(MonthOrderEntered));

    [Fact]
    public void OrderEnteredAgain_ChangesNothing() =>
        Open().When(Enter(1), InJanuary).ThenNothing();

    [Fact]
    public void OrderOfAnotherMonth_IsRefused()
    {
        var lastInstant = January.EndsAt.AddTicks(-1);
        Open().When(Enter(9) with { OccurredAt = lastInstant }, InFebruary).ThenTypes(typeof(MonthOrderEntered));
        Open().When(Enter(9) with { OccurredAt = January.EndsAt }, InFebruary)
            .ThenRefused(MonthRefusals.NotThisMonth);
    }

    [Fact]
    public void Outcome_OfAnotherContractor_IsRefused() =>
        Open().When(new RecordOutcome(January, Outcome(1, true) with { ContractorId = Id(5) }, 0), InJanuary)
            .ThenRefused(MonthRefusals.OtherContractor);

    [Fact]
    public void Outcome_Repeated_ChangesNothing_ButAnotherIsRefused()
    {
        var given = Open().When(new RecordOutcome(January, Outcome(1, true), 4), InJanuary).Next();
        given.When(new RecordOutcome(January, Outcome(1, true), 4), InJanuary).ThenNothing();
        given.When(new RecordOutcome(January, Outcome(1, false), 5), InJanuary)
            .ThenRefused(MonthRefusals.OrderAlreadyEnded);
    }

    [Fact]
    public void Outcome_WithFalseReply_MakesOneFinding()
    {
        var outcome = Open().When(new RecordOutcome(January, Outcome(1, true, falseReply: true), 4), InJanuary);
        var finding = outcome.Single<MonthFindingRecorded>().Finding;
        finding.Kind.ShouldBe("false-reply");
        outcome.Next().When(new RecordFinding(January, finding with { From = 9 }), InJanuary).ThenNothing();
    }

    [Fact]
    public void WithdrawnOrder_CountsForNothing_AndMayComeBack()
    {
        var given = Open().When(new WithdrawOrder(January, Id(1), Number(1), "transferred", 3), InJanuary).Next();
        ((MonthView)given.View).OrdersEntered.ShouldBe(0);
        given.When(new WithdrawOrder(January, Id(1), Number(1), "transferred", 3), InJanuary).ThenNothing();
        var back = given.When(Enter(1, 4), InJanuary).ThenTypes(typeof(MonthOrderEntered)).Next();
        ((MonthView)back.View).OrdersEntered.ShouldBe(1);
    }

    [Fact]
    public void UnknownMonth_RefusesSteps()
    {
        Decisions.Given(s_entity).When(new PublishSheet(), InJanuary).ThenRefused(MonthRefusals.Unknown);
        Decisions.Given(s_entity).When(new WithdrawOrder(January, Id(1), "x", "cancelled", 0), InJanuary)
            .ThenRefused(MonthRefusals.Unknown);
    }

    [Theory]
    [InlineData("0.99", false)]
    [InlineData("1", true)]
    [InlineData("10", true)]
    [InlineData("10.01", false)]
    [InlineData(null, false)]
    public void Class2Breach_CostsOneToTen(string? points, bool accepted)
    {
        var wish = Violation(ViolationClass.Class2, points is null ? null : decimal.Parse(points, null));
        var outcome = Open().When(wish, Assessor, InJanuary);
        if (accepted)
        {
            outcome.Single<MonthViolationRecorded>().Violation.Points.ShouldBe(wish.Points!.Value);
        }
        else
        {
            outcome.ThenRefused(MonthRefusals.PointsOutOfRange);
        }
    }

    [Fact]
    public void Breach_OpensAnEmptyMonth_NeedsEvidence_AndTheOperator()
    {
        var wish = Violation(ViolationClass.Class1, null);
        Decisions.Given(s_entity).When(wish, Assessor, InJanuary)
            .Single<MonthViolationRecorded>().Violation.Points.ShouldBe(100m);
        Open().When(wish with { Evidence = " " }, Assessor, InJanuary).ThenRefused(MonthRefusals.EvidenceMissing);
        Open().When(wish, Finance, InJanuary).ThenRefused(ActorRefusals.RoleNotAllowed);
    }

    [Fact]
    public void Freeze_BeforeTheEnd_IsRefused() =>
        Open().When(Freeze(9), Assessor, January.EndsAt.AddTicks(-1)).ThenRefused(MonthRefusals.NotOver);

    [Fact]
    public void Freeze_WithOpenOrders_CarriesOrRefuses_AsTheSchemeSays()
    {
        Open().When(Freeze(9) with { OpenOrders = OpenOrdersAtFreeze.Refuse }, Assessor, InFebruary)
            .ThenRefused(MonthRefusals.OrdersOpen).Facts["first"].ShouldBe(Number(1));
        Open().When(Freeze(9), Assessor, InFebruary).Single<MonthFrozen>()
            .ShouldBe(new MonthFrozen(9, 1, 1, 0, InFebruary));
    }

    [Fact]
    public void Freeze_EmptyMonth_IsTaken_AndScoresNothing()
    {
        var given = Decisions.Given(s_entity).When(Freeze(9), Assessor, InFebruary)
            .ThenTypes(typeof(MonthOpened), typeof(MonthFrozen)).Next();
        var computed = given.When(new ComputeSheet(Seed3, s_fees), Assessor, InFebruary).Single<MonthSheetComputed>();
        computed.Sheet.NoScoreReason.ShouldBe("no-orders");
        computed.Statement.TotalCny.ShouldBe(120_000m);
    }

    [Fact]
    public void Freeze_Again_IsHarmlessAtTheSamePositionOnly()
    {
        var given = Frozen();
        given.When(Freeze(9), Assessor, InFebruary).ThenNothing();
        given.When(Freeze(10), Assessor, InFebruary).ThenRefused(MonthRefusals.AlreadyFrozen);
    }

    // What a caller knows of the months before is of one freeze: scored after another it would be of no log position.
    [Fact]
    public void Compute_ForAnotherFreezeThanTheMonths_IsRefused()
    {
        var wish = new ComputeSheet(Seed3, []);

        Frozen().When(wish with { FrozenAt = 10 }, Assessor, InFebruary).ThenRefused(MonthRefusals.AlreadyFrozen);
        Frozen().When(wish with { FrozenAt = 9 }, Assessor, InFebruary).Single<MonthSheetComputed>();
    }

    [Fact]
    public void Freeze_FactsBehindThePosition_MoveToTheLateOnes()
    {
        var given = Open()
            .When(new RecordOutcome(January, Outcome(1, true, falseReply: true), 12), InJanuary).Next()
            .When(Enter(2, 13), InJanuary).Next();

        var frozen = given.When(Freeze(11), Assessor, InFebruary);

        frozen.ThenTypes(
            typeof(MonthFrozen), typeof(MonthLateFactRecorded), typeof(MonthLateFactRecorded),
            typeof(MonthLateFactRecorded));
        frozen.State.Orders.Values.ShouldHaveSingleItem().Ended.ShouldBeNull();
        frozen.State.Findings.ShouldBeEmpty();
        frozen.State.Late.Select(l => l.Kind()).Order().ShouldBe(["finding", "order-entered", "outcome"]);
    }

    [Fact]
    public void OlderFact_ThatComesWhenLaterOnesAreIn_ChangesNothing()
    {
        var ended = Open()
            .When(Enter(2, 5), InJanuary).Next()
            .When(Left(2, 6), InJanuary).Next()
            .When(Enter(2, 8), InJanuary).Next()
            .When(new RecordOutcome(January, Outcome(2, true), 9), InJanuary).Next();

        ended.When(Left(2, 6), InJanuary).ThenNothing();
        ended.When(new CorrectOutcome(January, Outcome(2, false), 7), InJanuary).ThenNothing();
        var left = ended.When(Left(2, 10), InJanuary).Next();
        left.When(Enter(2, 8), InJanuary).ThenNothing();
        left.When(new RecordOutcome(January, Outcome(2, true), 9), InJanuary).ThenNothing();
        left.State.Orders[Id(2)].Withdrawn.ShouldNotBeNull();
    }

    [Fact]
    public void Order_ThatComesAndGoesAfterTheFreeze_IsWhatItsLastFactSays()
    {
        var given = Frozen();
        ICommand[] facts =
        [
            Left(1, 20), Enter(1, 21), new CorrectOutcome(January, Outcome(1, false), 22), Left(1, 23),
            Enter(1, 24), new RecordOutcome(January, Outcome(1, true), 25),
        ];
        bool[] counts = [false, true, true, false, true, true];
        foreach (var (fact, isIn) in facts.Zip(counts))
        {
            var late = given.When(fact, InFebruary);
            late.ThenTypes(typeof(MonthLateFactRecorded));
            given = late.Next();
            given.When(fact, InFebruary).ThenNothing();
            (given.State.WithLateFacts().Orders[Id(1)].Withdrawn is null).ShouldBe(isIn, fact.ToString());
        }

        given.State.WithLateFacts().Orders[Id(1)].Ended!.From.ShouldBe(25);
    }

    [Fact]
    public void FactAfterTheFreeze_IsKeptOnce_AndChangesNoFact()
    {
        var wish = new RecordOutcome(January, Outcome(1, false), 20);
        var late = Frozen().When(wish, InFebruary);
        late.ThenTypes(typeof(MonthLateFactRecorded));
        late.State.Orders[Id(1)].Ended.ShouldBeNull();
        ((MonthView)late.Next().View).LateFacts.ShouldBe(1);
        late.Next().When(wish, InFebruary).ThenNothing();
    }

    [Fact]
    public void Compute_BeforeTheFreeze_IsRefused() =>
        Open().When(new ComputeSheet(Seed3, s_fees), Assessor, InFebruary).ThenRefused(MonthRefusals.NotFrozen);

    [Fact]
    public void Compute_SchemeOfLater_IsRefused() =>
        Frozen().When(new ComputeSheet(Seed3 with { EffectiveFrom = InFebruary }, s_fees), Assessor, InFebruary)
            .ThenRefused(MonthRefusals.SchemeNotInForce);

    [Fact]
    public void Compute_BrokenScheme_IsRefused() =>
        Frozen().When(new ComputeSheet(Seed3With(r => r with { Curve = null }), s_fees), Assessor, InFebruary)
            .ThenRefused(MonthRefusals.SchemeInvalid);

    [Fact]
    public void Compute_Again_ChangesNothing_UnlessSchemeOrFeesDiffer()
    {
        var given = Computed(Seed3);
        given.When(new ComputeSheet(Seed3, s_fees), Assessor, InFebruary).ThenNothing();
        given.When(new ComputeSheet(LineStation, s_fees), Assessor, InFebruary)
            .Single<MonthSheetComputed>().SheetNumber.ShouldBe(2);
    }

    [Fact]
    public void ConfirmThenApprove_WalksToSettled()
    {
        var given = Computed(LineStation);
        given.When(new ApproveSheet(null), Head, InFebruary).ThenRefused(MonthRefusals.OutOfTurn);
        given.When(new ConfirmSheet(1), Assessor, InFebruary).ThenRefused(ActorRefusals.RoleNotAllowed);
        given.When(new ConfirmSheet(2), Finance, InFebruary).ThenRefused(MonthRefusals.SheetReplaced);
        var confirmed = given.When(new ConfirmSheet(1), Finance, InFebruary).Next();
        confirmed.When(new ConfirmSheet(1), Finance, InFebruary).ThenNothing();
        confirmed.When(new ApproveSheet(1), Assessor, InFebruary).ThenRefused(ActorRefusals.RoleNotAllowed);
        var approved = confirmed.When(new ApproveSheet(1), Head, InFebruary).Next();
        approved.When(new SettleMonth(), Assessor, InFebruary).ThenRefused(MonthRefusals.OutOfTurn);
        var published = approved.When(new PublishSheet(), Assessor, InFebruary).Next();
        var settled = published.When(new SettleMonth(), Assessor, InFebruary);
        settled.Single<MonthSettled>().TotalCny.ShouldBe(settled.State.Sheet!.Statement.TotalCny);
        settled.Next().When(new ComputeSheet(Seed3, s_fees), Assessor, InFebruary)
            .ThenRefused(MonthRefusals.OutOfTurn);
    }

    [Fact]
    public void ApproveThenConfirm_WalksToSettled()
    {
        var given = Computed(Seed3);
        given.When(new ConfirmSheet(null), Finance, InFebruary).ThenRefused(MonthRefusals.OutOfTurn);
        var published = given.When(new ApproveSheet(null), Head, InFebruary).Next()
            .When(new PublishSheet(), Assessor, InFebruary).Next();
        published.When(new SettleMonth(), Assessor, InFebruary).ThenRefused(MonthRefusals.OutOfTurn);
        published.When(new ConfirmSheet(null), Finance, InFebruary).Next()
            .When(new SettleMonth(), Assessor, InFebruary).State.Status.ShouldBe(MonthStatus.Settled);
    }

    [Fact]
    public void Dispute_StopsTheWay_UntilANewSheetOrAgreement()
    {
        var disputed = Computed(LineStation)
            .When(new DisputeSheet(1, "order 1 was customer's fault"), Finance, InFebruary).Next();
        disputed.When(new ApproveSheet(null), Head, InFebruary).ThenRefused(MonthRefusals.Disputed);
        disputed.When(new ConfirmSheet(null), Finance, InFebruary).State.Status.ShouldBe(MonthStatus.Confirmed);
        var again = disputed.When(new ComputeSheet(LineStation, s_fees), Assessor, InFebruary);
        again.Single<MonthSheetComputed>().SheetNumber.ShouldBe(2);
        again.State.DisputeReason.ShouldBeNull();
    }

    [Fact]
    public void Dispute_WithoutReason_IsRefused() =>
        Computed(LineStation).When(new DisputeSheet(null, ""), Finance, InFebruary)
            .ThenRefused(MonthRefusals.ReasonMissing);

    [Fact]
    public void State_ThroughJson_IsTheSame()
    {
        var state = Computed(LineStation).State;
        var text = JsonSerializer.Serialize(state, PlatformJson.Options);
        var back = JsonSerializer.Deserialize<MonthState>(text, PlatformJson.Options);
        JsonSerializer.Serialize(back, PlatformJson.Options).ShouldBe(text);
        back!.Orders.Count.ShouldBe(state.Orders.Count);
    }

    private static Given<MonthState> Open() =>
        Decisions.Given(s_entity).When(Enter(1), InJanuary).Next();

    private static FreezeMonth Freeze(long position) => new(January, position, OpenOrdersAtFreeze.Carry);

    private static WithdrawOrder Left(int number, long position) =>
        new(January, Id(number), Number(number), "transferred", position);

    private static Given<MonthState> Frozen() => Open().When(Freeze(9), Assessor, InFebruary).Next();

    private static Given<MonthState> Computed(ScoringScheme scheme) =>
        Open().When(new RecordOutcome(January, Outcome(1, true), 4), InJanuary).Next()
            .When(Freeze(9), Assessor, InFebruary).Next()
            .When(new ComputeSheet(scheme, s_fees), Assessor, InFebruary).Next();

    private static RecordViolation Violation(ViolationClass kind, decimal? points) =>
        new(January, Id(50), kind, "data-leak", points, "case 7", InJanuary, Seed3.Credit);
}
