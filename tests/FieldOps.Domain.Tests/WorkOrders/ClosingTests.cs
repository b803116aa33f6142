using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>Reply, review, archive, and what falls due (domain reference, sections 5.2, 5.5, 6.3, 10.2).</summary>
public sealed class ClosingTests
{
    [Fact]
    public void Reply_WithTheMandatoryFields_StopsReporting()
    {
        var replied = Replied(200);

        replied.State.Status.ShouldBe(OrderStatus.Replied);
        replied.Clock(ClockKind.Restore, 5000).StoppedAt.ShouldBe(At(200));
        replied.Clock(ClockKind.Report, 5000).Elapsed.ShouldBe(TimeSpan.FromMinutes(60));
    }

    [Fact]
    public void Reply_WithoutMandatoryFields_NamesThem() =>
        Restored(200).When(new ReplyToOrder(GoodReply with { Measures = null, BreakReason = " " }), Worker, At(210))
            .ThenRefused("work-order.reply-fields-missing").Facts["fields"].ShouldBe("break-reason,measures");

    [Fact]
    public void Reply_BeforeTheRestoration_IsRefused_UnlessItCarriesIt()
    {
        Accepted().When(new ReplyToOrder(GoodReply), Worker, At(210)).ThenRefused("work-order.not-restored");
        Accepted().When(new ReplyToOrder(GoodReply, Claim(50), true), Worker, At(55))
            .ThenTypes(typeof(MilestoneReached), typeof(OrderReplied));
    }

    [Fact]
    public void Reply_OnPlannedWork_NeedsNoRestoration() =>
        Accepted(5, Create(workKind: "guard")).When(new ReplyToOrder(GoodReply), Worker, At(210))
            .ThenTypes(typeof(OrderReplied));

    [Fact]
    public void ReturnedReply_TimesStand_OrTheRestoreClockRunsOn()
    {
        var stands = Replied().When(new ReturnReply("No photo", false), Reviewer, At(300)).Next();
        stands.State.Status.ShouldBe(OrderStatus.Restored);
        stands.State.ReturnCount.ShouldBe(1);
        stands.Clock(ClockKind.Report, 9000).Outcome.ShouldBe(ClockOutcome.OnTime);

        var rejected = Replied().When(new ReturnReply("Still down", true), Reviewer, At(300)).Next();
        rejected.State.Status.ShouldBe(OrderStatus.InProgress);
        rejected.Clock(ClockKind.Restore, 310).Outcome.ShouldBe(ClockOutcome.Running);
        rejected.Reach(MilestoneKind.ServiceRestored, 320).State.Status.ShouldBe(OrderStatus.Restored);
    }

    [Fact]
    public void Verify_WithAnUnknownAttribution_IsRefused() =>
        Replied().When(new VerifyReply("weather", string.Empty), Reviewer, At(300))
            .ThenRefused("work-order.attribution-unknown");

    [Fact]
    public void Archive_GivesTheOutcome()
    {
        var outcome = Verified().When(new ArchiveOrder(), Dispatcher, At(500)).Single<OrderArchived>().Outcome;

        outcome.ContractorId.ShouldBe(Alpha.ContractorId);
        outcome.OccurredAt.ShouldBe(At(-5));
        outcome.Attribution.ShouldBe("contractor-scope");
        outcome.Clocks.Select(c => (c.Clock, c.Outcome)).ShouldBe(
        [
            (ClockKind.Accept, ClockOutcome.OnTime), (ClockKind.Arrive, ClockOutcome.Late),
            (ClockKind.Restore, ClockOutcome.OnTime), (ClockKind.Repair, ClockOutcome.OnTime),
            (ClockKind.Report, ClockOutcome.OnTime),
        ]);
    }

    [Fact]
    public void Archive_WithoutReviewOrRepair_IsRefused()
    {
        Replied().When(new ArchiveOrder(), Dispatcher, At(500)).ThenRefused("work-order.not-verified");
        Replied(200, false).When(new VerifyReply(Attributions.Operator, string.Empty), Reviewer, At(400)).Next()
            .When(new ArchiveOrder(), Dispatcher, At(500)).ThenRefused("work-order.not-repaired");
    }

    [Fact]
    public void Deadlines_OfANewOrder_AreItsLimitsAndWarnings() => Dispatched().DueAt().ShouldBe(
    [
        "accept-warning 12", "accept-limit 15.00002", "arrive-limit 60.00002", "restore-warning 264",
        "restore-limit 330.00002",
    ]);

