using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Settlement;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;
using static FieldOps.Domain.Tests.Assessment.MonthWalks;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>A work that should not have been recorded, and an amount that the contractor objects to.</summary>
public sealed class WorkWithdrawalTests
{
    private const string Typo = "typed twice";
    private static readonly string s_fine = $"work/{Id(95):D}";

    [Fact]
    public void Work_TakenBack_CountsForNothing_AndStaysToBeSeen()
    {
        var open = Open(new RecordWork(January, Fine(2)), new RecordWork(January, Fine(1, 96)));
        var withdrawn = open.When(new WithdrawWork(Id(95), Typo), Assessor, InJanuary);
        withdrawn.Then([new MonthWorkWithdrawn(Id(95), new WithdrawnWork(Typo, "assessor", InJanuary))]);
        withdrawn.Next().When(new WithdrawWork(Id(95), Typo), Assessor, InJanuary).ThenNothing();
        withdrawn.Next().When(new RecordWork(January, Fine(2)), Assessor, InJanuary).ThenNothing();

        var month = withdrawn.Next().Computed().State;

        month.Works[Id(95)].Withdrawn!.Reason.ShouldBe(Typo);
        month.Sheet!.Statement.Items!.Value.ShouldHaveSingleItem().AmountCny.ShouldBe(-300m);
        month.Sheet.Statement.TotalCny.ShouldBe(114_000m - 300m);
    }

    [Fact]
    public void Work_TakenBack_NeedsAWorkAndAReason()
    {
        var open = Open(new RecordWork(January, Fine(2)));
        open.When(new WithdrawWork(Id(7), Typo), Assessor, InJanuary).ThenRefused(MonthRefusals.WorkUnknown);
        open.When(new WithdrawWork(Id(95), " "), Assessor, InJanuary).ThenRefused(MonthRefusals.ReasonMissing);
        open.When(new WithdrawWork(Id(95), Typo), Finance, InJanuary).ThenRefused("actor.role-not-allowed");
    }

    [Fact]
    public void Work_TakenBackAfterTheFreeze_IsPaidBack_ByCorrectionAndByReopening()
    {
        var settled = Open(new RecordWork(January, Fine(2))).Computed().Settled();
        settled.When(new WithdrawWork(Id(95), Typo), Assessor, InFebruary).ThenRefused(MonthRefusals.Closed);

        var late = settled.When(new WithdrawWork(Id(95), Typo) { LateReason = Typo }, Assessor, InFebruary).Next();

        late.Corrected().DifferenceCny().ShouldBe(600m);
        late.Reopened().Again().State.Sheet!.Statement.TotalCny.ShouldBe(114_000m);
    }

    [Fact]
    public void Project_TakenBack_LeavesItsPayToTheOtherKind()
    {
        ProjectWork Support(decimal fee) =>
            new("P", "B", "solution", ProjectCourse.Delivered, 1_000m, 100m, false, fee, []);
        WorkFact[] works =
        [
            new(Id(1), "t", 1, "x", "a", InJanuary, Project: Support(900m))
            {
                Withdrawn = new WithdrawnWork(Typo, "a", InJanuary),
            },
            new(Id(2), "t", 1, "x", "a", InJanuary, Project: Support(400m)),
        ];

        SettlementItems.Of(works, 95m).ShouldHaveSingleItem().AmountCny.ShouldBe(400m);
    }

    [Fact]
    public void UpheldObjection_ToAFine_StandsBesideIt()
    {
        var decided = Disputed(s_fine).When(Uphold(0m), Assessor, InFebruary);
        var adjustment = decided.Single<MonthDisputeDecided>().Adjustment!;
        (adjustment.Cny, adjustment.CnyBefore, adjustment.Points).ShouldBe((0m, -600m, null));

        var sheet = decided.Next().Again().State.Sheet!;

        var items = sheet.Statement.Items!.Value;
        items.Select(i => (i.Kind, i.AmountCny)).ShouldBe(
            [(StatementItemKind.Fine, -600m), (StatementItemKind.Adjustment, 600m)]);
        items[1].TextEn.ShouldContain("-600.00 to 0.00");
        sheet.Statement.TotalCny.ShouldBe(114_000m);
        sheet.Score.Corrected!.Value.ShouldHaveSingleItem().Path.ShouldBe(s_fine);
    }

