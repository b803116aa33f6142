using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>Create, dispatch, sign, transfer, refuse (domain reference, sections 2.4, 5.2, 5.3).</summary>
public sealed class DispatchingTests
{
    private static readonly ScopeVerdict s_trunkRepair =
        new("seed-0", 1, "trunk-repair", ScopeOutcomes.InHouseOnly, "seed 0 art. 8");

    [Fact]
    public void Create_WithAParty_IsDispatchedInOneStep()
    {
        var created = Decisions.Given(Entity).When(Create(), Actor.System, Start);

        created.ThenTypes(typeof(OrderCreated), typeof(OrderDispatched));
        created.State.Status.ShouldBe(OrderStatus.Dispatched);
        created.Single<OrderDispatched>().ClocksStartAt.ShouldBe(Start);
        created.Single<OrderDispatched>().OccurredAt.ShouldBe(At(-5));
    }

    [Fact]
    public void Create_WithoutAParty_IsQueuedWithTheReason()
    {
        var queued = Queued();

        queued.State.Status.ShouldBe(OrderStatus.Created);
        queued.State.Choice!.ReasonCode.ShouldBe(DispatchReasons.NoLot);
        queued.Deadlines.ShouldBeEmpty();
    }

    [Fact]
    public void Create_Twice_IsHarmless_ButAnotherOrderUnderTheIdIsRefused()
    {
        Dispatched().When(Create(), Actor.System, At(1)).ThenNothing();
        Dispatched().When(Create(workKind: "guard"), Actor.System, At(1)).ThenRefused("work-order.already-created");
    }

    // Section 11, example 1, and section 2.4.
    [Fact]
    public void Create_TrunkRepairForAContractor_IsRefusedByTheRule()
    {
        var no = Decisions.Given(Entity).When(Create(choice: To(Alpha, s_trunkRepair)), Dispatcher, Start)
            .ThenRefused("dispatch.scope-denied");

        no.Facts["rule"].ShouldBe("trunk-repair");
        no.Facts["source"].ShouldBe("seed 0 art. 8");
    }

    [Fact]
    public void Create_TrunkRepairForTheOwnCrew_Passes() =>
        Dispatched(Create(choice: To(House, s_trunkRepair))).State.Lead.ShouldBe(House);

    [Fact]
    public void Create_GuardByHandWithoutTicket_Passes() =>
        Decisions.Given(Entity).When(
                Create(workKind: "guard") with { Ticket = null, AlarmId = null }, Dispatcher, Start)
            .ThenTypes(typeof(OrderCreated), typeof(OrderDispatched));

    // The beginning decides the month, and starts the clock of a generation.
    [Theory]
    [InlineData(5, null)]
    [InlineData(6, "work-order.time-in-future")]
    [InlineData(-4320, null)]
    [InlineData(-4321, "work-order.time-too-old")]
    public void Create_ByHand_TheBeginningHasBounds(double occurred, string? code)
    {
        var wish = Create() with { OccurredAt = At(occurred), OccurredAgeMinutesMax = Rules.OccurredAgeMinutesMax };
        Decisions.Given(Entity).When(wish, Actor.System, Start)
            .ThenTypes(typeof(OrderCreated), typeof(OrderDispatched));
        var byHand = Decisions.Given(Entity).When(wish with { Ticket = null }, Dispatcher, Start);
        if (code is null)
        {
            byHand.ThenTypes(typeof(OrderCreated), typeof(OrderDispatched));
        }
        else
        {
            byHand.ThenRefused(code);
        }
    }

    [Theory]
    [InlineData(ScopeOutcomes.PilotOnly, CandidateVerdicts.NotPilot, "dispatch.not-pilot")]
    [InlineData(ScopeOutcomes.Allowed, CandidateVerdicts.NotActive, "dispatch.contractor-not-active")]
    [InlineData(ScopeOutcomes.Denied, CandidateVerdicts.Chosen, "dispatch.scope-denied")]
    public void Dispatch_WhatTheGuardForbids_IsRefused(string outcome, string verdict, string code) =>
        Queued().When(new DispatchOrder(To(Alpha, Allowed with { Outcome = outcome }, verdict)), Dispatcher, At(30))
            .ThenRefused(code);

    [Fact]
    public void Dispatch_FromTheQueue_StartsTheClocksThen()
    {
        var sent = Queued().When(new DispatchOrder(To(Beta)), Dispatcher, At(30)).Next();

        sent.State.Status.ShouldBe(OrderStatus.Dispatched);
        sent.Clock(ClockKind.Accept, 35).StartedAt.ShouldBe(At(30));
    }

