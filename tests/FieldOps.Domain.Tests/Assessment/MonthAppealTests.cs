using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Testing;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>
/// Objections line by line, their deadlines, corrections and re-openings (domain reference, 7.4 and 7.6).
/// </summary>
public sealed class MonthAppealTests
{
    private const string Restore = "back-end/assurance/timeliness/restore";

    private static readonly ContractorMonthEntity s_entity = new();
    private static readonly ImmutableArray<FeeLine> s_fees = [new(Id(77), "L1", 120_000m, 31, 31)];
    private static readonly Actor s_second = new("deputy", ActorRoles.DepartmentHead);

    private static readonly ScoringScheme s_scheme = Seed3 with
    {
        SignOff = SignOff.ConfirmThenApprove, Appeal = new AppealRules(5, SilenceMeans.Agreement, "test"),
    };

    [Fact]
    public void UpheldObjection_TakesTheFactOut_AndTheNewSheetShowsWhoAndWhy()
    {
        // 18 of 20 on time: five points below 95 %, so 95 points; without one late order 18 of 19 is 94.74 %: 100.
        var disputed = Computed().When(Dispute(Id(19)), Finance, InFebruary).Next();
        disputed.State.Status.ShouldBe(MonthStatus.Disputed);
        disputed.When(new ComputeSheet(s_scheme, s_fees), Assessor, InFebruary)
            .ThenRefused(MonthRefusals.DisputesOpen);
        var decided = disputed.When(new DecideDispute(Id(500), true, null, "customer's cut"), Assessor, InFebruary)
            .Next();
        decided.State.Status.ShouldBe(MonthStatus.Decided);
        decided.When(new ApproveSheet(null), Head, InFebruary).ThenRefused(MonthRefusals.OutOfTurn);

        var again = decided.When(new ComputeSheet(s_scheme, s_fees), Assessor, InFebruary);

        var sheet = again.Single<MonthSheetComputed>().Sheet;
        sheet.Line(Restore).Denominator.ShouldBe(19);
        sheet.Score.ShouldBe(100m);
        sheet.Corrected!.Value.ShouldHaveSingleItem().Reason.ShouldBe("customer's cut");
        sheet.Excluded.ShouldHaveSingleItem().Detail.ShouldBe("excluded-by-decision");
        again.State.Replaced.ShouldHaveSingleItem().Score.ShouldBe(95m);
        again.Next().When(Dispute(Id(19), 501), Finance, InFebruary).ThenRefused(MonthRefusals.LineUnknown);
    }

    [Theory]
    [InlineData("9", "contractor-month.points-out-of-range")]
    [InlineData("15.01", "contractor-month.points-out-of-range")]
    [InlineData("12.5", null)]
    public void UpheldObjection_WithoutAFact_SaysThePoints(string points, string? refusal)
    {
        var disputed = Computed().When(Dispute(null), Finance, InFebruary).Next();
        var value = decimal.Parse(points, System.Globalization.CultureInfo.InvariantCulture);
        var outcome = disputed.When(new DecideDispute(Id(500), true, value, "half of it"), Assessor, InFebruary);
        if (refusal is not null)
        {
            outcome.ThenRefused(refusal);
            return;
        }

        var sheet = outcome.Next().When(new ComputeSheet(s_scheme, s_fees), Assessor, InFebruary)
            .Single<MonthSheetComputed>().Sheet;
        (sheet.Line(Restore).OriginalPoints, sheet.Line(Restore).Points).ShouldBe((10m, 12.5m));
        sheet.Score.ShouldBe(97.5m);
    }

