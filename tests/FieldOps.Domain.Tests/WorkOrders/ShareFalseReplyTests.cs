using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>
/// A party claims a restoration, leaves, and the alarm contradicts it: the finding and what it changes are its own
/// (domain reference, section 7.7), and who follows is no worse off for it.
/// </summary>
public sealed class ShareFalseReplyTests
{
    private static readonly LotHeir s_heir = new(
        Alpha.LotId!.Value, Beta,
        new CandidateVerdict(Beta.ContractorId, "BETA", Alpha.LotId, CandidateVerdicts.Chosen, 40m, null));

    [Fact]
    public void Alarm_ThatContradictsTheRestorationOfWhoLeft_IsFoundOfIt_AndItsShareIsToldAgain()
    {
        var given = Handed().When(Clear(400), At(400));
        given.ThenTypes(typeof(AlarmClearRecorded), typeof(FormerFalseReplyFound), typeof(OrderShareClosed));
        var found = given.Single<FalseReplyFound>();
        (found.ContractorId, found.ClaimedAt, found.CountedRestoredAt).ShouldBe(
            (Alpha.ContractorId, At(100), (DateTimeOffset?)At(400)));
        var share = given.Single<OrderShareClosed>();
        share.Outcome.FalseReply.ShouldBeTrue();
        var restore = share.Outcome.Clocks.Single(c => c.Clock == ClockKind.Restore);
        (restore.StoppedAt, restore.Outcome).ShouldBe((At(400), ClockOutcome.Late));
        given.State.FalseReply.ShouldBeFalse();
        given.State.RestoredBefore!.CountedAt.ShouldBe(At(400));
        given.Next().When(Clear(400), At(401)).ThenNothing();
    }

    // Within the tolerance, or raised once service was back, an alarm says nothing against it.
    [Fact]
    public void Alarm_ThatAgrees_IsNoFinding()
    {
        Handed().When(Clear(101), At(400)).ThenTypes(typeof(AlarmClearRecorded));
        Handed().When(new RecordAlarmClear("b", At(160), At(400)), At(400)).ThenNothing();
    }

    [Fact]
    public void SecondAlarm_SetsTheShareRightAgain_WithoutASecondFinding()
    {
        var again = Handed().When(Clear(400), At(400)).Next().When(new RecordAlarmClear("b", At(10), At(450)), At(450));
        again.ThenTypes(typeof(AlarmClearRecorded), typeof(FormerRestorationCorrected), typeof(OrderShareClosed));
        again.Single<RestorationCorrected>().ContractorId.ShouldBe(Alpha.ContractorId);
        again.State.ShareOf(Alpha.ContractorId)!.Milestones.RestoredAt.ShouldBe(At(450));
    }

    // What it was found of before it left does not come twice either.
    [Fact]
    public void Alarm_AfterAFindingFromBeforeTheHandOver_IsNoSecondFinding()
    {
        var handed = Taken(Restored(100).When(Clear(200), At(200)).Next().When(HandOver(), At(210)).Next(), 215);
        handed.When(new RecordAlarmClear("b", At(10), At(400)), At(400))
            .ThenTypes(typeof(AlarmClearRecorded), typeof(FormerRestorationCorrected), typeof(OrderShareClosed));
    }

    // The splice is owed once service is back; until then the heir's clocks wait, and what had broken is lifted.
    [Fact]
    public void Heir_OwesTheRepairFromWhenServiceWasBack_NotFromBefore()
    {
        var order = Handed().When(Clear(400), At(400)).Next();
        order.Clock(ClockKind.Repair, 401).StartedAt.ShouldBe(At(400));
        order.Clock(ClockKind.Restore, 9000).Outcome.ShouldBe(ClockOutcome.NotStarted);
        var permanent = Restored(100, permanent: true).When(HandOver(), At(150)).Next();
        permanent.When(Clear(160), At(170)).Next().Clock(ClockKind.Report, 171).StartedAt.ShouldBe(At(160));
        var late = permanent.When(new DeadlineReached("report-limit", At(9000)), At(9000)).Next();
        late.Clock(ClockKind.Report, 9000).Outcome.ShouldBe(ClockOutcome.Late);
        late.When(Clear(9001), At(9001)).Events.OfType<BreachLifted>()
            .ShouldContain(e => e.Clock == ClockKind.Report && e.ContractorId == Beta.ContractorId);
    }