    [Fact]
    public void Dispatch_ToNobody_OrToTheSame_IsRefused()
    {
        Queued().When(new DispatchOrder(To(null)), Dispatcher, At(1)).ThenRefused("dispatch.no-assignee");
        Dispatched().When(new DispatchOrder(To(Alpha)), Dispatcher, At(1)).ThenRefused("work-order.same-assignee");
    }

    [Fact]
    public void Dispatch_Again_StartsTheOtherPartyAfresh_AndTheFirstWhereItWas()
    {
        var beta = Accepted().Reach(MilestoneKind.Departed, 10)
            .When(new TransferOrder(To(Beta), "Nearer"), Dispatcher, At(40)).Next();
        beta.State.Milestones.ShouldBeEmpty();
        beta.Clock(ClockKind.Restore, 40).StartedAt.ShouldBe(At(40));

        var back = beta.When(new DispatchOrder(To(Alpha)), Dispatcher, At(60));
        back.Single<OrderDispatched>().ClocksStartAt.ShouldBe(Start);
        back.Single<OrderDispatched>().PreviousContractorId.ShouldBe(Beta.ContractorId);
    }

    [Fact]
    public void Accept_InTime_StopsTheClock()
    {
        var accepted = Accepted(15);

        accepted.State.Status.ShouldBe(OrderStatus.Accepted);
        accepted.Clock(ClockKind.Accept, 20).Outcome.ShouldBe(ClockOutcome.OnTime);
    }

    [Fact]
    public void Accept_Late_IsAcceptedAndRecordedAsABreach()
    {
        var late = Dispatched().When(new AcceptOrder(Claim(16)), Worker, At(16));

        late.ThenTypes(typeof(OrderAccepted), typeof(ClockBreached));
        late.Single<ClockBreached>().DueAt.ShouldBe(At(15));
    }

    [Fact]
    public void Accept_Twice_IsHarmless() =>
        Accepted().When(new AcceptOrder(Claim(9)) { TimeStated = false }, Foreman, At(9)).ThenNothing();

    [Fact]
    public void Accept_ByAnotherContractor_IsRefused() =>
        Dispatched().When(new AcceptOrder(Claim(5)), BetaWorker, At(5)).ThenRefused("work-order.not-yours");

    [Fact]
    public void Accept_BeforeTheDispatch_IsRefused() =>
        Dispatched().When(new AcceptOrder(Claim(-1)), Worker, At(5)).ThenRefused("work-order.time-before-dispatch");

    [Fact]
    public void Transfer_NewPartyMustSign_AndMayGiveItBack()
    {
        var passed = Accepted().When(new TransferOrder(To(Beta), "Crew in the next county"), Foreman, At(20));
        passed.ThenTypes(typeof(OrderTransferred), typeof(OrderDispatchedAgain));
        passed.State.Status.ShouldBe(OrderStatus.Dispatched);
        passed.Next().When(new AcceptOrder(Claim(21)), Worker, At(21)).ThenRefused("work-order.not-yours");

        var back = passed.Next().When(new RefuseOrder("No splicer"), BetaWorker, At(25));
        back.ThenTypes(typeof(TransferRefused), typeof(OrderDispatchedAgain));
        back.State.Lead.ShouldBe(Alpha);
        back.State.Status.ShouldBe(OrderStatus.Dispatched);
        back.State.ClocksStartAt.ShouldBe(Start);
    }

    [Fact]
    public void Transfer_ByAFieldWorker_IsRefused() =>
        Accepted().When(new TransferOrder(To(Beta), "why"), Worker, At(20)).ThenRefused("actor.role-not-allowed");

    [Fact]
    public void Transfer_OnceRestored_IsRefused() =>
        Restored(100).When(new TransferOrder(To(Beta), "why"), Dispatcher, At(120))
            .ThenRefused("work-order.wrong-status");

    [Fact]
    public void AddAssist_KeepsOneLead()
    {
        var helped = Accepted().When(new AddAssist(Beta, "Two breaks"), Dispatcher, At(10)).Next();

        helped.State.Lead.ShouldBe(Alpha);
        helped.State.Assisting.ShouldBe([Beta]);
        helped.When(new AddAssist(Beta, "again"), Dispatcher, At(11)).ThenRefused("work-order.already-assisting");
        helped.When(new AddAssist(Alpha, "lead"), Dispatcher, At(11)).ThenRefused("work-order.already-assisting");
        helped.When(new ReplyToOrder(GoodReply), BetaWorker, At(12)).ThenRefused("work-order.not-yours");
    }