    [Fact]
    public void RejectedObjection_LetsTheHeadApprove_AndIsNotAskedTwice()
    {
        var decided = Computed().When(Dispute(null), Finance, InFebruary).Next()
            .When(new DecideDispute(Id(500), false, null, "the log says so"), Assessor, InFebruary).Next();
        decided.When(new DecideDispute(Id(500), true, 15m, "x"), Assessor, InFebruary)
            .ThenRefused(MonthRefusals.DisputeDecided);
        decided.When(new ApproveSheet(null), Head, InFebruary).State.Status.ShouldBe(MonthStatus.Approved);
        Computed().When(Dispute(null), Finance, InFebruary).Next()
            .When(new DecideDispute(Id(9), false, null, "x"), Assessor, InFebruary)
            .ThenRefused(MonthRefusals.DisputeUnknown);
    }

    // An answer of 200 to another decision would be taken for that one.
    [Fact]
    public void Objection_DecidedAgain_IsTakenForTheSame_OnlyWhereAllOfItIs()
    {
        DecideDispute half = new(Id(500), true, 12.5m, "half of it");
        var decided = Computed().When(Dispute(null), Finance, InFebruary).Next()
            .When(half, Assessor, InFebruary).Next();
        decided.When(half, Assessor, InFebruary).ThenNothing();
        DecideDispute[] others =
            [half with { Points = 15m }, half with { Points = null }, half with { Reason = "all of it" }];
        foreach (var other in others)
        {
            decided.When(other, Assessor, InFebruary).ThenRefused(MonthRefusals.DisputeDecided);
        }
    }

    [Fact]
    public void Objection_AfterConfirmation_OrAfterTheDeadline_IsRefused()
    {
        var confirmed = Computed().When(new ConfirmSheet(null), Finance, InFebruary).Next();
        confirmed.When(Dispute(null), Finance, InFebruary).ThenRefused(MonthRefusals.AlreadyConfirmed);
        confirmed.When(new DisputeSheet(null, "no"), Finance, InFebruary)
            .ThenRefused(MonthRefusals.AlreadyConfirmed);
        var until = InFebruary.AddDays(5);
        Computed().When(Dispute(null), Finance, until.AddTicks(-1)).ThenTypes(typeof(MonthLinesDisputed));
        Computed().When(Dispute(null), Finance, until).ThenRefused(MonthRefusals.AppealOver);
        Computed().When(Dispute(null) with { Lines = [] }, Finance, InFebruary).ThenRefused(MonthRefusals.Full);
    }

    [Fact]
    public void Silence_UntilTheDeadline_MeansAgreement_WhereTheSchemeSaysSo()
    {
        var computed = Computed();
        var wake = computed.Deadlines.ShouldHaveSingleItem();
        wake.DueAt.ShouldBe(InFebruary.AddDays(5));
        computed.When(new DeadlineReached(wake.Kind, wake.DueAt), wake.DueAt.AddTicks(-1)).ThenNothing();
        var lapsed = computed.When(new DeadlineReached(wake.Kind, wake.DueAt), wake.DueAt.AddHours(3));
        lapsed.ThenTypes(typeof(MonthAppealLapsed));
        lapsed.State.Status.ShouldBe(MonthStatus.Confirmed);
        lapsed.State.Signatures.Select(s => s.By).ShouldBe(["assessor", "appeal-lapsed"]);
        lapsed.Next().When(new DeadlineReached(wake.Kind, wake.DueAt), wake.DueAt.AddHours(4)).ThenNothing();
        Computed(s_scheme with { Appeal = new AppealRules(5, SilenceMeans.Nothing, "x") }).Deadlines.ShouldBeEmpty();
    }

    [Fact]
    public void ThreeSignatures_AreOfThreeRoles_AndTheHeadIsNotTheAssessor()
    {
        var both = new Actor("assessor", ActorRoles.DepartmentHead);
        var confirmed = Computed().When(new ConfirmSheet(null), Finance, InFebruary).Next();
        confirmed.When(new ApproveSheet(null), both, InFebruary).ThenRefused(MonthRefusals.SamePerson);
        confirmed.When(new ApproveSheet(null), Head, InFebruary).State.Signatures
            .Select(s => (s.As, s.By)).ShouldBe(
                [("assessor", "assessor"), ("contractor", "finance"), ("department-head", "head")]);
    }

