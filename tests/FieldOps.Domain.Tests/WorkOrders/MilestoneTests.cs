using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>Milestones, claimed times, alarms as evidence (domain reference, sections 5.3, 5.4, 7.7).</summary>
public sealed class MilestoneTests
{
    [Fact]
    public void Milestones_InOrder_WalkTheStates()
    {
        var order = Accepted();
        order = order.Reach(MilestoneKind.Departed, 10);
        order.State.Status.ShouldBe(OrderStatus.InProgress);
        foreach (var kind in new[]
        {
            MilestoneKind.ArrivedAtRoom, MilestoneKind.ArrivedOnSite, MilestoneKind.FaultJudged,
            MilestoneKind.FaultLocated,
        })
        {
            order = order.Reach(kind, 20 + (int)kind);
        }

        order = order.Reach(MilestoneKind.ServiceRestored, 200);
        order.State.Status.ShouldBe(OrderStatus.Restored);
        order = order.Reach(MilestoneKind.RepairCompleted, 260).Reach(MilestoneKind.LeftSite, 270);
        order.State.Status.ShouldBe(OrderStatus.Restored);
        order.Clock(ClockKind.Repair, 300).Elapsed.ShouldBe(TimeSpan.FromMinutes(60));
    }

    [Fact]
    public void Milestone_BeforeSigning_IsRefused() =>
        Dispatched().When(new ReportMilestone(MilestoneKind.Departed, Claim(3)), Worker, At(3))
            .ThenRefused("work-order.not-accepted");

    [Fact]
    public void Milestone_OutOfOrder_NamesTheOther()
    {
        var no = Accepted().Reach(MilestoneKind.ArrivedOnSite, 50)
            .When(new ReportMilestone(MilestoneKind.Departed, Claim(55)), Worker, At(60))
            .ThenRefused("work-order.milestone-out-of-order");

        no.Facts["other"].ShouldBe("arrived-on-site");
    }

    [Fact]
    public void Milestone_ReceivedAfterALaterOne_IsTakenInItsPlace() =>
        Accepted().Reach(MilestoneKind.ArrivedOnSite, 50)
            .When(new ReportMilestone(MilestoneKind.Departed, Claim(20)), Worker, At(60))
            .Single<MilestoneReached>().Time.Flags.ShouldBe(["received-late"]);

    [Theory]
    [InlineData(65, 60, null)]
    [InlineData(66, 60, "work-order.time-in-future")]
    [InlineData(60, 4380, null)]
    [InlineData(60, 4381, "work-order.time-too-old")]
    [InlineData(-1, 60, "work-order.time-before-dispatch")]
    public void Milestone_ImpossibleTime_IsRefused(double claimed, double now, string? code)
    {
        var outcome = Accepted().When(new ReportMilestone(MilestoneKind.Departed, Claim(claimed)), Worker, At(now));
        if (code is null)
        {
            outcome.Single<MilestoneReached>().Time.CountedAt.ShouldBe(At(Math.Min(claimed, now)));
        }
        else
        {
            outcome.ThenRefused(code);
        }
    }

    [Fact]
    public void Milestone_Again_SameTimeIsHarmless_AnotherTimeIsRefused()
    {
        var departed = Accepted().Reach(MilestoneKind.Departed, 10);

        departed.When(new ReportMilestone(MilestoneKind.Departed, Claim(10)), Worker, At(30)).ThenNothing();
        departed.When(new ReportMilestone(MilestoneKind.Departed, Claim(11)), Worker, At(30))
            .ThenRefused("work-order.milestone-already-recorded");
    }

    // Field notes, section 4 no. 8; domain reference 5.4: both times kept, flagged beyond ten minutes.
    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void Milestone_FixDiffersFromTheClaim_IsFlaggedBeyondTheTolerance(double apart, bool flagged)
    {
        var claim = new Claimed(At(30), null, new GpsFix(31.2m, 121.5m, At(30 - apart)));
        var time = Accepted().When(new ReportMilestone(MilestoneKind.ArrivedOnSite, claim), Worker, At(31))
            .Single<MilestoneReached>().Time;

        time.CountedAt.ShouldBe(At(30));
        time.Fix!.At.ShouldBe(At(30 - apart));
        time.Flags.Contains("evidence-differs").ShouldBe(flagged);
    }

