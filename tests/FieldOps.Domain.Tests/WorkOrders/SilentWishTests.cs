using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>What a crew says is recorded or refused; said again it is already true, never taken and dropped.</summary>
public sealed class SilentWishTests
{
    [Fact]
    public void Reply_ThatCallsTheRestorationPermanent_RecordsTheRepair()
    {
        var replied = Restored(200).When(new ReplyToOrder(GoodReply, Permanent: true), Worker, At(260));

        replied.ThenTypes(typeof(MilestoneReached), typeof(OrderReplied));
        replied.Events.OfType<MilestoneReached>().Single().Time.CountedAt.ShouldBe(At(200));
        var state = replied.Next();
        state.State.Status.ShouldBe(OrderStatus.Replied);
        state.State.Milestones.Select(m => m.Kind)
            .ShouldBe([MilestoneKind.ServiceRestored, MilestoneKind.RepairCompleted]);
        state.Clock(ClockKind.Repair, 300).StoppedAt.ShouldBe(At(200));
        state.When(new VerifyReply(Attributions.ContractorScope, string.Empty), Reviewer, At(400)).Next()
            .When(new ArchiveOrder(), Dispatcher, At(500)).Single<OrderArchived>();
    }

    [Fact]
    public void Restoration_ToldAgainAsPermanent_RecordsTheRepairOnce()
    {
        var again = Restored(200).When(
            new ReportMilestone(MilestoneKind.ServiceRestored, Claim(200), true), Worker, At(230));

        again.Single<MilestoneReached>().Milestone.ShouldBe(MilestoneKind.RepairCompleted);
        again.Next().State.Status.ShouldBe(OrderStatus.Restored);
        again.Next().Clock(ClockKind.Repair, 300).StoppedAt.ShouldBe(At(200));
        again.Next().When(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(200), true), Worker, At(240))
            .ThenNothing();
        again.Next().When(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(200)), Worker, At(241))
            .ThenNothing();
        Restored(200).Reach(MilestoneKind.RepairCompleted, 220)
            .When(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(200), true), Worker, At(230)).ThenNothing();
    }

    [Fact]
    public void Reply_WithTheRestorationOfAnotherTime_IsRefused_WithTheSameItIsTaken()
    {
        Restored(200).When(new ReplyToOrder(GoodReply, Claim(190)), Worker, At(260))
            .ThenRefused("work-order.milestone-already-recorded").Facts["milestone"].ShouldBe("service-restored");
        Restored(200).When(new ReplyToOrder(GoodReply, Claim(200)), Worker, At(260))
            .ThenTypes(typeof(OrderReplied));
    }

    [Fact]
    public void Acceptance_AtAnotherTime_IsRefused_AtTheSameItIsAlreadyTrue()
    {
        Accepted(5).When(new AcceptOrder(Claim(5)), Worker, At(9)).ThenNothing();
        Accepted(5).When(new AcceptOrder(Claim(3)), Worker, At(9))
            .ThenRefused("work-order.milestone-already-recorded").Facts["milestone"].ShouldBe("accepted");
    }

    // The back door of the transfer, which demands a reason (domain reference, section 5.2: from Created).
    [Fact]
    public void Dispatch_OfAnOrderThatWasSigned_IsRefused_WithTheVerbThatTakesAReason()
    {
        Accepted().When(new DispatchOrder(To(Beta)), Dispatcher, At(40))
            .ThenRefused("work-order.signed-already").Facts["contractor"].ShouldBe("ALPHA");
        Accepted().Reach(MilestoneKind.Departed, 10).When(new DispatchOrder(To(Beta)), Dispatcher, At(40))
            .ThenRefused("work-order.signed-already");
        Dispatched().When(new DispatchOrder(To(Beta)), Dispatcher, At(4)).Single<OrderDispatched>();
    }

    [Fact]
    public void Reply_Again_SaysThatItWaitsForReview() =>
        Replied().When(new ReplyToOrder(GoodReply), Worker, At(300)).ThenRefused("work-order.replied-already");

    [Fact]
    public void Restore_OfWorkThatIsPutOnLoad_SaysThatItHasNoSuchMilestone() =>
        Accepted(5, Create(Station(), "generation")).Reach(MilestoneKind.GeneratorOnLoad, 60)
            .When(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(70)), Worker, At(70))
            .ThenRefused("work-order.milestone-not-of-this-work");

    // As a splice of that time would be: who says so too late, says so on no word alone.
    [Fact]
    public void Restoration_CalledPermanentTooLate_IsNoRepair() =>
        Restored(200).When(
            new ReportMilestone(MilestoneKind.ServiceRestored, Claim(200), true), Worker, At(200 + 4_321))
            .ThenRefused("work-order.time-too-old");
}
