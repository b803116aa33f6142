using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Ladders;
using FieldOps.Domain.WorkOrders;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>Suspend and resume (domain reference, section 6.3).</summary>
public sealed class PausingTests
{
    private static Claimed Now(double minute) => Claim(minute);

    [Fact]
    public void Request_PausesProvisionally_ResumeMovesTheDeadline()
    {
        var paused = Accepted().When(Pause(100), Worker, At(101)).Next();
        paused.State.Status.ShouldBe(OrderStatus.Suspended);
        paused.Clock(ClockKind.Restore, 160).Outcome.ShouldBe(ClockOutcome.Paused);

        var resumed = paused.When(new ResumeOrder(Now(190)), Worker, At(190)).Next();
        resumed.State.Status.ShouldBe(OrderStatus.Accepted);
        resumed.Clock(ClockKind.Restore, 200).DueAt.ShouldBe(At(330 + 90));
    }

    [Fact]
    public void Refused_TheTimeCountsAfterAll_AndBreaches()
    {
        var late = Accepted().When(Pause(100), Worker, At(101)).Next()
            .When(new ResumeOrder(Now(190)), Worker, At(190)).Next()
            .Reach(MilestoneKind.ServiceRestored, 380);
        late.Clock(ClockKind.Restore, 400).Outcome.ShouldBe(ClockOutcome.OnTime);

        var refused = late.When(new DecideSuspension(1, false, "Door was open"), Dispatcher, At(500));
        refused.ThenTypes(typeof(SuspensionDecided), typeof(ClockBreached));
        refused.Single<ClockBreached>().DueAt.ShouldBe(At(330));
    }

    // Field notes, section 4 no. 2.
    [Fact]
    public void BackDated_AfterABreach_LiftsIt_AndRefusalBringsItBack()
    {
        var breached = Restored(400);
        breached.State.Marks.ShouldContain(m => m.Clock == ClockKind.Restore && m.Breached);

        var lifted = breached.When(Pause(150, 250), Worker, At(420));
        lifted.ThenTypes(typeof(SuspensionRequested), typeof(BreachLifted));
        lifted.State.Status.ShouldBe(OrderStatus.Restored);

        var back = lifted.Next().When(new DecideSuspension(1, false, "No proof"), Dispatcher, At(600)).Next();
        back.State.Marks.ShouldContain(m => m.Clock == ClockKind.Restore && m.Breached);
        back.When(new DecideSuspension(1, true, "Appeal granted"), Dispatcher, At(700))
            .ThenTypes(typeof(SuspensionDecided), typeof(BreachLifted));
    }

    [Fact]
    public void Refused_WhileOpen_GoesOn()
    {
        var refused = Accepted().When(Pause(100), Worker, At(101)).Next()
            .When(new DecideSuspension(1, false, "No"), Dispatcher, At(130)).Next();

        refused.State.Status.ShouldBe(OrderStatus.Accepted);
        refused.Clock(ClockKind.Restore, 140).Elapsed.ShouldBe(TimeSpan.FromMinutes(140));
        refused.When(new ResumeOrder(Now(140)), Worker, At(140)).ThenRefused("work-order.not-suspended");
    }

    [Fact]
    public void Second_WhileOneIsOpen_IsRefused() =>
        Accepted().When(Pause(100), Worker, At(101)).Next().When(Pause(120), Worker, At(121))
            .ThenRefused("work-order.pause-open");

    [Fact]
    public void Fourth_IsRefused_UnlessADeclaredEventOrAHardSiteAllowsIt()
    {
        var three = Accepted(5, Create(Segment("hard-site")));
        var plain = Accepted();
        for (var i = 0; i < 3; i++)
        {
            three = three.When(Pause(20 + (i * 20), 30 + (i * 20)), Worker, At(100)).Next();
            plain = plain.When(Pause(20 + (i * 20), 30 + (i * 20)), Worker, At(100)).Next();
        }

        plain.When(Pause(90, 95), Worker, At(100)).ThenRefused("work-order.pause-limit-reached");
        three.When(Pause(90, 95), Worker, At(100)).ThenTypes(typeof(SuspensionRequested));
        plain.When(Pause(90, 95, PauseReason.ForceMajeure, "flood-7"), Worker, At(100))
            .ThenTypes(typeof(SuspensionRequested));
    }

    [Fact]
    public void OpenPause_BeyondTheTotal_CountsAgain()
    {
        var paused = Accepted().When(Pause(100), Worker, At(101)).Next();

        // 24 h are allowed: the clock rests from minute 100 to 1540 and goes on from there.
        paused.Clock(ClockKind.Restore, 1600).Elapsed.ShouldBe(TimeSpan.FromMinutes(160));
        paused.DueAt().ShouldContain("restore-limit 1770.00002");
    }