    [Fact]
    public void Reopening_NeedsTwoPeople_TakesTheLateFactsIn_AndKeepsTheOldSheet()
    {
        var settled = WithLate(Settled());
        settled.When(new ReopenMonth(), Head, InFebruary).ThenRefused(MonthRefusals.ReopeningNotAsked);
        var asked = settled.When(new AskReopening("meter was wrong"), Head, InFebruary).Next();
        asked.When(new ReopenMonth(), Head, InFebruary).ThenRefused(MonthRefusals.SamePerson);
        asked.When(new ReopenMonth(), Assessor, InFebruary).ThenRefused(ActorRefusals.RoleNotAllowed);

        var opened = asked.When(new ReopenMonth(), s_second, InFebruary).Next();

        opened.State.Status.ShouldBe(MonthStatus.Frozen);
        opened.State.Late.ShouldBeEmpty();
        var again = opened.When(new ComputeSheet(s_scheme, s_fees), Assessor, InFebruary).Next();
        again.State.Sheet!.Number.ShouldBe(2);
        again.State.Sheet.Score.Line(Restore).Denominator.ShouldBe(21);
        again.State.Replaced.ShouldHaveSingleItem().ShouldBe(
            new ReplacedSheet(1, 95m, "A", 114_000m, MonthStatus.Settled, "meter was wrong"));
        Walk(again).When(new SettleMonth(), Assessor, InFebruary).Single<MonthSettled>()
            .PaidBeforeCny.ShouldBe(114_000m);
    }

    // The month keeps who asked, who declined and why, of a hundred; then one corrects it, or leaves it.
    [Fact]
    public void Reopening_DeclinedTooOften_IsAskedForNoMore()
    {
        var month = WithLate(Settled());
        for (var times = 0; times < MonthLimits.DeclinedMax; times++)
        {
            month = month.When(new AskReopening("meter was wrong"), Assessor, InFebruary).Next()
                .When(new DeclineReopening("it was not"), Head, InFebruary).Next();
        }

        month.When(new AskReopening("meter was wrong"), Assessor, InFebruary)
            .ThenRefused(MonthRefusals.ReopeningDeclinedTooOften).Facts["limit"].ShouldBe("100");
        month.When(
                new CorrectMonth(s_scheme, MonthRef.Of(ContractorId, "DW-A", new MonthKey(2024, 2), Zone), "late"),
                Assessor, InFebruary)
            .ThenTypes(typeof(MonthCorrectionComputed));
    }

    // Nobody but another person may close the way to a wrong fee, and what was opened again is judged anew.
    [Fact]
    public void Reopening_CountsTheWishesThatAnotherPersonDeclined_SinceTheLastReopening()
    {
        var wish = new AskReopening("meter was wrong");
        var month = WithLate(Settled());
        for (var times = 0; times < MonthLimits.DeclinedMax; times++)
        {
            month = month.When(wish, Head, InFebruary).Next()
                .When(new DeclineReopening("mine"), Head, InFebruary).Next();
        }

        month.State.Declined.ShouldHaveSingleItem("his last one stands for those that he took back");
        month.When(wish, Head, InFebruary).ThenTypes(typeof(MonthReopeningAsked));
        for (var times = 1; times < MonthLimits.DeclinedMax; times++)
        {
            month = month.When(wish, Assessor, InFebruary).Next()
                .When(new DeclineReopening("it was not"), Head, InFebruary).Next();
        }

        month = month.When(wish, Head, InFebruary).Next().When(new ReopenMonth(), s_second, InFebruary).Next();
        month = month.When(new ComputeSheet(s_scheme, s_fees), Assessor, InFebruary).Next();
        for (var times = 0; times < MonthLimits.DeclinedMax; times++)
        {
            month = month.When(wish, Assessor, InFebruary).Next()
                .When(new DeclineReopening("it was not"), Head, InFebruary).Next();
        }

        month.State.Declined.Length.ShouldBe(2 * MonthLimits.DeclinedMax);
        month.When(wish, Assessor, InFebruary).ThenRefused(MonthRefusals.ReopeningDeclinedTooOften);
    }