    [Fact]
    public void Milestone_FromAPhoneThatLivesIn2017_IsSetRightAndFlagged()
    {
        var claim = new Claimed(At(30).AddYears(-7), At(40).AddYears(-7));
        var time = Accepted().When(new ReportMilestone(MilestoneKind.ArrivedOnSite, claim), Worker, At(40))
            .Single<MilestoneReached>().Time;

        time.ClaimedAt.ShouldBe(At(30).AddYears(-7));
        time.CountedAt.ShouldBe(At(30), TimeSpan.FromDays(1.01));
        time.Flags.ShouldContain("device-clock-off");
    }

    [Fact]
    public void Milestone_BeyondWhatACalendarHolds_IsRefused() =>
        Accepted().When(
                new ReportMilestone(
                    MilestoneKind.Departed, new Claimed(DateTimeOffset.MaxValue, At(40).AddYears(-7))), Worker, At(40))
            .ThenRefused("work-order.time-in-future");

    [Fact]
    public void Milestone_RulesThatCountTheFix_UseIt()
    {
        var rules = Rules with { Times = Rules.Times with { CountedTime = CountedTime.Evidenced } };
        var order = Accepted(5, Create() with { Rules = rules.Pin("line-segment", "repair") });
        var claim = new Claimed(At(30), null, new GpsFix(31.2m, 121.5m, At(45)));

        order.When(new ReportMilestone(MilestoneKind.ArrivedOnSite, claim), Worker, At(50))
            .Single<MilestoneReached>().Time.CountedAt.ShouldBe(At(45));
    }

    [Fact]
    public void OnLoad_OnAGenerationOrder_StopsItsClockAndRestores()
    {
        var order = Accepted(5, Create(Station(), "generation")).Reach(MilestoneKind.GeneratorOnLoad, 200);

        order.State.Status.ShouldBe(OrderStatus.Restored);
        order.Clock(ClockKind.OnLoad, 300).Elapsed.ShouldBe(TimeSpan.FromMinutes(205));
        order.Clock(ClockKind.OnLoad, 300).Outcome.ShouldBe(ClockOutcome.OnTime);
        order.Clock(ClockKind.Report, 300).StartedAt.ShouldBe(At(200));
    }

    [Theory]
    [InlineData("repair", MilestoneKind.GeneratorOnLoad)]
    [InlineData("guard", MilestoneKind.ServiceRestored)]
    [InlineData("guard", MilestoneKind.RepairCompleted)]
    public void Milestone_NotOfThisWork_IsRefused(string workKind, MilestoneKind kind) =>
        Accepted(5, Create(workKind: workKind)).When(new ReportMilestone(kind, Claim(50)), Worker, At(50))
            .ThenRefused("work-order.milestone-not-of-this-work");

    // Section 7.7: a claimed restoration contradicted by the alarm's clear.
    [Theory]
    [InlineData(210, false)]
    [InlineData(211, true)]
    public void AlarmClear_LaterThanTheClaimByMoreThanTheTolerance_IsAFalseReply(double cleared, bool found)
    {
        var outcome = Restored(200).When(new RecordAlarmClear("alarm-1", At(-5), At(cleared)), At(cleared));

        outcome.Events.OfType<FalseReplyFound>().Any().ShouldBe(found);
        outcome.Next().Clock(ClockKind.Restore, 500).StoppedAt.ShouldBe(found ? At(cleared) : At(200));
    }

    [Fact]
    public void AlarmClear_ThatMakesTheRestorationLate_BreachesTheClock() =>
        Restored(200).When(new RecordAlarmClear("alarm-1", At(-5), At(400)), At(400))
            .ThenTypes(typeof(AlarmClearRecorded), typeof(FalseReplyFound), typeof(ClockBreached));

