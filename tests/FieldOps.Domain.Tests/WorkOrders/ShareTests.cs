using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>What a party that leaves has finished is its own, in its own month: nothing is nobody's.</summary>
public sealed class ShareTests
{
    private static readonly LotHeir s_heir = new(
        Alpha.LotId!.Value, Beta,
        new CandidateVerdict(Beta.ContractorId, "BETA", Alpha.LotId, CandidateVerdicts.Chosen, 40m, null));

    [Fact]
    public void Restoration_ThatWasLate_IsJudgedOfWhoLeft_AndTheRestIsTheHeirs()
    {
        var given = LateAndVerified().When(HandOver(), At(1600));
        var share = given.Single<OrderShareClosed>().Outcome;
        (share.ContractorId, share.LotId, share.Attribution).ShouldBe(
            (Alpha.ContractorId, Alpha.LotId, Attributions.ContractorScope));
        share.Clocks.Select(c => (c.Clock, c.Outcome)).ShouldBe(
        [
            (ClockKind.Accept, ClockOutcome.OnTime), (ClockKind.Arrive, ClockOutcome.Late),
            (ClockKind.Restore, ClockOutcome.Late), (ClockKind.Repair, ClockOutcome.Void),
            (ClockKind.Report, ClockOutcome.OnTime),
        ]);
        share.Clocks[2].Elapsed.ShouldBe(TimeSpan.FromMinutes(900));
        given.Single<OrderDispatched>().PreviousKeepsShare.ShouldBe(true);
        given.State.ShareOf(Alpha.ContractorId).ShouldNotBeNull();
        LateAndVerified().When(new HandOverOrder(Alpha.ContractorId, "ALPHA", []), At(1600))
            .Single<OrderQueued>().PreviousKeepsShare.ShouldBe(true);
    }

    [Fact]
    public void Order_ThatNobodyRestored_LeavesNoShare()
    {
        var given = Accepted().When(HandOver(), At(400));
        given.ThenTypes(typeof(OrderHandedOver), typeof(OrderDispatched));
        given.Single<OrderDispatched>().PreviousKeepsShare.ShouldBeNull();
    }

    // Who repairs what another restored answers for the repair alone; the third owes the report.
    [Fact]
    public void Repair_OfARestorationOfAnother_IsAShareToo()
    {
        var spliced = LateAndVerified().When(HandOver(), At(1600)).Next()
            .When(new AcceptOrder(Claim(1605)), BetaWorker, At(1605)).Next()
            .When(new ReportMilestone(MilestoneKind.RepairCompleted, Claim(1700), false), BetaWorker, At(1700)).Next();
        var given = spliced.When(new HandOverOrder(Beta.ContractorId, "BETA", []), At(1800));
        given.Single<OrderShareClosed>().Outcome.Clocks.Select(c => (c.Clock, c.Outcome)).ShouldBe(
        [
            (ClockKind.Accept, ClockOutcome.OnTime), (ClockKind.Arrive, ClockOutcome.Void),
            (ClockKind.Restore, ClockOutcome.Void), (ClockKind.Repair, ClockOutcome.OnTime),
            (ClockKind.Report, ClockOutcome.Void),
        ]);
        given.State.Shares.Length.ShouldBe(2);
    }

    // The review of the heir's reply says whose fault it was, for both.
    [Fact]
    public void Share_IsToldAgain_WhenTheReviewSaysWhoseFaultItWas()
    {
        var replied = Restored(100, permanent: true).When(HandOver(), At(150)).Next()
            .When(new AcceptOrder(Claim(155)), BetaWorker, At(155)).Next()
            .When(new ReplyToOrder(GoodReply), BetaWorker, At(160)).Next();
        replied.When(new VerifyReply(Attributions.ContractorScope, ""), Reviewer, At(170))
            .ThenTypes(typeof(ReplyVerified));
        var verified = replied.When(new VerifyReply(Attributions.Customer, ""), Reviewer, At(170));
        verified.Single<OrderShareClosed>().Outcome.Attribution.ShouldBe(Attributions.Customer);
        verified.Next().When(new ArchiveOrder(), Dispatcher, At(180)).ThenTypes(typeof(OrderArchived));
    }