    [Fact]
    public void Restoration_OfAnOrderInTheQueue_IsContradictedToo()
    {
        var queued = Restored(100).When(new HandOverOrder(Alpha.ContractorId, "ALPHA", []), At(150)).Next();
        queued.When(Clear(400), At(400)).Single<FalseReplyFound>().ContractorId.ShouldBe(Alpha.ContractorId);
    }

    // A permanent restoration was the repair as well, and its report was owed from it.
    [Fact]
    public void PermanentRestoration_MovesTheRepairOfTheShareWithIt()
    {
        var told = Restored(100, permanent: true).When(HandOver(), At(150)).Next().When(Clear(400), At(400));
        var milestones = told.Single<OrderShareClosed>().Milestones;
        (milestones.RestoredAt, milestones.RepairedAt, milestones.ReportableAt, milestones.EndedAt).ShouldBe(
            (At(400), At(400), At(400), At(150)));
    }

    // Beta spliced what Alpha had restored, and left as well: its repair began no earlier than service was back.
    [Fact]
    public void Share_OfWhoFollowed_BeginsNoEarlierThanServiceWasBack()
    {
        var spliced = Handed()
            .When(new ReportMilestone(MilestoneKind.RepairCompleted, Claim(5000), false), BetaWorker, At(5000)).Next()
            .When(new HandOverOrder(Beta.ContractorId, "BETA", []), At(5100)).Next();
        var told = spliced.When(Clear(4900), At(5200));
        told.Events.OfType<OrderShareClosed>().Count().ShouldBe(2);
        told.State.ShareOf(Beta.ContractorId)!.Outcome.Clocks.Single(c => c.Clock == ClockKind.Repair).Elapsed
            .ShouldBe(TimeSpan.FromMinutes(100));
        told.Single<FalseReplyFound>().ContractorId.ShouldBe(Alpha.ContractorId);
    }

