using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>
/// A claim that alarms contradict is set right every time; the finding is one (domain reference, section 7.7).
/// </summary>
public sealed class FalseReplyTests
{
    // Claimed at 50 and at 140, down until 90 and again until 400.
    [Fact]
    public void SecondFalseClaim_IsSetRight_WithoutASecondFinding()
    {
        var again = Replied(50).When(new RecordAlarmClear("alarm-1", At(-5), At(90)), At(120)).Next()
            .When(new ReturnReply("Still down", true), Reviewer, At(130)).Next()
            .Reach(MilestoneKind.ServiceRestored, 140);
        again.Clock(ClockKind.Restore, 150).Outcome.ShouldBe(ClockOutcome.OnTime);

        var corrected = again.When(new RecordAlarmClear("alarm-1", At(100), At(400)), At(400));

        corrected.Events.OfType<FalseReplyFound>().ShouldBeEmpty();
        var late = corrected.Next().Clock(ClockKind.Restore, 500);
        late.StoppedAt.ShouldBe(At(400));
        late.Outcome.ShouldBe(ClockOutcome.Late);
    }

    [Fact]
    public void SecondFalseClaim_ReportedAfterTheClear_IsSetRight()
    {
        var again = Replied(50).When(new RecordAlarmClear("alarm-1", At(-5), At(90)), At(120)).Next()
            .When(new ReturnReply("Still down", true), Reviewer, At(130)).Next()
            .When(new RecordAlarmClear("alarm-1", At(100), At(400)), At(400)).Next()
            .When(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(140)), Worker, At(410)).Next();

        again.Clock(ClockKind.Restore, 500).StoppedAt.ShouldBe(At(400));
    }

    [Fact]
    public void SeveralClears_TheLatestThatContradictsCounts()
    {
        var claimed = Accepted().When(new RecordAlarmClear("alarm-1", At(-5), At(300)), At(300)).Next()
            .When(new RecordAlarmClear("alarm-2", At(10), At(350)), At(350)).Next()
            .When(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(200)), Worker, At(360));

        claimed.Single<FalseReplyFound>().AlarmClearedAt.ShouldBe(At(350));
        claimed.Next().Clock(ClockKind.Restore, 400).StoppedAt.ShouldBe(At(350));
    }

    [Fact]
    public void LaterClear_OfAClaimThatWasSetRight_MovesItOn()
    {
        var found = Restored(200).When(new RecordAlarmClear("alarm-1", At(-5), At(300)), At(300)).Next();

        found.When(new RecordAlarmClear("alarm-2", At(-5), At(400)), At(400)).Next()
            .Clock(ClockKind.Restore, 500).StoppedAt.ShouldBe(At(400));
    }

    [Fact]
    public void SecondFalseClaim_UnderRulesWhereTheClaimCounts_IsLeftAsItIs()
    {
        var create = Create();
        create = create with { Rules = create.Rules with { AlarmClearRestores = false } };
        var found = Restored(200, create: create).When(new RecordAlarmClear("a", At(-5), At(300)), At(300)).Next();

        found.When(new RecordAlarmClear("b", At(-5), At(400)), At(400)).ThenTypes(typeof(AlarmClearRecorded));
        found.Clock(ClockKind.Restore, 500).StoppedAt.ShouldBe(At(200));
    }
}
