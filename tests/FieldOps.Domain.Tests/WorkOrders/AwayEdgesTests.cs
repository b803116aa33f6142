using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>
/// An order that comes back: a word that was given stays given, and what a party had stopped answers for nothing that
/// it owes anew (ADR 0010). Limits: accept 15, arrive 60, restore 330 minutes.
/// </summary>
public sealed class AwayEdgesTests
{
    private static readonly Actor s_betaForeman =
        new("f-2", ActorRoles.ContractorDispatcher, Beta.ContractorId);

    // Passed on, passed back, refused: who holds it then is who was asked to by the refuser's own word.
    [Fact]
    public void Refusal_OfWhatOnePassedOnOneself_TakesNoWordBack()
    {
        var refused = Accepted().When(new TransferOrder(To(Beta), "Nearer crew"), Foreman, At(50)).Next()
            .When(new TransferOrder(To(Alpha), "Not ours"), s_betaForeman, At(51)).Next()
            .When(new RefuseOrder("Nor ours"), Worker, At(52)).Next();

        refused.State.Lead.ShouldBe(Beta);
        refused.When(new AcceptOrder(Claim(55)), BetaWorker, At(55)).Next()
            .When(new TransferOrder(To(Alpha), "Back"), Dispatcher, At(300)).Next()
            .Clock(ClockKind.Restore, 310).Elapsed.ShouldBe(TimeSpan.FromMinutes(310));
    }

    [Fact]
    public void Refusal_OfWhatTheOperatorBroughtBack_TakesNoWordBack()
    {
        var refused = Accepted().When(new TransferOrder(To(Beta), "Nearer crew"), Foreman, At(50)).Next()
            .When(new TransferOrder(To(Alpha), "Yours"), Dispatcher, At(60)).Next()
            .When(new RefuseOrder("No car"), Worker, At(61)).Next();

        refused.When(new DispatchOrder(To(Alpha)), Dispatcher, At(300)).Next()
            .Clock(ClockKind.Restore, 310).Elapsed.ShouldBe(TimeSpan.FromMinutes(310));
    }

    // It had given no word: what the operator had moved it rests in still.
    [Fact]
    public void Refusal_OfWhatTheOperatorHadMoved_IsNoPassingOn()
    {
        var refused = Accepted().When(new TransferOrder(To(Beta), "Nearer crew"), Dispatcher, At(60)).Next()
            .When(new TransferOrder(To(Alpha), "Back"), Dispatcher, At(100)).Next()
            .When(new RefuseOrder("No car"), Worker, At(101)).Next();

        refused.When(new DispatchOrder(To(Alpha)), Dispatcher, At(300)).Next()
            .Clock(ClockKind.Restore, 310).Elapsed.ShouldBe(TimeSpan.FromMinutes(60 + 1 + 10));
    }

    // A refusal that the dispatcher confirmed is the operator's move, whatever went before it.
    [Fact]
    public void Refusal_ThatTheDispatcherConfirmed_IsTheOperatorsMove()
    {
        var back = Accepted().When(new TransferOrder(To(Beta), "Nearer crew"), Foreman, At(50)).Next()
            .When(new DispatchOrder(To(Alpha)), Dispatcher, At(60)).Next()
            .When(new RefuseOrder("No car"), Worker, At(70)).Next()
            .When(new ConfirmRefusal(false, string.Empty), Dispatcher, At(80)).Next()
            .When(new DispatchOrder(To(Alpha)), Dispatcher, At(300)).Next();

        back.Clock(ClockKind.Restore, 310).Elapsed.ShouldBe(TimeSpan.FromMinutes(80 + 10));
    }

    // Where another's restoration was rejected, the journey is owed from then on: one of before it is none.
    [Fact]
    public void Arrival_OfBefore_DoesNotAnswerForAJourneyThatIsOwedSince()
    {
        var owed = Rejected();

        var clock = owed.Clock(ClockKind.Arrive, 300);
        (clock.StartedAt, clock.StoppedAt).ShouldBe((At(170), null));
        clock.Outcome.ShouldBe(ClockOutcome.Late);
        var arrived = owed.Reach(MilestoneKind.ArrivedOnSite, 290).Clock(ClockKind.Arrive, 300);
        (arrived.StoppedAt, arrived.Elapsed).ShouldBe((At(290), TimeSpan.FromMinutes(120)));
    }