    [Fact]
    public void Correction_LeavesThePublishedSheet_AndTheNextMonthCarriesTheDifference()
    {
        var february = MonthRef.Of(ContractorId, "DW-A", new MonthKey(2024, 2), Zone);
        var late = WithLate(Settled());
        var wish = new CorrectMonth(s_scheme, february, "one order ended late");
        Settled().When(wish, Assessor, InFebruary).ThenRefused(MonthRefusals.NothingLate);
        late.When(wish with { Scheme = LineStation }, Assessor, InFebruary)
            .ThenRefused(MonthRefusals.SchemeInvalid);

        var corrected = late.When(wish, Assessor, InFebruary);

        // 18 of 21 on time is 85.71 %: nine whole points below 95.
        var correction = corrected.Single<MonthCorrectionComputed>().Correction;
        (correction.ScoreBefore, correction.ScoreAfter).ShouldBe((95m, 91m));
        correction.DifferenceCny().ShouldBe(-4_800m);
        corrected.State.Sheet!.Statement.TotalCny.ShouldBe(114_000m);
        corrected.Next().When(wish, Assessor, InFebruary).ThenRefused(MonthRefusals.NothingLate);

        var carried = new CarriedCorrection("2024-01", 1, -4_800m, 95m, 91m, "late", "assessor", InFebruary);
        var next = Decisions.Given(s_entity).When(new CarryCorrection(february, carried), InFebruary).Next();
        next.When(new CarryCorrection(february, carried), InFebruary).ThenNothing();
        var statement = next.When(
                new FreezeMonth(february, 9, OpenOrdersAtFreeze.Carry), Assessor, february.EndsAt).Next()
            .When(new ComputeSheet(s_scheme, s_fees), Assessor, february.EndsAt).State.Sheet!.Statement;
        statement.TotalCny.ShouldBe(115_200m);
        statement.Items!.Value.ShouldHaveSingleItem().AmountCny.ShouldBe(-4_800m);
    }

    [Fact]
    public void PeopleRecord_InOpenMonthsAlone()
    {
        var breach = new RecordViolation(
            January, Id(50), ViolationClass.Class2, "system-error", 2m, "log", InJanuary, Seed3.Credit);
        Computed().When(breach, Assessor, InFebruary).ThenRefused(MonthRefusals.Closed);
        var finding = Findings("off-channel", 1)[0];
        Computed().When(new RecordFinding(January, finding), Assessor, InFebruary)
            .ThenRefused(MonthRefusals.Closed);
        Computed().When(new RecordFinding(January, finding with { From = 30 }), InFebruary)
            .ThenTypes(typeof(MonthLateFactRecorded));
    }

    [Fact]
    public void CorrectionOfLateFacts_AnswersTheWishToReopen()
    {
        var february = MonthRef.Of(ContractorId, "DW-A", new MonthKey(2024, 2), Zone);
        var corrected = WithLate(Settled()).When(new AskReopening("meter was wrong"), Assessor, InFebruary).Next()
            .When(new CorrectMonth(s_scheme, february, "late"), Assessor, InFebruary).Next();
        corrected.State.Reopening.ShouldBeNull();
        corrected.When(new ReopenMonth(), s_second, InFebruary).ThenRefused(MonthRefusals.ReopeningNotAsked);
    }

    [Fact]
    public void Correction_WhoseMonthWasFrozenMeanwhile_IsPassedOnToTheNext()
    {
        var carried = new CarriedCorrection("2023-12", 1, -4_800m, 95m, 91m, "late", "assessor", InFebruary);
        var passed = Computed().When(new CarryCorrection(January, carried), InFebruary);
        passed.Then([new MonthCorrectionPassedOn(January, carried)]);
        passed.Next().When(new CarryCorrection(January, carried), InFebruary).ThenNothing();
    }

