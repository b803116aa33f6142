using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>What goes with a party that leaves an order, and what does not follow it (domain reference, 5.2, 6.3).
/// </summary>
public sealed class LeavingTests
{
    private static readonly Actor s_betaForeman =
        new("f-2", ActorRoles.ContractorDispatcher, Beta.ContractorId);

    [Fact]
    public void FalseReply_AndReturns_AreOfThePartyThatMadeThem()
    {
        var lied = Replied(50).When(new RecordAlarmClear("alarm-1", At(-5), At(90)), At(120)).Next()
            .When(new ReturnReply("Still down", true), Reviewer, At(130)).Next();
        lied.State.FalseReply.ShouldBeTrue();

        var beta = lied.When(new TransferOrder(To(Beta), "Nearer"), Dispatcher, At(140)).Next();
        beta.State.FalseReply.ShouldBeFalse();
        beta.State.ReturnCount.ShouldBe(0);
        ArchivedBy(beta, BetaWorker, 150).FalseReply.ShouldBeFalse();

        var back = beta.When(new DispatchOrder(To(Alpha)), Dispatcher, At(145)).Next();
        back.State.FalseReply.ShouldBeTrue();
        back.State.ReturnCount.ShouldBe(1);
        var outcome = ArchivedBy(back, Worker, 150);
        outcome.FalseReply.ShouldBeTrue();
        outcome.ReturnCount.ShouldBe(1);
    }

    [Fact]
    public void FalseReply_OfTheNextParty_IsFoundAgain()
    {
        var beta = Replied(50).When(new RecordAlarmClear("alarm-1", At(-5), At(90)), At(120)).Next()
            .When(new ReturnReply("Still down", true), Reviewer, At(130)).Next()
            .When(new TransferOrder(To(Beta), "Nearer"), Dispatcher, At(140)).Next()
            .When(new AcceptOrder(Claim(141)), BetaWorker, At(141)).Next()
            .When(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(150), true), BetaWorker, At(150)).Next();

        beta.When(new RecordAlarmClear("alarm-2", At(-5), At(200)), At(200))
            .Single<FalseReplyFound>().ContractorId.ShouldBe(Beta.ContractorId);
    }

    // An order that ended shows what its stored outcome says, whatever was folded before it.
    [Fact]
    public void Archived_ShowsWhatItsOutcomeSays()
    {
        var state = Entity.Evolve(
            Verified().State,
            new OrderArchived(
                Archived().State.Outcome! with { FalseReply = true, ReturnCount = 3 }, null, At(500)));

        state.FalseReply.ShouldBeTrue();
        state.ReturnCount.ShouldBe(3);
    }

    [Fact]
    public void Dispatch_Directly_ForgetsTheTransferBeforeIt()
    {
        var gamma = new Domain.WorkOrders.Dispatch.Assignee(Id("gamma"), "GAMMA", false, Id("lot"));
        var worker = new Actor("w-3", ActorRoles.FieldWorker, gamma.ContractorId);
        var sent = Accepted().When(new TransferOrder(To(Beta), "Nearer crew"), Foreman, At(20)).Next()
            .When(new DispatchOrder(To(gamma)), Dispatcher, At(25)).Next();

        sent.State.TransferredFrom.ShouldBeNull();
        sent.When(new RefuseOrder("No car"), worker, At(30)).ThenTypes(typeof(OrderRefused));
    }

    [Fact]
    public void Transfer_OfATransferredOrder_GoesBackToTheLastGiver()
    {
        var gamma = new Domain.WorkOrders.Dispatch.Assignee(Id("gamma"), "GAMMA", false, Id("lot"));
        var worker = new Actor("w-3", ActorRoles.FieldWorker, gamma.ContractorId);
        Accepted().When(new TransferOrder(To(Beta), "Nearer crew"), Foreman, At(20)).Next()
            .When(new TransferOrder(To(gamma), "Nearer still"), s_betaForeman, At(25)).Next()
            .When(new RefuseOrder("No car"), worker, At(30)).State.Lead.ShouldBe(Beta);
    }

    [Fact]
    public void Reply_OfTheFormerParty_IsNotTheNextOnes()
    {
        var given = Accepted(5, Create(workKind: "guard"))
            .Reach(MilestoneKind.LeftSite, 60)
            .When(new ReplyToOrder(GoodReply), Worker, At(70)).Next()
            .When(new ReturnReply("No photo", false), Reviewer, At(80)).Next()
            .When(new TransferOrder(To(Beta), "Nearer"), Dispatcher, At(90)).Next();

        given.State.RepliedAt.ShouldBeNull();
        given.State.Reply.ShouldBeNull();
    }

    private static OrderOutcome ArchivedBy(Given<WorkOrderState> given, Actor worker, double minute) => given
        .When(new AcceptOrder(Claim(minute)), worker, At(minute)).Next()
        .When(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(minute + 10), true), worker, At(minute + 10))
        .Next()
        .When(new ReplyToOrder(GoodReply), worker, At(minute + 20)).Next()
        .When(new VerifyReply(Attributions.ContractorScope, string.Empty), Reviewer, At(minute + 30)).Next()
        .When(new ArchiveOrder(), Dispatcher, At(minute + 40)).Single<OrderArchived>().Outcome;
}