    [Fact]
    public void Deadlines_FollowTheMilestones()
    {
        Restored(200).DueAt().ShouldBe(["repair-limit 3080.00002", "report-limit 3080.00002"]);
        Verified().DueAt().ShouldBe(["auto-archive 1840"]);
        Archived().DueAt().ShouldBeEmpty();
    }

    [Fact]
    public void Wake_SaysEachStepOnce_WheneverItComes()
    {
        var order = Accepted();
        var wake = new DeadlineReached("restore-limit", At(330));

        order.When(wake, At(263)).Events.OfType<ClockWarned>().ShouldBeEmpty();
        var warned = order.When(wake, At(300));
        warned.Single<ClockWarned>().DueAt.ShouldBe(At(330));
        warned.Next().When(wake, At(301)).Events.ShouldBeEmpty();
        var breached = warned.Next().When(wake, At(999));
        breached.Single<ClockBreached>().DueAt.ShouldBe(At(330));
        breached.Next().When(wake, At(1000)).ThenNothing();
    }

    [Fact]
    public void Breach_FoundByTheTimer_IsLiftedByARestorationThatWasInTime()
    {
        var breached = Accepted().When(new DeadlineReached("restore-limit", At(330)), At(331)).Next();

        breached.When(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(320)), Worker, At(400))
            .Single<BreachLifted>().Clock.ShouldBe(ClockKind.Restore);
    }

    [Fact]
    public void Breach_OfAClockWhoseStartIsTakenBack_IsLifted()
    {
        var late = Restored(200).When(new DeadlineReached("repair-limit", At(9000)), At(9000)).Next()
            .When(new ReplyToOrder(GoodReply), Worker, At(9010)).Next();
        late.State.Marks.Where(m => m.Breached).Select(m => m.Clock).ShouldContain(ClockKind.Repair);

        var rejected = late.When(new ReturnReply("Still down", true), Reviewer, At(9020));

        rejected.Events.OfType<BreachLifted>().ShouldContain(e => e.Clock == ClockKind.Repair && e.DueAt == null);
        rejected.Next().State.Marks.ShouldNotContain(
            m => m.Breached && (m.Clock == ClockKind.Repair || m.Clock == ClockKind.Report));
    }

    [Fact]
    public void Wake_AfterTheArchiveTime_Archives() =>
        Verified().When(new DeadlineReached("auto-archive", At(1840)), At(1840)).ThenTypes(typeof(OrderArchived));

    [Theory]
    [InlineData(OrderStatus.Created, "acknowledged", "acknowledged")]
    [InlineData(OrderStatus.Dispatched, "acknowledged", "acknowledged")]
    [InlineData(OrderStatus.InProgress, "inProgress", "inProgress")]
    [InlineData(OrderStatus.Restored, "resolved", "inProgress")]
    [InlineData(OrderStatus.Replied, "resolved", "inProgress")]
    [InlineData(OrderStatus.ReturnPending, "rejected", "rejected")]
    [InlineData(OrderStatus.ClosedByRefusal, "rejected", "rejected")]
    [InlineData(OrderStatus.Archived, "closed", "completed")]
    [InlineData(OrderStatus.Cancelled, "cancelled", "cancelled")]
    public void Tmf_Status_IsMapped(OrderStatus status, string ticket, string order)
    {
        TmfStates.TroubleTicket(status).ShouldBe(ticket);
        TmfStates.WorkOrder(status).ShouldBe(order);
    }

    [Theory]
    [InlineData(PauseReason.OperatorMaterial, "held")]
    [InlineData(PauseReason.AccessDenied, "pending")]
    public void Tmf_Suspended_DependsOnWhoIsWaitedFor(PauseReason reason, string word) =>
        TmfStates.TroubleTicket(OrderStatus.Suspended, reason).ShouldBe(word);

    [Fact]
    public void RulesDocument_IsFaultless_AndSlipsAreNamed()
    {
        WorkOrderRulesCheck.FaultsOf(Rules).ShouldBeEmpty();
        WorkOrderRulesCheck.FaultsOf(Rules with { WarnPercent = 100 }).ShouldBe(["warnPercent is 100; it is 1 to 99"]);
        WorkOrderRulesCheck.FaultsOf(
            Rules with { ReplyFields = [new ReplyRequirement(["*"], ["*"], ["shoe-size"])] })
            .ShouldBe(["replyFields: shoe-size is not a field of the reply"]);
    }
}
