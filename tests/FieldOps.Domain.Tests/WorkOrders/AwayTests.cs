using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>
/// An order that comes back: the time in which another party or nobody had it is not charged to who did not give it
/// away by its own word (ADR 0010). Limits: accept 15, arrive 60, restore 330 minutes.
/// </summary>
public sealed class AwayTests
{
    private static readonly Actor s_betaForeman =
        new("f-2", ActorRoles.ContractorDispatcher, Beta.ContractorId);

    [Fact]
    public void Transfer_ByTheOperator_AndBack_IsNotTheTimeOfWhoWasAway()
    {
        var back = Sent(60).When(new AcceptOrder(Claim(70)), BetaWorker, At(70)).Next()
            .When(new TransferOrder(To(Alpha), "Back"), Dispatcher, At(300));

        back.ThenTypes(typeof(OrderTransferred), typeof(OrderDispatchedAgain));
        ShouldHaveRun(back.Next(), 310, 70);
    }

    [Fact]
    public void Transfer_ByTheOperator_ThatTheNextPartyRefuses_IsNotTheTimeOfWhoWasAway()
    {
        var back = Sent(60).When(new RefuseOrder("No splicer"), BetaWorker, At(300));

        back.ThenTypes(typeof(TransferRefused), typeof(OrderDispatchedAgain));
        ShouldHaveRun(back.Next(), 310, 70);
    }

    // The thirty minutes in which the refusal waited were its own still; the queue's were not.
    [Fact]
    public void Refusal_ThatWasConfirmed_IsNotTheTimeOfWhoWasAway()
    {
        var back = Accepted().When(new RefuseOrder("No car"), Foreman, At(60)).Next()
            .When(new ConfirmRefusal(false, string.Empty), Dispatcher, At(90)).Next()
            .When(new DispatchOrder(To(Alpha)), Dispatcher, At(300)).Next();

        ShouldHaveRun(back, 310, 100);
    }

    [Fact]
    public void HandOver_ByAnExit_IsNotTheTimeOfWhoWasAway()
    {
        var verdict = To(Alpha).Candidates[0];
        var heir = new HandOverOrder(
            Beta.ContractorId, "BETA", [new Domain.WorkOrders.Dispatch.LotHeir(Beta.LotId!.Value, Alpha, verdict)]);
        ShouldHaveRun(Sent(60).When(heir, At(300)).Next(), 310, 70);
    }

    [Fact]
    public void Absences_AreAddedUp()
    {
        var back = Sent(60).When(new DispatchOrder(To(Alpha)), Dispatcher, At(100)).Next()
            .When(new DispatchOrder(To(Beta)), Dispatcher, At(120)).Next()
            .When(new DispatchOrder(To(Alpha)), Dispatcher, At(300)).Next();

        ShouldHaveRun(back, 310, 90);
        // Beta was away for twenty minutes of its own two hundred and forty.
        back.When(new DispatchOrder(To(Beta)), Dispatcher, At(310)).Next()
            .Clock(ClockKind.Restore, 320).Elapsed.ShouldBe(TimeSpan.FromMinutes(40 + 180 + 10));
    }

    // It asked for it: who passes an order on and gets it back has gained no time by that, whoever brings it back.
    [Fact]
    public void Transfer_ByThePartyItself_RunsOn_WhoeverBringsItBack()
    {
        var passed = Accepted().When(new TransferOrder(To(Beta), "Nearer crew"), Foreman, At(50)).Next();

        var refused = passed.When(new RefuseOrder("No splicer"), BetaWorker, At(300)).Next();
        refused.Clock(ClockKind.Restore, 310).Elapsed.ShouldBe(TimeSpan.FromMinutes(310));
        var signed = passed.When(new AcceptOrder(Claim(60)), BetaWorker, At(60)).Next();
        signed.When(new TransferOrder(To(Alpha), "Back"), Dispatcher, At(300)).Next()
            .Clock(ClockKind.Restore, 310).Elapsed.ShouldBe(TimeSpan.FromMinutes(310));
        signed.When(new TransferOrder(To(Alpha), "Back"), s_betaForeman, At(100)).Next()
            .Clock(ClockKind.Restore, 310).Elapsed.ShouldBe(TimeSpan.FromMinutes(310));
    }

    [Fact]
    public void Accept_OfWhoHadNotSigned_RestsThough_NoPauseStopsIt()
    {
        var back = Dispatched().When(new DispatchOrder(To(Beta)), Dispatcher, At(10)).Next()
            .When(new DispatchOrder(To(Alpha)), Dispatcher, At(200)).Next();

        back.Clock(ClockKind.Accept, 203).Elapsed.ShouldBe(TimeSpan.FromMinutes(13));
        back.Clock(ClockKind.Accept, 203).DueAt.ShouldBe(At(205));
        back.When(new AcceptOrder(Claim(205)), Worker, At(205)).ThenTypes(typeof(OrderAccepted));
        back.When(new AcceptOrder(Claim(206)), Worker, At(206))
            .ThenTypes(typeof(OrderAccepted), typeof(ClockBreached));
    }