    [Fact]
    public void ReopenedMonth_WithAnObjectionThatNobodyDecided_IsComputedAgain()
    {
        var asked = WithLate(Computed()).When(Dispute(Id(19)), Finance, InFebruary).Next()
            .When(new AskReopening("meter was wrong"), Assessor, InFebruary).Next();
        var opened = asked.When(new ReopenMonth(), s_second, InFebruary).Next();
        opened.When(new ComputeSheet(s_scheme, s_fees), Assessor, InFebruary).State.Sheet!.Number.ShouldBe(2);
    }

    [Fact]
    public void UpheldObjection_IsNotConfirmedAway()
    {
        var upheld = Computed().When(Dispute(Id(19)), Finance, InFebruary).Next()
            .When(new DecideDispute(Id(500), true, null, "customer's cut"), Assessor, InFebruary).Next();
        upheld.When(new ConfirmSheet(null), Finance, InFebruary).ThenRefused(MonthRefusals.OutOfTurn);
        Computed().When(Dispute(Id(19)), Finance, InFebruary).Next()
            .When(new ConfirmSheet(null), Finance, InFebruary).State.Status.ShouldBe(MonthStatus.Confirmed);
    }

    /// <summary>A correction and a re-opening of the same late facts come to the same money.</summary>
    [Fact]
    public void CorrectionAndReopening_AgreeToTheCent() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var late = Settled();
            foreach (var number in Enumerable.Range(30, random.Next(1, 8)))
            {
                late = late.When(
                    new RecordOutcome(January, Outcome(number, random.Next(2) == 0), 90), InFebruary).Next();
            }

            var february = MonthRef.Of(ContractorId, "DW-A", new MonthKey(2024, 2), Zone);
            var corrected = late.When(new CorrectMonth(s_scheme, february, "late"), Assessor, InFebruary).State;
            var correction = corrected.Corrections.LastOrDefault();
            var opened = late.When(new AskReopening("late"), Assessor, InFebruary).Next()
                .When(new ReopenMonth(), Head, InFebruary).Next()
                .When(new ComputeSheet(s_scheme, s_fees), Assessor, InFebruary).State.Sheet!;
            var (score, total) = correction is null
                ? (corrected.Sheet!.Score.Score, corrected.Sheet.Statement.TotalCny)
                : (correction.ScoreAfter, correction.TotalCnyAfter);
            return (score, total) == (opened.Score.Score, opened.Statement.TotalCny)
                && corrected.LateCounted() == corrected.Late.Length;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    private static DisputeLines Dispute(Guid? fact, int id = 500) =>
        new(null, [new DisputedLine(Id(id), Restore, fact, "not ours", "photo")]);

    private static Given<MonthState> WithLate(Given<MonthState> month) =>
        month.When(new RecordOutcome(January, Outcome(21, false), 40), InFebruary).Next();

    private static Given<MonthState> Settled() => Walk(Computed()).When(new SettleMonth(), Assessor, InFebruary).Next();

    private static Given<MonthState> Walk(Given<MonthState> computed) =>
        computed.When(new ConfirmSheet(null), Finance, InFebruary).Next()
            .When(new ApproveSheet(null), Head, InFebruary).Next()
            .When(new PublishSheet(), Assessor, InFebruary).Next();

    private static Given<MonthState> Computed(ScoringScheme? scheme = null)
    {
        var month = Decisions.Given(s_entity);
        foreach (var number in Enumerable.Range(1, 20))
        {
            month = month.When(new RecordOutcome(January, Outcome(number, number <= 18), 4), InJanuary).Next();
        }

        return month.When(new FreezeMonth(January, 9, OpenOrdersAtFreeze.Carry), Assessor, InFebruary).Next()
            .When(new ComputeSheet(scheme ?? s_scheme, s_fees), Assessor, InFebruary).Next();
    }
}