    // After a rejection each answers for its own claim: two parties, two findings, one of each.
    [Fact]
    public void EachParty_IsFoundOfItsOwnClaim()
    {
        var rejected = Handed().When(Clear(200), At(200)).Next()
            .When(new ReportMilestone(MilestoneKind.RepairCompleted, Claim(206), false), BetaWorker, At(206)).Next()
            .When(new ReplyToOrder(GoodReply), BetaWorker, At(210)).Next()
            .When(new ReturnReply("Down", true), Reviewer, At(220)).Next();
        rejected.State.FalseReply.ShouldBeFalse();
        var own = rejected
            .When(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(230), true), BetaWorker, At(230)).Next()
            .When(new RecordAlarmClear("b", At(-5), At(300)), At(300));
        own.Single<FalseReplyFound>().ContractorId.ShouldBe(Beta.ContractorId);
        own.State.FalseReply.ShouldBeTrue();
    }

    [Fact]
    public void EndedOrder_StaysAsItIs_ButForTheFinding()
    {
        var archived = Restored(100, permanent: true).When(HandOver(), At(150)).Next()
            .When(new AcceptOrder(Claim(155)), BetaWorker, At(155)).Next()
            .When(new ReplyToOrder(GoodReply), BetaWorker, At(160)).Next()
            .When(new VerifyReply(Attributions.ContractorScope, ""), Reviewer, At(170)).Next()
            .When(new ArchiveOrder(), Dispatcher, At(180)).Next();
        var late = archived.When(Clear(600), At(600));
        late.ThenTypes(typeof(AlarmClearRecorded), typeof(FormerFalseReplyFound));
        (late.Single<FalseReplyFound>().ContractorId, late.Single<FalseReplyFound>().CountedRestoredAt).ShouldBe(
            (Alpha.ContractorId, null));
        late.State.Outcome.ShouldBe(archived.State.Outcome);
        late.State.FalseReply.ShouldBeFalse();
        late.State.Shares.ShouldBe(archived.State.Shares);
        late.State.RestoredBefore.ShouldBe(archived.State.RestoredBefore);
        late.Next().When(new RecordAlarmClear("b", At(-5), At(700)), At(700)).ThenNothing();
    }

    [Fact]
    public void RulesUnderWhichTheClaimCounts_LeaveTheClocks_AndTheShareNamesTheFinding()
    {
        var create = Create();
        create = create with { Rules = create.Rules with { AlarmClearRestores = false } };
        var handed = Restored(100, create: create).When(HandOver(), At(150)).Next();
        var found = handed.When(Clear(400), At(400));
        found.Single<FalseReplyFound>().CountedRestoredAt.ShouldBeNull();
        found.Single<OrderShareClosed>().Outcome.FalseReply.ShouldBeTrue();
        found.State.RestoredBefore!.CountedAt.ShouldBe(At(100));
        found.State.ShareOf(Alpha.ContractorId)!.Outcome.Clocks.ShouldBe(
            handed.State.ShareOf(Alpha.ContractorId)!.Outcome.Clocks);
    }

    // A line of the matrix may ask for both. Alarms speak of the restoration of service, not of a generator before it;
    // and where service is back, nobody puts the site on load.
    [Fact]
    public void Alarm_SpeaksOfTheRestorationOfService_NotOfAGeneratorOnLoad()
    {
        var create = Create();
        var limits = create.Terms.Limits.Add(new ClockLimit(ClockKind.OnLoad, 240, false));
        create = create with { Terms = create.Terms with { Limits = limits } };
        var onLoad = Accepted(5, create).Reach(MilestoneKind.GeneratorOnLoad, 60).When(HandOver(), At(90)).Next();
        var before = onLoad.State.ShareOf(Alpha.ContractorId)!;

        var told = Taken(onLoad, 95)
            .When(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(120), false), BetaWorker, At(120)).Next()
            .When(new HandOverOrder(Beta.ContractorId, "BETA", []), At(130)).Next().When(Clear(400), At(400));

        told.Single<FalseReplyFound>().ContractorId.ShouldBe(Beta.ContractorId);
        var after = told.State.ShareOf(Alpha.ContractorId)!;
        (after.Milestones, after.OutcomeIn(told.State).Restoration).ShouldBe(
            (before.Milestones, before.Outcome.Restoration));
        Taken(Restored(100, create: create).When(HandOver(), At(150)).Next(), 155)
            .When(new ReportMilestone(MilestoneKind.GeneratorOnLoad, Claim(160), false), BetaWorker, At(160))
            .ThenRefused("work-order.milestone-already-recorded");
    }

    // What it claimed itself was false: its repair does not begin later for that.
    [Fact]
    public void Liar_ThatFollowedAGeneratorOfAnother_GainsNothingByItsClaim()
    {
        var create = Create();
        var limits = create.Terms.Limits.Add(new ClockLimit(ClockKind.OnLoad, 240, false));
        create = create with { Terms = create.Terms with { Limits = limits } };
        var followed = Taken(
            Accepted(5, create).Reach(MilestoneKind.GeneratorOnLoad, 60).When(HandOver(), At(90)).Next(), 95);
        var left = followed
            .When(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(120), false), BetaWorker, At(120)).Next()
            .When(new ReportMilestone(MilestoneKind.RepairCompleted, Claim(390), true), BetaWorker, At(390)).Next()
            .When(new HandOverOrder(Beta.ContractorId, "BETA", []), At(395)).Next();
        var before = left.State.ShareOf(Beta.ContractorId)!;

        var told = left.When(Clear(380), At(400));

        told.Single<FormerFalseReplyFound>().ContractorId.ShouldBe(Beta.ContractorId);
        var after = told.State.ShareOf(Beta.ContractorId)!;
        (before.Milestones.RestoredBefore, after.Milestones).ShouldBe((true, before.Milestones));
    }

    private static Given<WorkOrderState> Handed() => Taken(Restored(100).When(HandOver(), At(150)).Next(), 155);

    private static Given<WorkOrderState> Taken(Given<WorkOrderState> handed, double minute) =>
        handed.When(new AcceptOrder(Claim(minute)), BetaWorker, At(minute)).Next();

    private static RecordAlarmClear Clear(double minute) => new("alarm-1", At(-5), At(minute));

    private static HandOverOrder HandOver() => new(Alpha.ContractorId, "ALPHA", [s_heir]);
}
