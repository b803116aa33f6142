using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>What a month knows of the ones before: what was known at its own freeze, and no more.</summary>
public sealed class EarlierFaultsTests
{
    private const long Freeze = 50;

    private static readonly ContractorMonthEntity s_entity = new();
    private static readonly MonthRef s_february = MonthRef.Of(ContractorId, "DW-A", new MonthKey(2024, 2), Zone);

    [Fact]
    public void Schemes_SayHowFarBack() =>
        (EarlierFaults.DaysOf(LineStation), EarlierFaults.DaysOf(Seed3)).ShouldBe((7, 0));

    [Fact]
    public void OrdersOfTheLastDays_ThatCounted_AreKnown_EachAssetOnce()
    {
        var known = Of(
            On(1, 31), On(2, 30), On(3, 31, asset: 3), On(4, 31, attribution: "customer"),
            On(5, 31) with { Ended = null }, On(6, 31) with { Withdrawn = new WithdrawnFact("cancelled", 9) },
            On(7, 20, asset: 7));

        known.Select(e => e.Number).Order().ShouldBe([Number(1), Number(3)]);
    }

    [Fact]
    public void WhatTheLogToldAfterTheFreeze_PlaysNoPart_WhicheverMonthWasFrozenFirst()
    {
        var ended = On(1, 31, from: 40);
        var later = On(2, 31, asset: 2, from: 60);
        var taken = On(3, 31, asset: 3, from: 20) with { Withdrawn = new WithdrawnFact("cancelled", 60) };
        Of(ended, later, taken).Select(e => e.Number).Order().ShouldBe([Number(1), Number(3)]);

        // The same facts, told to a January that froze at 30: what came behind it is late there.
        var frozen = State(taken with { Withdrawn = null }) with { FrozenAtPosition = 30, Status = MonthStatus.Frozen };
        var january = frozen with
        {
            Late =
            [
                new LateFact(Outcome: new MonthOutcomeRecorded(ended)),
                new LateFact(Outcome: new MonthOutcomeRecorded(later)),
                new LateFact(Withdrawn: new MonthOrderWithdrawn(taken.OrderId, taken.Number, taken.Withdrawn!)),
            ],
        };
        EarlierFaults.Of([january], Freeze, LineStation, s_february.StartsAt).Select(e => e.Number)
            .Order().ShouldBe([Number(1), Number(3)]);
    }

    [Fact]
    public void WhatAnObjectionTookOut_IsNoPredecessor()
    {
        var january = State(On(1, 31)) with
        {
            Adjustments = [new SheetAdjustment(Id(9), "kpi", Id(1), null, "not ours", "a", InFebruary)],
        };
        EarlierFaults.Of([january], Freeze, LineStation, s_february.StartsAt).ShouldBeEmpty();
    }

    // Decided behind the freeze it was not known there; of logs from before that was kept nobody can say.
    [Theory]
    [InlineData(Freeze, false)]
    [InlineData(Freeze + 1, true)]
    [InlineData(null, false)]
    public void WhatAnObjectionTookOut_AfterTheFreeze_StaysAPredecessor(long? decided, bool known)
    {
        var january = State(On(1, 31)) with
        {
            Adjustments = [new SheetAdjustment(Id(9), "kpi", Id(1), null, "not ours", "a", InFebruary, decided)],
        };
        EarlierFaults.Of([january], Freeze, LineStation, s_february.StartsAt).Any().ShouldBe(known);
    }

    [Fact]
    public void Sheet_KeepsThem_AndItsCorrectionCountsThemAlike()
    {
        var before = Of(On(1, 31));
        var february = new DateTimeOffset(2024, 2, 2, 0, 0, 0, TimeSpan.Zero);
        var own = On(11, 1) with { OccurredAt = february };
        var frozen = Decisions.Given(
            s_entity, new MonthOpened(s_february), new MonthOutcomeRecorded(own),
            new MonthFrozen(Freeze, 1, 0, 0, InFebruary));
        var computed = frozen.When(new ComputeSheet(LineStation, [], before), Assessor, InFebruary);
        computed.Single<MonthSheetComputed>().Earlier!.Value.ShouldBe(before);
        Repeats(computed.State.Sheet!.Score).ShouldBe((0, 1));
        computed.Next().When(new ComputeSheet(LineStation, [], before), Assessor, InFebruary).ThenNothing();

        var late = On(12, 1, asset: 12, from: 90) with { OccurredAt = february };
        var settled = computed.Next().And(
            new MonthSheetConfirmed(1, "f", InFebruary), new MonthSheetApproved(1, "h", InFebruary),
            new MonthSheetPublished(1, "a", InFebruary),
            new MonthLateFactRecorded(new LateFact(Outcome: new MonthOutcomeRecorded(late)), InFebruary),
            new MonthLateFactRecorded(
                LateFact.Of(new MonthViolationRecorded(
                    new ViolationFact(Id(70), ViolationClass.Class2, "x", 2m, "log", february, "a"), InFebruary)),
                InFebruary));
        var march = MonthRef.Of(ContractorId, "DW-A", new MonthKey(2024, 3), Zone);
        var corrected = settled.When(new CorrectMonth(LineStation, march, "late"), Assessor, InFebruary);
        Repeats(corrected.Single<MonthCorrectionComputed>().Correction.Sheet).ShouldBe((1, 2));
    }

    private static (decimal?, decimal?) Repeats(ScoreSheet sheet)
    {
        var line = sheet.Lines.Single(l => l.Path == "kpi/repeat-faults/repeat-faults/repeat-faults");
        return (line.Numerator, line.Denominator);
    }

    private static ImmutableArray<EarlierFault> Of(params OrderFact[] orders) =>
        EarlierFaults.Of([State(orders)], Freeze, LineStation, s_february.StartsAt);

    private static MonthState State(params OrderFact[] orders) =>
        (MonthState.None with { Month = January }).WithOnly(orders);

    private static OrderFact On(
        int number, int day, int asset = 1, string attribution = "contractor-scope", long from = 0) =>
        Order(number, true, attribution, from) with
        {
            AssetId = Id(100_000 + asset), OccurredAt = new DateTimeOffset(2024, 1, day, 1, 0, 0, TimeSpan.Zero),
        };
}
