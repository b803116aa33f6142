using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Ladders;
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

    // Service is back, the splice is owed: nobody restores again, and no clock of the restoration is the heir's.
    [Fact]
    public void Verified_WithTheRepairOutstanding_GoesOn_AndTheRestorationStaysItsAuthors()
    {
        var given = VerifiedUnspliced().When(HandOver(s_heir), At(500));
        given.ThenTypes(typeof(OrderShareClosed), typeof(OrderHandedOver), typeof(OrderDispatched));
        given.Single<OrderHandedOver>().Restoration.ShouldBe(new EarlierRestoration(
            MilestoneKind.ServiceRestored, At(200), At(200), false, Alpha.ContractorId, At(5)));
        var order = given.Next();
        WorkOrderView.Of(order.State).RestoredAt.ShouldBe(At(200));
        order.Clock(ClockKind.Restore, 9000).Outcome.ShouldBe(ClockOutcome.NotStarted);
        order.Clock(ClockKind.Arrive, 9000).Outcome.ShouldBe(ClockOutcome.NotStarted);
        order.Clock(ClockKind.Report, 9000).Outcome.ShouldBe(ClockOutcome.NotStarted);
        order.Clock(ClockKind.Repair, 501).StartedAt.ShouldBe(At(500));
    }

    [Fact]
    public void Heir_OfARestoredOrder_OwesTheRepairAndItsReportAlone()
    {
        var taken = VerifiedUnspliced().When(HandOver(s_heir), At(500)).Next()
            .When(new AcceptOrder(Claim(505)), BetaWorker, At(505)).Next();
        taken.When(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(600), true), BetaWorker, At(600))
            .ThenRefused("work-order.milestone-already-recorded");
        var spliced = taken
            .When(new ReportMilestone(MilestoneKind.RepairCompleted, Claim(700), false), BetaWorker, At(700)).Next();
        spliced.Clock(ClockKind.Report, 701).StartedAt.ShouldBe(At(700));
        var archived = spliced.When(new ReplyToOrder(GoodReply), BetaWorker, At(720)).Next()
            .When(new VerifyReply(Attributions.ContractorScope, ""), Reviewer, At(800)).Next()
            .When(new ArchiveOrder(), Dispatcher, At(900)).Next().State;
        archived.Outcome!.Clocks.ToDictionary(c => c.Clock, c => c.Outcome).ShouldBe(
            new Dictionary<ClockKind, ClockOutcome>
            {
                [ClockKind.Accept] = ClockOutcome.OnTime,
                [ClockKind.Arrive] = ClockOutcome.Void,
                [ClockKind.Restore] = ClockOutcome.Void,
                [ClockKind.Repair] = ClockOutcome.OnTime,
                [ClockKind.Report] = ClockOutcome.OnTime,
            },
            ignoreOrder: true);
    }

    [Fact]
    public void Restored_ButNotReported_IsReportedByTheHeir_WithoutAnotherRestoration()
    {
        var order = Restored(100, permanent: true).When(HandOver(s_heir), At(150)).Next();
        order.Clock(ClockKind.Repair, 9000).Outcome.ShouldBe(ClockOutcome.NotStarted);
        order.Clock(ClockKind.Report, 151).StartedAt.ShouldBe(At(150));
        var replied = order.When(new AcceptOrder(Claim(155)), BetaWorker, At(155)).Next()
            .When(new ReplyToOrder(GoodReply), BetaWorker, At(160)).Next();
        replied.When(new VerifyReply(Attributions.ContractorScope, ""), Reviewer, At(170)).Next()
            .When(new ArchiveOrder(), Dispatcher, At(180)).ThenTypes(typeof(OrderArchived));

        // The heir answers for a restoration that is rejected from the rejection on, not from before.
        var rejected = replied.When(new ReturnReply("Down again", true), Reviewer, At(9000)).Next();
        rejected.Clock(ClockKind.Restore, 9001).StartedAt.ShouldBe(At(9000));
        rejected.Clock(ClockKind.Restore, 9001).Outcome.ShouldBe(ClockOutcome.Running);
        rejected.When(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(9010), true), BetaWorker, At(9010))
            .ThenTypes(typeof(MilestoneReached));
    }

    [Fact]
    public void Restoration_StandsThroughTheQueue_AndASecondHandOver()
    {
        var queued = Restored(100).When(HandOver(), At(150)).Next();
        var again = queued.When(new DispatchOrder(To(Beta)), Dispatcher, At(200)).Next()
            .When(new AcceptOrder(Claim(205)), BetaWorker, At(205)).Next()
            .When(new HandOverOrder(Beta.ContractorId, "BETA", []), At(300));
        again.Single<OrderHandedOver>().Restoration!.ContractorId.ShouldBe(Alpha.ContractorId);
        again.State.RestoredBefore!.CountedAt.ShouldBe(At(100));
    }

    // Domain reference 6.2 counts on-load from the failure of the mains: for who was sent then.
    [Fact]
    public void Generation_StartsForALaterPartyWithItsOwnClocks_HoweverItCame()
    {
        var create = Create(Station(), "generation");
        Dispatched(create).Clock(ClockKind.OnLoad, 1).StartedAt.ShouldBe(At(-5));
        var accepted = Accepted(5, create);
        var handed = accepted.When(HandOver(s_heir), At(600)).Next();
        handed.Clock(ClockKind.OnLoad, 601).Outcome.ShouldBe(ClockOutcome.Running);
        handed.Clock(ClockKind.OnLoad, 601).StartedAt.ShouldBe(At(600));
        handed.State.Marks.ShouldBeEmpty();
        accepted.When(new TransferOrder(To(Beta), "Nearer"), Dispatcher, At(600)).Next()
            .Clock(ClockKind.OnLoad, 601).StartedAt.ShouldBe(At(600));
        var dispatched = Dispatched(create).When(new DispatchOrder(To(Beta)), Dispatcher, At(600)).Next();
        dispatched.Clock(ClockKind.OnLoad, 601).StartedAt.ShouldBe(At(600));
        dispatched.When(new DispatchOrder(To(Alpha)), Dispatcher, At(700)).Next()
            .Clock(ClockKind.OnLoad, 701).StartedAt.ShouldBe(At(-5));

        var onLoad = accepted.Reach(MilestoneKind.GeneratorOnLoad, 60).When(HandOver(s_heir), At(90)).Next();
        onLoad.Clock(ClockKind.OnLoad, 9000).Outcome.ShouldBe(ClockOutcome.NotStarted);
        onLoad.When(new AcceptOrder(Claim(95)), BetaWorker, At(95)).Next()
            .When(new ReplyToOrder(GoodReply), BetaWorker, At(99)).ThenTypes(typeof(OrderReplied));
    }

    // Dispatches from before the start was recorded: whoever followed was judged from the failure of the mains.
    [Fact]
    public void Generation_OfAnOlderDispatch_KeepsTheStartThatItWasJudgedBy_ThroughARecomputeToo()
    {
        var accepted = Accepted(5, Create(Station(), "generation"));
        var transferred = accepted.When(new TransferOrder(To(Beta), "Nearer"), Dispatcher, At(600));
        transferred.Single<OrderDispatched>().OnLoadFrom.ShouldBe(At(600));
        var old = accepted.And(transferred.Events.Select(e => e is OrderDispatched sent
            ? sent with { OnLoadFrom = null }
            : e));
        old.Clock(ClockKind.OnLoad, 601).StartedAt.ShouldBe(At(-5));
        var archived = old.When(new AcceptOrder(Claim(601)), BetaWorker, At(601)).Next()
            .When(new ReportMilestone(MilestoneKind.GeneratorOnLoad, Claim(620), false), BetaWorker, At(620)).Next()
            .When(new ReplyToOrder(GoodReply), BetaWorker, At(630)).Next()
            .When(new VerifyReply(Attributions.ContractorScope, ""), Reviewer, At(640)).Next()
            .When(new ArchiveOrder(), Dispatcher, At(650)).Next().State;
        archived.Outcome!.Clocks.Single(c => c.Clock == ClockKind.OnLoad).Outcome.ShouldBe(ClockOutcome.Late);
        var intervals = OrderIntervals.Of(archived)!;
        ClockVerdict.Of(intervals.ClocksUnder(intervals.Terms, [], At(900))).ShouldBe(intervals.Verdicts);
    }

    [Fact]
    public void Pause_ThatNobodyJudged_IsToldInTheNameOfWhoAskedForIt()
    {
        var create = Create();
        var order = create with { Rules = create.Rules with { Ladder = new PinnedLadder("default", 1, []) } };
        Accepted(5, order).When(Pause(10), Worker, At(10)).Next().When(HandOver(s_heir), At(40)).Next()
            .When(new DeadlineReached("pause-1-decision", At(1541)), At(1541))
            .Single<SuspensionOverdue>().Order!.ContractorCode.ShouldBe("ALPHA");
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
            var kept = after.Lead?.ContractorId == Alpha.ContractorId && !after.HasEnded && !MayStay(after);
            return !kept && after.Assisting.All(a => a.ContractorId != Alpha.ContractorId || after.HasEnded)
                && (after.HasEnded || after.Lead is not null || after.Status == OrderStatus.Created);
        }).QuickCheckThrowOnFailure();

    // Work that is under review, or done.
    internal static bool MayStay(WorkOrderState order)
    {
        var status = order.Status == OrderStatus.Suspended ? order.StatusBeforePause : order.Status;
        return status == OrderStatus.Replied
            || (status == OrderStatus.Verified && OrderClocks.RepairedAt(order) is not null);
    }

    private static (ICommand Command, Actor By) Step(Random random, int minute) => random.Next(13) switch
    {
        0 => (new AcceptOrder(Claim(minute)), Worker),
        1 => (new ReportMilestone(MilestoneKind.ArrivedOnSite, Claim(minute), false), Worker),
        2 => (new ReportMilestone(MilestoneKind.ServiceRestored, Claim(minute), random.Next(2) == 0), Worker),
        3 => (Pause(minute), Worker),
        4 => (new ResumeOrder(Claim(minute)), Worker),
        5 => (new ReplyToOrder(GoodReply), Worker),
        6 => (new ReturnReply("Again", true), Reviewer),
        7 => (new RefuseOrder("Not ours"), Worker),
        8 => (new TransferOrder(To(Beta), "Nearer"), Dispatcher),
        9 => (new RefuseOrder("Not ours"), BetaWorker),
        10 => (new VerifyReply(Attributions.ContractorScope, ""), Reviewer),
        11 => (new ReportMilestone(MilestoneKind.RepairCompleted, Claim(minute), false), Worker),
        _ => (new AddAssist(Alpha, "Help"), Dispatcher),
    };

    private static Given<WorkOrderState> VerifiedUnspliced() => Replied(200, permanent: false)
        .When(new VerifyReply(Attributions.ContractorScope, ""), Reviewer, At(400)).Next();

    private static HandOverOrder HandOver(params LotHeir[] heirs) => new(Alpha.ContractorId, "ALPHA", [.. heirs]);
}
