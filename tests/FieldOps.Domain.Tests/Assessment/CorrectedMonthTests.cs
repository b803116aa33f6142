using FieldOps.Domain.Assessment;
using FieldOps.Domain.Settlement;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;
using static FieldOps.Domain.Tests.Assessment.MonthWalks;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>
/// A correction shuts no door: what changes nothing corrects nothing, and a corrected month can be opened again.
/// </summary>
public sealed class CorrectedMonthTests
{
    private static readonly CorrectMonth s_correct = new(Scheme, February, "late");

    [Fact]
    public void LateFacts_ThatChangeNothing_AreWeighed_AndCorrectNothing()
    {
        var late = Open().Computed().Settled().When(
            new RecordOutcome(January, Outcome(21, true) with { Attribution = "customer" }, 40), InFebruary).Next();

        var weighed = late.When(s_correct, Assessor, InFebruary);

        weighed.Then([new MonthLateFactsWeighed(1, "assessor", InFebruary)]);
        weighed.State.Corrections.ShouldBeEmpty();
        weighed.Next().When(s_correct, Assessor, InFebruary).ThenRefused(MonthRefusals.NothingLate);
        var breach = weighed.Next().When(Breach(ViolationClass.Class2, 2m, "late"), Assessor, InFebruary).Next();
        breach.Corrected().LateFacts.ShouldBe(2);
    }

    [Fact]
    public void CorrectedMonth_OpenedAgain_PaysTheRightFee_AndTheCorrectionNoSecondTime()
    {
        var corrected = Open().Computed().Settled()
            .When(new RecordOutcome(January, Outcome(21, false), 40), InFebruary).Next()
            .When(s_correct, Assessor, InFebruary).Next();
        corrected.State.Corrections[0].DifferenceCny().ShouldBe(-4_800m);

        var asked = corrected.When(new AskReopening("the fee was wrong"), Assessor, InFebruary).Next();
        asked.When(new ReopenMonth(), Deputy, InFebruary).ThenTypes(typeof(MonthCorrectedReopened));
        var again = corrected.Reopened()
            .When(new ComputeSheet(Scheme, [Fees[0] with { MonthlyFeeCny = 130_000m }]), Assessor, InFebruary).Next();

        // 91 points of 130,000; the month after takes 4,800 off already.
        var statement = again.State.Sheet!.Statement;
        statement.TotalCny.ShouldBe(118_300m + 4_800m);
        var item = statement.Items!.Value.ShouldHaveSingleItem();
        (item.Kind, item.AmountCny).ShouldBe((StatementItemKind.Correction, 4_800m));
        var settled = again.Settled();
        settled.State.PaidBeforeCny.ShouldBe(114_000m);
        var fined = settled.When(new RecordWork(January, Fine(1)) { LateReason = "late" }, Assessor, InFebruary).Next();
        var second = fined.Corrected();
        (second.Number, second.LateFacts, second.ScoreBefore, second.DifferenceCny()).ShouldBe((2, 1, 91m, -300m));
    }

    [Fact]
    public void ObjectionToAFormerSheet_IsNotDecidedOnTheSheetOfNow()
    {
        var path = $"work/{Id(95):D}";
        var reopened = Open(new RecordWork(January, Fine(2))).Computed()
            .When(Objection(500, path), Finance, InFebruary).Next()
            .When(new WithdrawWork(Id(95), "typed twice") { LateReason = "late" }, Assessor, InFebruary).Next()
            .Reopened().Again();
        var disputed = reopened.When(Objection(501, "lot/L1"), Finance, InFebruary).Next();

        foreach (var upheld in new[] { true, false })
        {
            disputed.When(new DecideDispute(Id(500), upheld, null, "agreed", Cny: 0m), Assessor, InFebruary)
                .ThenRefused(MonthRefusals.DisputeOfFormerSheet).Facts.Select(f => f.Value)
                .ShouldBe([path, "1", "2"], ignoreOrder: true);
        }

        disputed.When(new DecideDispute(Id(501), false, null, "no"), Assessor, InFebruary)
            .State.Status.ShouldBe(MonthStatus.Decided);
    }

    [Fact]
    public void LotAdjustment_IsDropped_WhenTheLotComesToPayByOtherFees()
    {
        var decided = Open().Computed().When(Objection(500, "lot/L1"), Finance, InFebruary).Next()
            .When(new DecideDispute(Id(500), true, null, "130,000", Cny: 123_500m), Assessor, InFebruary).Next();
        decided.Again().State.Sheet!.Statement.TotalCny.ShouldBe(123_500m);

        var backdated = decided
            .When(new ComputeSheet(Scheme, [Fees[0] with { MonthlyFeeCny = 130_000m }]), Assessor, InFebruary).Next();

        var statement = backdated.State.Sheet!.Statement;
        statement.TotalCny.ShouldBe(123_500m);
        var item = statement.Items!.Value.ShouldHaveSingleItem();
        (item.Kind, item.AmountCny).ShouldBe((StatementItemKind.Adjustment, 0m));
        item.TextEn.ShouldContain("dropped");
        // What was decided of other fees binds nobody: the lot may be objected to anew, from what it pays now.
        var anew = backdated.When(Objection(501, "lot/L1"), Finance, InFebruary).Next()
            .When(new DecideDispute(Id(501), true, null, "more", Cny: 124_000m), Assessor, InFebruary);
        anew.Single<MonthDisputeDecided>().Adjustment!.CnyBefore.ShouldBe(123_500m);
        decided.Again().When(Objection(501, "lot/L1"), Finance, InFebruary).ThenRefused(MonthRefusals.DisputeDecided);
    }

    [Fact]
    public void WhatWasKnownAtAnInstant_GoesByWhenItWasRecorded()
    {
        var (morning, noon) = (InJanuary.AddDays(10), InJanuary.AddDays(10).AddHours(6));
        var carried = new CarriedCorrection("2023-12", 1, -100m, 95m, 91m, "late", "a", noon);
        var month = Open(new RecordWork(January, Fine(2)))
            .When(Breach(ViolationClass.Veto), Assessor, noon).Next()
            .When(new WithdrawWork(Id(95), "typed twice"), Assessor, noon).Next()
            .When(new CarryCorrection(January, carried), noon).Next().State;

        var known = month.KnownAt(9, morning);

        known.Violations.ShouldBeEmpty();
        known.Works[Id(95)].Withdrawn.ShouldBeNull();
        known.Carried.ShouldBeEmpty();
        var later = month.KnownAt(9, noon.AddTicks(1));
        (later.Violations.Count, later.Carried.Length).ShouldBe((1, 1));
        later.Works[Id(95)].Withdrawn.ShouldNotBeNull();
    }

    private static DisputeLines Objection(int id, string path) =>
        new(null, [new DisputedLine(Id(id), path, null, "not ours", "photo")]);
}
