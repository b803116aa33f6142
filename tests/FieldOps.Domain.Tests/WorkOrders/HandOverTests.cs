using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Testing;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>A contractor leaves (domain reference, 9.1): no order is lost, and none stays with it.</summary>
public sealed class HandOverTests
{
    private static readonly LotHeir s_heir = new(
        Alpha.LotId!.Value, Beta,
        new CandidateVerdict(Beta.ContractorId, "BETA", Alpha.LotId, CandidateVerdicts.Chosen, 40m, null));

    private static readonly LotHeir s_unable = s_heir with
    {
        To = null, Verdict = s_heir.Verdict with { Verdict = CandidateVerdicts.ContractExpired, Contract = "HT-1" },
    };

    [Fact]
    public void Order_GoesToTheReplacementOfItsLot_UnderClocksOfItsOwn_AndSaysWhy()
    {
        var late = Accepted().When(new DeadlineReached("restore-limit", At(331)), At(331)).Next();
        var given = late.When(HandOver(s_heir), At(400));
        given.ThenTypes(typeof(OrderHandedOver), typeof(OrderDispatched));
        var order = given.Next();
        order.State.Lead.ShouldBe(Beta);
        order.State.Status.ShouldBe(OrderStatus.Dispatched);
        order.State.ClocksStartAt.ShouldBe(At(400));
        order.Clock(ClockKind.Restore, 401).Outcome.ShouldBe(ClockOutcome.Running);
        order.State.Choice!.ReasonCode.ShouldBe("exit-hand-over");
        order.State.Choice.Candidates.Select(c => c.Verdict).ShouldBe(["left", "chosen"]);
        ((OrderDispatched)given.Events[1]).PreviousContractorId.ShouldBe(Alpha.ContractorId);
        order.When(HandOver(s_heir), At(401)).ThenNothing();
    }

    [Fact]
    public void Order_WithoutReplacement_GoesToTheQueue_WithTheReason()
    {
        var queued = Accepted().When(HandOver(), At(20));
        queued.ThenTypes(typeof(OrderHandedOver), typeof(OrderQueued));
        ((OrderQueued)queued.Events[1]).ReasonCode.ShouldBe("exit-no-replacement");
        queued.State.Lead.ShouldBeNull();
        queued.State.Status.ShouldBe(OrderStatus.Created);

        var unable = Accepted().When(HandOver(s_unable), At(20)).State;
        unable.Choice!.ReasonCode.ShouldBe("exit-replacement-unable");
        unable.Choice.Candidates[1].Verdict.ShouldBe("contract-expired");
    }

    [Fact]
    public void Pause_EndsWithWhoAskedForIt_AndStaysOnTheOrder()
    {
        var paused = Accepted().When(Pause(10), Worker, At(10)).Next();
        var given = paused.When(HandOver(s_heir), At(40));
        given.ThenTypes(typeof(OrderResumed), typeof(OrderHandedOver), typeof(OrderDispatched));
        var pause = given.State.Pauses.ShouldHaveSingleItem();
        (pause.From, pause.Until).ShouldBe((At(10), (DateTimeOffset?)At(40)));
        given.State.Status.ShouldBe(OrderStatus.Dispatched);
        given.Next().When(new AcceptOrder(Claim(45)), BetaWorker, At(45)).ThenTypes(typeof(OrderAccepted));
    }

    [Fact]
    public void Reply_UnderReview_StaysWithWhoDidTheWork_UntilItIsSentBack()
    {
        var replied = Replied();
        replied.When(HandOver(s_heir), At(300)).ThenNothing();
        Verified().When(HandOver(s_heir), At(450)).ThenNothing();
        replied.When(new ReturnReply("Not spliced", true), Reviewer, At(300)).Next()
            .When(HandOver(s_heir), At(301)).ThenTypes(typeof(OrderHandedOver), typeof(OrderDispatched));
    }

    [Fact]
    public void Assist_IsReplaced_OnceAndByNobodyWhoIsThereAlready()
    {
        var order = Dispatched(Create(choice: To(House))).When(new AddAssist(Alpha, "Two breaks"), Dispatcher, At(1))
            .Next();
        order.When(HandOver(s_heir), At(5)).Next().State.Assisting.ShouldHaveSingleItem().ShouldBe(Beta);
        order.When(HandOver(), At(5)).Next().State.Assisting.ShouldBeEmpty();
        var both = order.When(new AddAssist(Beta, "Three"), Dispatcher, At(2)).Next();
        both.When(HandOver(s_heir), At(5)).Next().State.Assisting.ShouldHaveSingleItem().ShouldBe(Beta);
    }

    [Fact]
    public void HandOver_IsTheProductsAlone_AndOfOthersOrdersNothing()
    {
        Accepted().When(HandOver(s_heir), Dispatcher, At(20)).ThenRefused("actor.role-not-allowed");
        Queued().When(HandOver(s_heir), At(20)).ThenNothing();
        Archived().When(HandOver(s_heir), At(600)).ThenRefused("work-order.ended");
    }

    // Whatever happened to an order: told that its party leaves, it is with another, in the queue, or under review.
    [Fact]
    public void Order_OfAnyLife_DoesNotStayWithWhoLeft() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var order = Dispatched();
            for (var minute = 1; minute < 60; minute++)
            {
                var (command, by) = Step(random, minute);
                order = order.And(order.When(command, by, At(minute)).Events);
            }

            var heirs = random.Next(3) switch { 0 => [], 1 => new[] { s_heir }, _ => [s_unable] };
            var after = order.And(order.When(HandOver(heirs), At(61)).Events).State;
            var reviewed = after.Status is OrderStatus.Replied or OrderStatus.Verified
                || after.StatusBeforePause is OrderStatus.Replied or OrderStatus.Verified;
            var kept = after.Lead?.ContractorId == Alpha.ContractorId && !reviewed && !after.HasEnded;
            return !kept && after.Assisting.All(a => a.ContractorId != Alpha.ContractorId || after.HasEnded)
                && (after.HasEnded || after.Lead is not null || after.Status == OrderStatus.Created);
        }).QuickCheckThrowOnFailure();

    private static (ICommand Command, Actor By) Step(Random random, int minute) => random.Next(11) switch
    {
        0 => (new AcceptOrder(Claim(minute)), Worker),
        1 => (new ReportMilestone(MilestoneKind.ArrivedOnSite, Claim(minute), false), Worker),
        2 => (new ReportMilestone(MilestoneKind.ServiceRestored, Claim(minute), true), Worker),
        3 => (Pause(minute), Worker),
        4 => (new ResumeOrder(Claim(minute)), Worker),
        5 => (new ReplyToOrder(GoodReply), Worker),
        6 => (new ReturnReply("Again", true), Reviewer),
        7 => (new RefuseOrder("Not ours"), Worker),
        8 => (new TransferOrder(To(Beta), "Nearer"), Dispatcher),
        9 => (new RefuseOrder("Not ours"), BetaWorker),
        _ => (new AddAssist(Alpha, "Help"), Dispatcher),
    };

    private static HandOverOrder HandOver(params LotHeir[] heirs) => new(Alpha.ContractorId, "ALPHA", [.. heirs]);
}