    [Fact]
    public void Share_IsToldAgain_WhenAPauseOfItIsRefused()
    {
        var paused = Accepted().When(Pause(10), Worker, At(10)).Next()
            .When(new ResumeOrder(Claim(300)), Worker, At(300)).Next()
            .Reach(MilestoneKind.ServiceRestored, 400).When(HandOver(), At(450));
        RestoreOf(paused.Single<OrderShareClosed>()).ShouldBe(ClockOutcome.OnTime);
        var refused = paused.Next().When(new DecideSuspension(1, false, "Road was open"), Dispatcher, At(500));
        RestoreOf(refused.Single<OrderShareClosed>()).ShouldBe(ClockOutcome.Late);
    }

    [Fact]
    public void Share_GoesWithTheRestorationThatIsRejected_AndWithAnOrderThatIsCancelled()
    {
        var handed = Restored(100, permanent: true).When(HandOver(), At(150)).Next();
        var rejected = handed.When(new AcceptOrder(Claim(155)), BetaWorker, At(155)).Next()
            .When(new ReplyToOrder(GoodReply), BetaWorker, At(160)).Next()
            .When(new ReturnReply("Down", true), Reviewer, At(170));
        rejected.ThenTypes(typeof(OrderShareWithdrawn), typeof(ReplyReturned));
        rejected.Single<OrderShareWithdrawn>().Reason.ShouldBe("restoration-rejected");
        rejected.State.Shares.ShouldBeEmpty();
        var cancelled = handed.When(new CancelOrder("Duplicate"), Dispatcher, At(200));
        cancelled.Single<OrderShareWithdrawn>().ContractorId.ShouldBe(Alpha.ContractorId);
    }

    [Fact]
    public void Party_WhoseShareIsClosed_IsNotGivenTheOrderAgain()
    {
        var queued = Restored(100).When(new HandOverOrder(Alpha.ContractorId, "ALPHA", []), At(150)).Next();
        queued.When(new DispatchOrder(To(Alpha)), Dispatcher, At(200)).ThenRefused("work-order.share-closed");
        var beta = queued.When(new DispatchOrder(To(Beta)), Dispatcher, At(200)).Next();
        beta.When(new TransferOrder(To(Alpha), "Back"), Dispatcher, At(210)).ThenRefused("work-order.share-closed");
        beta.When(new HandOverOrder(Beta.ContractorId, "BETA", [s_heir with { To = Alpha }]), At(300))
            .Single<OrderQueued>().ReasonCode.ShouldBe("exit-replacement-unable");
    }

    [Fact]
    public void Recompute_OfTheArchivedOrder_TellsTheShareAgain_AndNothingElseDoes()
    {
        var archived = Restored(100, permanent: true).When(HandOver(), At(150)).Next()
            .When(new AcceptOrder(Claim(155)), BetaWorker, At(155)).Next()
            .When(new ReplyToOrder(GoodReply), BetaWorker, At(160)).Next()
            .When(new VerifyReply(Attributions.ContractorScope, ""), Reviewer, At(170)).Next()
            .When(new ArchiveOrder(), Dispatcher, At(180)).Next();
        archived.When(new RecordRepeat(1, At(190)), Actor.System, At(190)).State.Shares.Length.ShouldBe(1);
        var terms = archived.State.Origin!.Terms;
        var strict = terms with
        {
            Limits = [.. terms.Limits.Select(l => l.Clock == ClockKind.Restore ? l with { LimitMinutes = 60 } : l)],
        };
        var expected = OrderClocks.Of(
            archived.State with { Outcome = null, Origin = archived.State.Origin with { Terms = strict } }, At(180));
        var again = archived.When(
            new RecomputeOrder(
                Id("recompute"), strict, OrderCorrection.None, [], ClockVerdict.Of(expected), "Contract", "h-1"),
            At(900));
        again.ThenTypes(typeof(OrderRecomputed), typeof(OrderShareClosed));
        RestoreOf(again.Single<OrderShareClosed>()).ShouldBe(ClockOutcome.Late);
    }

    private static ClockOutcome RestoreOf(OrderShareClosed told) =>
        told.Outcome.Clocks.Single(c => c.Clock == ClockKind.Restore).Outcome;

    private static Given<WorkOrderState> LateAndVerified() => Replied(900, permanent: false)
        .When(new VerifyReply(Attributions.ContractorScope, ""), Reviewer, At(1500)).Next();

    private static HandOverOrder HandOver() => new(Alpha.ContractorId, "ALPHA", [s_heir]);
}