    [Fact]
    public void Claim_EarlierThanAKnownClear_IsAFalseReply() =>
        Accepted().When(new RecordAlarmClear("alarm-1", At(-5), At(300)), At(300)).Next()
            .When(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(200)), Worker, At(310))
            .ThenTypes(typeof(MilestoneReached), typeof(FalseReplyFound));

    // A site that flaps clears on and on while the crew is on its way, or offline.
    [Fact]
    public void Restoration_BeforeTheDispatch_IsTaken_HoweverOftenTheAlarmCameBackSince()
    {
        var order = Accepted(5).When(new RecordAlarmClear("alarm-1", At(-20), At(-15)), At(1)).Next();
        for (var n = 0; n < WorkOrderState.AlarmSpansKept * 2; n++)
        {
            order = order.When(new RecordAlarmClear($"again-{n}", At(10 + n), At(10.5 + n)), At(10.5 + n)).Next();
        }

        order.State.Alarms.Length.ShouldBe(WorkOrderState.AlarmSpansKept);
        order.When(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(-15)), Worker, At(60))
            .Single<MilestoneReached>();
    }

    [Fact]
    public void AlarmClear_OfAnAlarmThatBeganLater_OrKnown_SaysNothing()
    {
        Restored(200).When(new RecordAlarmClear("alarm-2", At(201), At(400)), At(400)).ThenNothing();
        Restored(200).When(new RecordAlarmClear("alarm-1", At(-5), At(205)), At(205)).Next()
            .When(new RecordAlarmClear("alarm-1", At(-5), At(205)), At(400)).ThenNothing();
    }

    [Fact]
    public void AlarmClears_OfAFlappingSite_AreKeptWithinTheBound()
    {
        var order = Accepted();
        for (var i = 0; i < 40; i++)
        {
            order = order.When(new RecordAlarmClear($"a-{i}", At(6 + i), At(6.5 + i)), At(6.5 + i)).Next();
        }

        order.State.Alarms.Length.ShouldBe(WorkOrderState.AlarmSpansKept);
        order.State.Alarms[^1].AlarmId.ShouldBe("a-39");
    }

    [Fact]
    public void AlarmClear_AfterTheArchive_FindsButLeavesTheOutcome()
    {
        var late = Archived().When(new RecordAlarmClear("alarm-1", At(-5), At(600)), At(600));

        late.Single<FalseReplyFound>().CountedRestoredAt.ShouldBeNull();
        late.State.Status.ShouldBe(OrderStatus.Archived);
        late.State.Outcome!.FalseReply.ShouldBeFalse();
    }

    [Fact]
    public void Restoration_WhereTheAlarmClearedByItself_MayPrecedeTheArrival()
    {
        var cleared = Accepted().When(new RecordAlarmClear("alarm-1", At(-5), At(20)), At(20)).Next()
            .Reach(MilestoneKind.ArrivedOnSite, 50);

        cleared.When(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(20)), Worker, At(55))
            .Single<MilestoneReached>().Time.CountedAt.ShouldBe(At(20));
        cleared.When(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(35)), Worker, At(55))
            .ThenRefused("work-order.milestone-out-of-order");
    }

    [Fact]
    public void Repeat_HigherCountIsRecorded_LowerSaysNothing()
    {
        var repeated = Accepted().When(new RecordRepeat(2, At(9)), At(9)).Next();

        repeated.State.RepeatCount.ShouldBe(2);
        repeated.When(new RecordRepeat(1, At(8)), At(10)).ThenNothing();
    }

    [Fact]
    public void Note_OfTheOperator_IsNotTheContractors()
    {
        Accepted().When(new RecordNote(NoteKind.FirstResponse, "On our way"), Worker, At(7))
            .ThenTypes(typeof(NoteRecorded));
        Accepted().When(new RecordNote(NoteKind.FollowUpCall, "Fine"), Worker, At(7))
            .ThenRefused("actor.role-not-allowed");
    }
}