    [Theory]
    [InlineData(PauseReason.ForceMajeure)]
    [InlineData(PauseReason.GridPowerFailure)]
    public void Reason_WithoutItsGround_IsRefused(PauseReason reason) =>
        Accepted().When(Pause(100, null, reason), Worker, At(101)).ThenRefused("work-order.pause-reason-unfounded");

    [Fact]
    public void GridFailure_AtASiteWithoutGeneration_IsAReason() =>
        Accepted(5, Create(Segment("no-generation")))
            .When(Pause(50, null, PauseReason.GridPowerFailure), Worker, At(51))
            .ThenTypes(typeof(SuspensionRequested));

    [Fact]
    public void Request_WithoutEvidence_IsRefused() =>
        Accepted().When(Pause(100) with { Evidence = [] }, Worker, At(101))
            .ThenRefused("work-order.pause-evidence-missing");

    [Theory]
    [InlineData(106, null, 100, "work-order.time-in-future")]
    [InlineData(100, null, 1541, "work-order.pause-too-old")]
    [InlineData(-1, null, 100, "work-order.time-before-dispatch")]
    [InlineData(50, 50.0, 100, "work-order.pause-overlaps")]
    [InlineData(35, 45.0, 100, "work-order.pause-overlaps")]
    public void Request_ImpossibleSpan_IsRefused(double from, double? until, double now, string code) =>
        Accepted().When(Pause(20, 40), Worker, At(60)).Next().When(Pause(from, until), Worker, At(now))
            .ThenRefused(code);

    [Fact]
    public void Generation_HasNothingToPause() =>
        Accepted(5, Create(Station(), "generation")).When(Pause(20), Worker, At(21))
            .ThenRefused("work-order.nothing-to-pause");

    [Fact]
    public void Milestone_WhileSuspended_IsRefused_UnlessFromBefore()
    {
        var paused = Accepted().When(Pause(100), Worker, At(101)).Next();

        paused.When(new ReportMilestone(MilestoneKind.Departed, Claim(150)), Worker, At(150))
            .ThenRefused("work-order.suspended");
        var known = paused.When(new ReportMilestone(MilestoneKind.Departed, Claim(90)), Worker, At(150)).Next();
        known.State.Status.ShouldBe(OrderStatus.Suspended);
        known.When(new ResumeOrder(Now(160)), Worker, At(160)).Next().State.Status.ShouldBe(OrderStatus.InProgress);
    }

    [Fact]
    public void Unjudged_Escalates_Once()
    {
        var paused = Accepted().When(Pause(100), Worker, At(101)).Next();
        var wake = new Kernel.DeadlineReached("pause-1-decision", At(1541));

        paused.When(wake, At(1540)).Events.OfType<SuspensionOverdue>().ShouldBeEmpty();
        var overdue = paused.When(wake, At(1541));
        overdue.Single<SuspensionOverdue>().PauseNumber.ShouldBe(1);
        overdue.Single<SuspensionOverdue>().Order.ShouldBeNull();
        overdue.Next().When(wake, At(1541)).ThenNothing();
    }

    [Fact]
    public void Unjudged_EscalatesAtTheInstantThatTheRequestCameWith()
    {
        var wish = Pause(100) with { Grounds = new PauseGrounds(null, null, JudgeBy: At(4000)) };
        var paused = Accepted().When(wish, Worker, At(101)).Next();

        paused.DueAt().ShouldContain("pause-1-decision 4000");
        var wake = new Kernel.DeadlineReached("pause-1-decision", At(4000));
        paused.When(wake, At(3999)).Events.OfType<SuspensionOverdue>().ShouldBeEmpty();
        paused.When(wake, At(4000)).Single<SuspensionOverdue>().DueAt.ShouldBe(At(4000));
    }

    [Fact]
    public void Unjudged_UnderALadder_TellsWhatItsAudienceHasToKnow()
    {
        var create = Create();
        var order = create with { Rules = create.Rules with { Ladder = new PinnedLadder("default", 1, []) } };
        var overdue = Accepted(5, order).When(Pause(100), Worker, At(101)).Next()
            .When(new Kernel.DeadlineReached("pause-1-decision", At(1541)), At(1541));

        overdue.Single<SuspensionOverdue>().Order.ShouldBe(
            new OverdueOrder(OrderId, create.Number, "Pudong ring 3", Alpha.ContractorId, "ALPHA", "default", 1));
    }
}