    // What has stopped stays so: it signs again to say that it takes the order, and travels again.
    [Fact]
    public void AcceptAndArrive_ThatHadStopped_StayStopped()
    {
        var back = Accepted().Reach(MilestoneKind.ArrivedOnSite, 30)
            .When(new TransferOrder(To(Beta), "Nearer"), Dispatcher, At(60)).Next()
            .When(new DispatchOrder(To(Alpha)), Dispatcher, At(300)).Next();

        back.State.Milestones.ShouldBeEmpty();
        var again = back.When(new AcceptOrder(Claim(320)), Worker, At(320)).Next()
            .Reach(MilestoneKind.ArrivedOnSite, 700);
        foreach (var order in new[] { back, again })
        {
            order.Clock(ClockKind.Accept, 700).StoppedAt.ShouldBe(At(5));
            order.Clock(ClockKind.Arrive, 700).StoppedAt.ShouldBe(At(30));
            order.Clock(ClockKind.Arrive, 700).Outcome.ShouldBe(ClockOutcome.OnTime);
        }
    }

    [Fact]
    public void Deadlines_AreLaterByTheAbsence()
    {
        var back = Sent(60).When(new DispatchOrder(To(Alpha)), Dispatcher, At(300)).Next();

        back.DueAt().ShouldContain("restore-limit 570.00002");
        back.When(new DeadlineReached("restore-limit", At(570)), At(570)).Events.OfType<ClockBreached>()
            .ShouldNotContain(b => b.Clock == ClockKind.Restore);
        back.When(new DeadlineReached("restore-limit", At(571)), At(571)).Events.OfType<ClockBreached>()
            .Single(b => b.Clock == ClockKind.Restore).DueAt.ShouldBe(At(570));
    }

    // A pause in an absence takes nothing beside it.
    [Fact]
    public void Pause_OfWhoHadItMeanwhile_CountsOnce()
    {
        var back = Sent(60).When(new AcceptOrder(Claim(70)), BetaWorker, At(70)).Next()
            .When(Pause(100, 200), BetaWorker, At(201)).Next()
            .When(new TransferOrder(To(Alpha), "Back"), Dispatcher, At(300)).Next();

        ShouldHaveRun(back, 310, 70);
    }

    [Fact]
    public void Archive_AndRecompute_AgreeThatItWasOnTime()
    {
        var archived = Accepted().Reach(MilestoneKind.ArrivedOnSite, 30)
            .When(new TransferOrder(To(Beta), "Nearer"), Dispatcher, At(60)).Next()
            .When(new DispatchOrder(To(Alpha)), Dispatcher, At(300)).Next()
            .When(new AcceptOrder(Claim(305)), Worker, At(305)).Next()
            .Reach(MilestoneKind.ServiceRestored, 560, permanent: true)
            .When(new ReplyToOrder(GoodReply), Worker, At(565)).Next()
            .When(new VerifyReply(Attributions.ContractorScope, string.Empty), Reviewer, At(570)).Next()
            .When(new ArchiveOrder(), Dispatcher, At(580)).Next().State;

        var outcome = archived.Outcome!;
        outcome.Clocks.ShouldAllBe(c => c.Outcome == ClockOutcome.OnTime);
        outcome.Clocks.Single(c => c.Clock == ClockKind.Restore).Elapsed.ShouldBe(TimeSpan.FromMinutes(320));
        outcome.Restoration!.AcceptedAt.ShouldBe(At(5));
        var intervals = OrderIntervals.Of(archived)!;
        intervals.ClocksUnder(intervals.Terms, [], At(9_000)).ShouldBe(outcome.Clocks);
    }

    // Who was away, came back, restored and left for good answers for its share without the absence.
    [Fact]
    public void Share_OfWhoHadBeenAway_IsWithoutTheAbsence()
    {
        var order = Sent(60).When(new DispatchOrder(To(Alpha)), Dispatcher, At(300)).Next()
            .When(new AcceptOrder(Claim(305)), Worker, At(305)).Next()
            .Reach(MilestoneKind.ServiceRestored, 560)
            .When(new HandOverOrder(Alpha.ContractorId, "ALPHA", []), At(600));

        var share = order.Single<OrderShareClosed>().Outcome;
        share.Clocks.Single(c => c.Clock == ClockKind.Restore).Elapsed.ShouldBe(TimeSpan.FromMinutes(320));
        share.FalseReply.ShouldBeFalse();
        var intervals = OrderIntervals.Of(order.State)!;
        intervals.ClocksUnder(intervals.Terms, [], intervals.Shares[0]).ShouldBe(share.Clocks);
    }

