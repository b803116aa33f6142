using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Settlement;
using FieldOps.Domain.Sla;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>What a recompute does to months: open ones take it, frozen ones keep it for a correction.</summary>
public sealed class CorrectOutcomeTests
{
    private static readonly ContractorMonthEntity s_entity = new();
    private static readonly ImmutableArray<FeeLine> s_fees = [new(Id(77), "L1", 120_000m, 31, 31)];

    [Fact]
    public void OpenMonth_TakesTheNewOutcome_OnceAndForAll()
    {
        var corrected = WithOrders().When(Corrected(1, onTime: false, 500), InJanuary).Next();

        Outcome(corrected, 1).ShouldBe(ClockOutcome.Late);
        corrected.State.Orders[Id(1)].Ended!.Before!.From.ShouldBe(101);
        corrected.When(Corrected(1, onTime: false, 500), InJanuary).ThenNothing();
    }

    [Fact]
    public void Freeze_AtAPositionBeforeTheRecompute_KeepsWhatWasTrueThere()
    {
        var frozen = WithOrders().When(Corrected(1, onTime: false, 500), InJanuary).Next()
            .When(new FreezeMonth(January, 300, OpenOrdersAtFreeze.Refuse), Assessor, InFebruary).Next();

        Outcome(frozen, 1).ShouldBe(ClockOutcome.OnTime);
        frozen.State.Late.ShouldHaveSingleItem().Outcome!.Order.Ended!.Clocks[0].Outcome.ShouldBe(ClockOutcome.Late);
        Outcome(WithOrders().When(Corrected(1, onTime: false, 500), InJanuary).Next()
            .When(new FreezeMonth(January, 600, OpenOrdersAtFreeze.Refuse), Assessor, InFebruary).Next(), 1)
            .ShouldBe(ClockOutcome.Late);
    }

    [Fact]
    public void FrozenMonth_IsNotTouched_TheDifferenceComesAsACorrection()
    {
        var scheme = Seed3 with { SignOff = SignOff.ConfirmThenApprove };
        var published = WithOrders()
            .When(new FreezeMonth(January, 300, OpenOrdersAtFreeze.Refuse), Assessor, InFebruary).Next()
            .When(new ComputeSheet(scheme, s_fees), Assessor, InFebruary).Next()
            .When(new ConfirmSheet(null), Finance, InFebruary).Next()
            .When(new ApproveSheet(null), Head, InFebruary).Next()
            .When(new PublishSheet(), Assessor, InFebruary).Next();

        var late = published.When(Corrected(1, onTime: false, 500), InFebruary).Next();

        late.State.Sheet.ShouldBe(published.State.Sheet);
        Outcome(late, 1).ShouldBe(ClockOutcome.OnTime);
        late.When(Corrected(1, onTime: false, 500), InFebruary).ThenNothing();
        late.When(Corrected(1, onTime: true, 700), InFebruary).Next().State.Late.Length.ShouldBe(2);
        var into = MonthRef.Of(ContractorId, "DW-A", new MonthKey(2024, 2), Zone);
        var three = late.When(Corrected(2, onTime: false, 501), InFebruary).Next()
            .When(Corrected(3, onTime: false, 502), InFebruary).Next();
        var correction = three.When(new CorrectMonth(scheme, into, "recompute"), Assessor, InFebruary)
            .Single<MonthCorrectionComputed>().Correction;
        correction.ScoreAfter!.Value.ShouldBeLessThan(correction.ScoreBefore!.Value);
    }

    [Fact]
    public void WithdrawnOrder_StaysWithdrawn()
    {
        var left = WithOrders()
            .When(new WithdrawOrder(January, Id(1), Number(1), "transferred", 200), InJanuary).Next();

        left.When(Corrected(1, onTime: false, 500), InJanuary).Next().State.Orders[Id(1)].Withdrawn.ShouldNotBeNull();
    }

    private static Given<MonthState> WithOrders() => Enumerable.Range(1, 20).Aggregate(
        Decisions.Given(s_entity),
        (month, n) => month.When(new RecordOutcome(January, MonthSamples.Outcome(n, onTime: true), 100 + n), InJanuary)
            .Next());

    private static CorrectOutcome Corrected(int number, bool onTime, long position) =>
        new(January, MonthSamples.Outcome(number, onTime), position);

    private static ClockOutcome Outcome(Given<MonthState> month, int number) =>
        month.State.Orders[Id(number)].Ended!.Clocks[0].Outcome;
}