    [Fact]
    public void UpheldObjection_DecidedAgainWithAnotherAmount_IsRefused()
    {
        var decided = Disputed(s_fine).When(Uphold(-300m), Assessor, InFebruary).Next();
        decided.When(Uphold(-300m), Assessor, InFebruary).ThenNothing();
        decided.When(Uphold(0m), Assessor, InFebruary).ThenRefused(MonthRefusals.DisputeDecided);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("-600.01")]
    [InlineData("0.01")]
    [InlineData("-299.999")]
    public void UpheldObjection_ToAFine_SaysWhatItComesTo_WithinBounds(string? cny)
    {
        var wanted = cny is null
            ? (decimal?)null
            : decimal.Parse(cny, System.Globalization.CultureInfo.InvariantCulture);
        var refusal = Disputed(s_fine).When(Uphold(wanted), Assessor, InFebruary)
            .ThenRefused(MonthRefusals.AmountOutOfRange);
        refusal.Facts.Select(f => f.Value).ShouldBe(["-600", "0"], ignoreOrder: true);
    }

    [Fact]
    public void UpheldObjection_ToALot_AddsToWhatTheScoreStillChanges()
    {
        DisputeLines both = new(
            null,
            [
                new(Id(500), "lot/L1", null, "the fee is 130,000", null),
                new(Id(501), "back-end/assurance/timeliness/restore", Id(19), "customer's cut", null),
            ]);
        var sheet = Open().Computed().When(both, Finance, InFebruary).Next()
            .When(Uphold(123_500m), Assessor, InFebruary).Next()
            .When(new DecideDispute(Id(501), true, null, "agreed"), Assessor, InFebruary).Next()
            .Again().State.Sheet!;

        // The order out, 100 points: 120,000; and the 9,500 that the lot was short of.
        sheet.Score.Score.ShouldBe(100m);
        sheet.Statement.TotalCny.ShouldBe(129_500m);
    }

    [Fact]
    public void SecondObjection_ToTheSameAmount_GoesOnFromTheFirst()
    {
        DisputeLines twice = new(
            null,
            [new(Id(500), s_fine, null, "one guard was there", null), new(Id(501), s_fine, null, "both were", null)]);
        var sheet = Fined().Computed().When(twice, Finance, InFebruary).Next()
            .When(Uphold(-300m), Assessor, InFebruary).Next()
            .When(new DecideDispute(Id(501), true, null, "agreed", Cny: 0m), Assessor, InFebruary).Next()
            .Again().State.Sheet!;

        sheet.Statement.TotalCny.ShouldBe(114_000m);
    }

    [Fact]
    public void AdjustedFine_TakenBack_TakesItsAdjustmentAlong()
    {
        var late = Disputed(s_fine).When(Uphold(-300m), Assessor, InFebruary).Next().Again().Settled()
            .When(new WithdrawWork(Id(95), Typo) { LateReason = Typo }, Assessor, InFebruary).Next();
        late.State.Sheet!.Statement.TotalCny.ShouldBe(114_000m - 300m);
        late.Corrected().TotalCnyAfter.ShouldBe(114_000m);
    }

    [Fact]
    public void Objection_ToNoAmountOfTheStatement_IsRefused()
    {
        var computed = Fined().Computed();
        foreach (var (path, fact) in new (string, Guid?)[]
        {
            ("work/" + Id(7), null), ("lot/L2", null), ("lot", null), (s_fine, Id(95)),
        })
        {
            computed.When(Objection(path, fact), Finance, InFebruary).ThenRefused(MonthRefusals.LineUnknown);
        }

        computed.When(Objection("lot/L1"), Finance, InFebruary).ThenTypes(typeof(MonthLinesDisputed));
    }

    private static Given<MonthState> Fined() => Open(new RecordWork(January, Fine(2)));

    private static Given<MonthState> Disputed(string path) =>
        Fined().Computed().When(Objection(path), Finance, InFebruary).Next();

    private static DisputeLines Objection(string path, Guid? fact = null) =>
        new(null, [new DisputedLine(Id(500), path, fact, "a guard was there", "photo")]);

    private static DecideDispute Uphold(decimal? cny) => new(Id(500), true, null, "agreed", Cny: cny);
}