    // Dispatches from before the absence was recorded: who came back was judged as if it had had the order all along.
    [Fact]
    public void OlderDispatch_KeepsTheRuleThatItWasJudgedBy()
    {
        var sent = Sent(60);
        var back = sent.When(new DispatchOrder(To(Alpha)), Dispatcher, At(300));
        back.Single<OrderDispatchedAgain>().Past!.AcceptedAt.ShouldBe(At(5));
        var old = sent.And(back.Events.Select(e => e is OrderDispatchedAgain again ? again.Plain() : e));

        old.Clock(ClockKind.Restore, 310).Elapsed.ShouldBe(TimeSpan.FromMinutes(310));
        old.State.AcceptedAt.ShouldBeNull();
        old.When(new DispatchOrder(To(Beta)), Dispatcher, At(310)).Next()
            .When(new DispatchOrder(To(Alpha)), Dispatcher, At(400)).Next()
            .Clock(ClockKind.Restore, 410).Elapsed.ShouldBe(TimeSpan.FromMinutes(320));
    }

    // A build of before brings it back once more: it adds no absence, and takes none that was recorded away.
    [Fact]
    public void OlderDispatch_KeepsTheAbsencesThatWereRecorded()
    {
        var away = Sent(60).When(new DispatchOrder(To(Alpha)), Dispatcher, At(100)).Next()
            .When(new DispatchOrder(To(Beta)), Dispatcher, At(120)).Next();
        var back = away.When(new DispatchOrder(To(Alpha)), Dispatcher, At(300));
        var old = away.And(back.Events.Select(e => e is OrderDispatchedAgain again ? again.Plain() : e));

        old.Clock(ClockKind.Restore, 310).Elapsed.ShouldBe(TimeSpan.FromMinutes(310 - 40));
        old.When(new DispatchOrder(To(Beta)), Dispatcher, At(310)).Next()
            .When(new DispatchOrder(To(Alpha)), Dispatcher, At(400)).Next()
            .Clock(ClockKind.Restore, 410).Elapsed.ShouldBe(TimeSpan.FromMinutes(320 - 40));
    }

    // A time within one's own absence would count as the moment before it.
    [Fact]
    public void Time_WithinOnesOwnAbsence_IsRefused()
    {
        var back = Sent(50).When(new DispatchOrder(To(Alpha)), Dispatcher, At(300)).Next();

        back.When(new AcceptOrder(Claim(299)), Worker, At(301)).ThenRefused("work-order.time-in-absence");
        var signed = back.When(new AcceptOrder(Claim(300)), Worker, At(301)).Next();
        signed.When(new ReportMilestone(MilestoneKind.ArrivedOnSite, Claim(50), false), Worker, At(320))
            .ThenRefused("work-order.time-in-absence");
        signed.Reach(MilestoneKind.ArrivedOnSite, 49).Clock(ClockKind.Arrive, 320).StoppedAt.ShouldBe(At(49));
        // It passed it on itself: the time counts as it is told.
        Accepted().When(new TransferOrder(To(Beta), "Nearer crew"), Foreman, At(50)).Next()
            .When(new RefuseOrder("No splicer"), BetaWorker, At(70)).Next()
            .When(new AcceptOrder(Claim(60)), Worker, At(71)).ThenTypes(typeof(OrderAccepted));
    }

    private static Given<WorkOrderState> Sent(double minute) =>
        Accepted().When(new TransferOrder(To(Beta), "Nearer"), Dispatcher, At(minute)).Next();

    private static void ShouldHaveRun(Given<WorkOrderState> order, double now, double minutes)
    {
        order.State.Lead.ShouldBe(Alpha);
        var restore = order.Clock(ClockKind.Restore, now);
        restore.StartedAt.ShouldBe(Start);
        restore.Elapsed.ShouldBe(TimeSpan.FromMinutes(minutes));
        restore.Paused.ShouldBe(TimeSpan.FromMinutes(now - minutes));
        restore.DueAt.ShouldBe(At(330 + now - minutes));
        restore.Outcome.ShouldBe(ClockOutcome.Running);
        order.Clock(ClockKind.Arrive, now).Elapsed.ShouldBe(TimeSpan.FromMinutes(minutes));
        order.Clock(ClockKind.Accept, now).Elapsed.ShouldBe(TimeSpan.FromMinutes(5));
    }
}