    [Fact]
    public void Refuse_Confirmed_ClosesOrQueues()
    {
        var refused = Dispatched().When(new RefuseOrder("Outside our lot"), Foreman, At(3)).Next();
        refused.State.Status.ShouldBe(OrderStatus.ReturnPending);

        refused.When(new ConfirmRefusal(true, string.Empty), Dispatcher, At(9))
            .ThenTypes(typeof(RefusalConfirmed), typeof(OrderClosedByRefusal));
        var queued = refused.When(new ConfirmRefusal(false, string.Empty), Dispatcher, At(9));
        queued.Single<OrderQueued>().PreviousContractorId.ShouldBe(Alpha.ContractorId);
        queued.State.Lead.ShouldBeNull();
        refused.When(new DispatchOrder(To(Beta)), Dispatcher, At(9))
            .ThenTypes(typeof(RefusalConfirmed), typeof(OrderDispatched));
    }

    [Fact]
    public void Refuse_Rejected_GoesBackToSigning()
    {
        var back = Accepted().When(new RefuseOrder("No car"), Foreman, At(8)).Next()
            .When(new RejectRefusal("Use your second car"), Dispatcher, At(12)).Next();

        back.State.Status.ShouldBe(OrderStatus.Dispatched);
        back.State.Lead.ShouldBe(Alpha);
        back.Clock(ClockKind.Accept, 100).Outcome.ShouldBe(ClockOutcome.OnTime);
    }

    [Fact]
    public void Refuse_WithoutAReason_IsRefused() =>
        Dispatched().When(new RefuseOrder(" "), Foreman, At(3)).ThenRefused("work-order.reason-missing");

    [Fact]
    public void AnyVerb_OnAnOrderThatDoesNotExist_IsRefused() =>
        Decisions.Given(Entity).When(new AcceptOrder(Claim(1)), Worker, At(1)).ThenRefused("work-order.unknown");

    [Fact]
    public void Urge_AgainWithinTheInterval_IsRefused_AndTouchesNoClock()
    {
        var urged = Dispatched().When(new UrgeOrder("Hurry"), Dispatcher, At(3)).Next();

        urged.State.UrgeCount.ShouldBe(1);
        urged.When(new UrgeOrder("Hurry"), Dispatcher, At(17)).ThenRefused("work-order.urged-recently")
            .Facts["nextAt"].ShouldBe("2024-03-01T08:18:00.0000000+00:00");
        urged.When(new UrgeOrder("Hurry"), Dispatcher, At(18)).Single<OrderUrged>().UrgeCount.ShouldBe(2);
        urged.Clock(ClockKind.Accept, 10).DueAt.ShouldBe(At(15));
    }

    [Fact]
    public void Cancel_BeforeTheArchive_Ends_AfterIt_IsRefused()
    {
        var cancelled = Verified().When(new CancelOrder("Duplicate"), Dispatcher, At(450));
        cancelled.Single<OrderCancelled>().CancelledBy.ShouldBe("d-1");
        cancelled.Next().Deadlines.ShouldBeEmpty();
        Archived().When(new CancelOrder("Duplicate"), Dispatcher, At(600)).ThenRefused("work-order.ended");
    }

    public static TheoryData<ICommand, string> WhoTable => new()
    {
        { new DispatchOrder(To(Beta)), "contractor" },
        { new AddAssist(Beta, "x"), "contractor" },
        { new CancelOrder("x"), "contractor" },
        { new AppendToOrder("x"), "contractor" },
        { new UrgeOrder("x"), "contractor" },
        { new DecideSuspension(1, true, "x"), "contractor" },
        { new VerifyReply(Attributions.Customer, "x"), "dispatcher" },
        { new VerifyReply(Attributions.Customer, "x"), "contractor" },
        { new ReturnReply("x", false), "contractor" },
        { new ArchiveOrder(), "contractor" },
        { new AcceptOrder(Claim(1)), "dispatcher" },
        { new RefuseOrder("x"), "dispatcher" },
        { new ReplyToOrder(GoodReply), "dispatcher" },
        { new RecordAlarmClear("alarm-1", At(-5), At(1)), "dispatcher" },
    };

    // Section 5.2, the column "who".
    [Theory]
    [MemberData(nameof(WhoTable))]
    public void Verb_ByTheWrongRole_IsRefused(ICommand command, string who) =>
        Dispatched().When(command, who == "contractor" ? Foreman : Dispatcher, At(1))
            .ThenRefused("actor.role-not-allowed");
}