    // Nor where it was away while that was rejected, and comes back after.
    [Fact]
    public void Arrival_OfBefore_DoesNotAnswer_WhoeverHadItWhenTheRestorationWasRejected()
    {
        var back = Rejected().Reach(MilestoneKind.ArrivedOnSite, 180)
            .When(new TransferOrder(To(House), "Ours"), Dispatcher, At(190)).Next()
            .When(new DispatchOrder(To(Alpha)), Dispatcher, At(200)).Next();

        back.Clock(ClockKind.Arrive, 210).StoppedAt.ShouldBe(At(180));
    }

    // The report is due from when it first left the site, not from when it leaves it again.
    [Fact]
    public void Report_StartsOnce_HoweverOftenTheOrderComesBack()
    {
        var guard = Create(workKind: "guard");
        var left = Accepted(5, guard).Reach(MilestoneKind.ArrivedOnSite, 30).Reach(MilestoneKind.LeftSite, 40);
        var due = left.Clock(ClockKind.Report, 45).DueAt;
        var back = left.When(new TransferOrder(To(Beta), "Nearer crew"), Foreman, At(50)).Next()
            .When(new RefuseOrder("No crew"), BetaWorker, At(51)).Next();

        back.Clock(ClockKind.Report, 55).DueAt.ShouldBe(due);
        var again = back.When(new AcceptOrder(Claim(52)), Worker, At(52)).Next().Reach(MilestoneKind.LeftSite, 55);
        (again.Clock(ClockKind.Report, 60).StartedAt, again.Clock(ClockKind.Report, 60).DueAt).ShouldBe((At(40), due));
    }

    [Fact]
    public void Report_ThatWasMade_StaysMade()
    {
        var back = Accepted(5, Create(workKind: "guard")).Reach(MilestoneKind.LeftSite, 40)
            .When(new ReplyToOrder(GoodReply), Worker, At(45)).Next()
            .When(new ReturnReply("Unreadable", false), Reviewer, At(60)).Next()
            .When(new TransferOrder(To(Beta), "Nearer crew"), Foreman, At(70)).Next()
            .When(new RefuseOrder("No crew"), BetaWorker, At(80)).Next();

        back.Clock(ClockKind.Report, 9_000).StoppedAt.ShouldBe(At(45));
        back.State.RepliedAt.ShouldBeNull();
    }

    // The heir spliced, and was away before it reported: its splice stays, and its report is due from it.
    [Fact]
    public void Repair_OfWhatAnotherRestored_StaysDone()
    {
        var spliced = Restored(100).When(Leaves(Alpha, Beta), At(150)).Next()
            .When(new AcceptOrder(Claim(155)), BetaWorker, At(155)).Next()
            .When(new ReportMilestone(MilestoneKind.RepairCompleted, Claim(200), false), BetaWorker, At(200)).Next();
        var back = spliced.When(new TransferOrder(To(House), "Ours"), s_betaForeman, At(210)).Next()
            .When(new DispatchOrder(To(Beta)), Dispatcher, At(400)).Next();

        back.State.Milestones.ShouldBeEmpty();
        back.Clock(ClockKind.Repair, 500).StoppedAt.ShouldBe(At(200));
        back.Clock(ClockKind.Report, 500).ShouldBe(spliced.Clock(ClockKind.Report, 500));
    }

    // Alpha arrived, Beta restored and left for good, and the reviewer rejects what Alpha replied in its stead.
    private static Given<WorkOrderState> Rejected() => Accepted().Reach(MilestoneKind.ArrivedOnSite, 30)
        .When(new TransferOrder(To(Beta), "Nearer"), Dispatcher, At(40)).Next()
        .When(new AcceptOrder(Claim(45)), BetaWorker, At(45)).Next()
        .When(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(100), true), BetaWorker, At(100)).Next()
        .When(Leaves(Beta, Alpha), At(150)).Next()
        .When(new AcceptOrder(Claim(155)), Worker, At(155)).Next()
        .When(new ReplyToOrder(GoodReply), Worker, At(160)).Next()
        .When(new ReturnReply("Down", true), Reviewer, At(170)).Next();

    private static HandOverOrder Leaves(Assignee party, Assignee heir) => new(
        party.ContractorId, party.ContractorCode, [new LotHeir(party.LotId!.Value, heir, To(heir).Candidates[0])]);
}
