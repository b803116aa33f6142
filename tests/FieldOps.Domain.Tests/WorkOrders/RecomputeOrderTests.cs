using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>Clocks worked out again after the fact (domain reference, 6.3: SLA repaired from history).</summary>
public sealed class RecomputeOrderTests
{
    private static readonly Guid s_recompute = Id("recompute");

    [Fact]
    public void ArchivedOrder_UnderAShorterLimit_IsLate_AndSaysWhatStoodBefore()
    {
        var archived = Archived();
        var terms = WithRestore(archived.State, 150);

        var outcome = archived.When(Wish(archived, terms), At(9_000)).Single<OrderRecomputed>();

        Restore(outcome.Outcome!).Outcome.ShouldBe(ClockOutcome.Late);
        Restore(outcome.Outcome!).DueAt.ShouldBe(At(150));
        outcome.Before.Single(c => c.Clock == ClockKind.Restore).Outcome.ShouldBe(ClockOutcome.OnTime);
        var after = archived.When(Wish(archived, terms), At(9_000)).Next();
        after.State.Status.ShouldBe(OrderStatus.Archived);
        after.State.Origin!.Terms.ShouldBe(terms);
        after.Deadlines.ShouldBeEmpty();
        after.When(Wish(archived, terms), At(9_001)).ThenNothing();
    }

    [Fact]
    public void RefusedPause_ApprovedAfterTheArchive_UnbreachesTheOrder()
    {
        var late = Accepted().When(Pause(20, until: 140), Worker, At(150)).Next()
            .When(new DecideSuspension(1, false, "road was open"), Dispatcher, At(160)).Next()
            .Reach(MilestoneKind.ServiceRestored, 400, permanent: true)
            .When(new ReplyToOrder(GoodReply), Worker, At(410)).Next()
            .When(new VerifyReply(Attributions.ContractorScope, ""), Reviewer, At(420)).Next()
            .When(new ArchiveOrder(), Dispatcher, At(430)).Next();
        Restore(late.State.Outcome!).Outcome.ShouldBe(ClockOutcome.Late);

        var fair = late.When(Wish(late, null, new PauseRuling(1, true)), At(9_000)).Next();

        var restore = Restore(fair.State.Outcome!);
        (restore.Outcome, restore.Elapsed, restore.Paused)
            .ShouldBe((ClockOutcome.OnTime, TimeSpan.FromMinutes(280), TimeSpan.FromMinutes(120)));
        fair.State.Pauses[0].Verdict.ShouldBe(PauseVerdict.Approved);
        late.When(Wish(late, null, new PauseRuling(2, true)), At(9_000)).ThenRefused(WorkOrderRefusals.PauseUnknown);
    }

    [Fact]
    public void Flood_DeclaredAfterTheArchive_UnbreachesTheOrder_AndWithdrawnBreaksItAgain()
    {
        var late = Late();
        Restore(late.State.Outcome!).Outcome.ShouldBe(ClockOutcome.Late);

        var fair = late.When(Change(late, Flood(inherits: true)), At(9_000)).Next();

        var restore = Restore(fair.State.Outcome!);
        (restore.Outcome, restore.Elapsed, restore.Paused)
            .ShouldBe((ClockOutcome.OnTime, TimeSpan.FromMinutes(280), TimeSpan.FromMinutes(120)));
        fair.State.Windows.ShouldHaveSingleItem().Code.ShouldBe("flood-7");
        fair.When(
            new InheritWindow(Id("flood"), "flood-7", PauseReason.ForceMajeure, At(20), At(140)), Actor.System,
            At(9_001)).ThenNothing();

        var wrong = Change(fair, Flood(inherits: false)) with { RecomputeId = Id("next") };
        var again = fair.When(wrong, At(9_100)).Next();
        Restore(again.State.Outcome!).Outcome.ShouldBe(ClockOutcome.Late);
        again.State.Windows.ShouldBeEmpty();
    }

    // Corrected since, the first window was left for a person; once the correction is applied, it is no news.
    [Fact]
    public void Recomputed_TheOrderFollowsTheEventAsItWasRead_AndWhatItSaidBeforeIsNothing()
    {
        var late = Late();
        var first = new InheritWindow(Id("flood"), "flood-7", PauseReason.ForceMajeure, At(20), At(200), 2);
        late.When(first, Actor.System, At(8_000)).ThenRefused("work-order.needs-recompute");
        var flood = Flood(inherits: true);
        flood = flood with { Windows = [flood.Windows[0] with { Version = 3 }] };

        var fair = late.When(Change(late, flood), At(9_000)).Next();

        fair.When(first, Actor.System, At(9_001)).ThenNothing();
        fair.When(first with { Version = 4 }, Actor.System, At(9_001)).ThenRefused("work-order.needs-recompute");
        fair.When(new DropWindow(Id("flood"), 2), Actor.System, At(9_001)).ThenNothing();
        fair.When(new DropWindow(Id("flood"), 4), Actor.System, At(9_001)).ThenRefused("work-order.needs-recompute");
    }

    [Fact]
    public void SuppressedAfterTheArchive_AClockIsNotJudged_AndRestoredItIs()
    {
        var late = Late();
        var suppressed = late
            .When(Change(late, new OutsideChange([], [ClockKind.Restore], [])), At(9_000)).Next();

        Restore(suppressed.State.Outcome!).Outcome.ShouldBe(ClockOutcome.Void);
        var back = Change(suppressed, new OutsideChange([], [], [ClockKind.Restore])) with { RecomputeId = Id("next") };
        Restore(suppressed.When(back, At(9_100)).Next().State.Outcome!).Outcome.ShouldBe(ClockOutcome.Late);
        late.When(Change(late, new OutsideChange([], [ClockKind.OnLoad], [])), At(9_000))
            .ThenRefused(WorkOrderRefusals.ClockUnknown);
    }

    [Fact]
    public void RunningOrder_IsToldByItsOwnVerbs_AndNotByARecompute() =>
        Accepted().When(Change(Accepted(), Flood(inherits: true)), At(100))
            .ThenRefused(WorkOrderRefusals.RecomputeRunning);

    [Fact]
    public void Intervals_FollowWhatWasChangedFromOutside_AsTheOrderDoes()
    {
        var late = Late();
        var change = Flood(inherits: true) with { Suppressed = [ClockKind.Arrive] };
        var happened = late.When(Change(late, change), At(9_000));

        var after = OrderIntervals.Of(late.State)!.After(happened.Single<OrderRecomputed>());

        Decisions.Shown(after).ShouldBe(Decisions.Shown(OrderIntervals.Of(happened.Next().State)!));
    }

    // Flooded from 20 to 140: 400 minutes, of which 280 count, with a limit of 330.
    private static Given<WorkOrderState> Late() => Accepted()
        .Reach(MilestoneKind.ServiceRestored, 400, permanent: true)
        .When(new ReplyToOrder(GoodReply), Worker, At(410)).Next()
        .When(new VerifyReply(Attributions.ContractorScope, ""), Reviewer, At(420)).Next()
        .When(new ArchiveOrder(), Dispatcher, At(430)).Next();

    private static OutsideChange Flood(bool inherits) => new(
        [new WindowRuling(Id("flood"), "flood-7", PauseReason.ForceMajeure, At(20), At(140), inherits)], [], []);

    private static RecomputeOrder Change(Given<WorkOrderState> order, OutsideChange outside)
    {
        var intervals = OrderIntervals.Of(order.State)!.With(outside);
        var clocks = intervals.ClocksUnder(intervals.Terms, [], At(9_000));
        return new RecomputeOrder(
            s_recompute, null, OrderCorrection.None, [], ClockVerdict.Of(clocks), "Flood of 1 March", "h-1")
        {
            Outside = outside,
        };
    }

    [Fact]
    public void OrderThatComesToOtherResults_ThanApproved_IsLeftAlone()
    {
        var archived = Archived();
        var wish = Wish(archived, WithRestore(archived.State, 150));

        archived.When(wish with { Expected = [] }, At(9_000)).ThenRefused(WorkOrderRefusals.RecomputeDiffers);
    }

    [Fact]
    public void RunningOrder_UnderAShorterLimit_BreaksAtOnce_AndALongerOneLiftsIt()
    {
        var running = Accepted();
        var wish = new RecomputeOrder(
            s_recompute, WithRestore(running.State, 60), OrderCorrection.None, [], [], "priority", "h-1");

        var broken = running.When(wish, At(100));

        broken.Events.OfType<OrderRecomputed>().Single().Outcome.ShouldBeNull();
        broken.Events.OfType<ClockBreached>().Single(b => b.Clock == ClockKind.Restore).DueAt.ShouldBe(At(60));
        var lifted = broken.Next().When(
            wish with { RecomputeId = Id("next"), Terms = WithRestore(running.State, 600) }, At(101));
        lifted.Events.OfType<BreachLifted>().Single().DueAt.ShouldBe(At(600));
        lifted.Next().DueAt().ShouldContain("restore-limit 600.00002");
        running.When(wish with { Rulings = [new PauseRuling(1, true)] }, At(100))
            .ThenRefused(WorkOrderRefusals.RecomputeRunning);
    }

    [Fact]
    public void CancelledOrder_AndAnotherRole_AreRefused()
    {
        var archived = Archived();
        archived.When(Wish(archived, null), Dispatcher, At(900)).ThenRefused(ActorRefusals.RoleNotAllowed);
        Accepted().When(new CancelOrder("duplicate"), Dispatcher, At(10)).Next()
            .When(Wish(archived, null), At(900)).ThenRefused(WorkOrderRefusals.Ended);
    }

    private static SlaTerms WithRestore(WorkOrderState state, int minutes)
    {
        var terms = state.Origin!.Terms;
        return terms with
        {
            PolicyVersion = 2,
            Limits =
            [
                .. terms.Limits.Select(l => l.Clock == ClockKind.Restore ? l with { LimitMinutes = minutes } : l),
            ],
        };
    }

    private static RecomputeOrder Wish(
        Given<WorkOrderState> order, SlaTerms? terms, params ImmutableArray<PauseRuling> rulings)
    {
        var intervals = OrderIntervals.Of(order.State)!;
        var clocks = intervals.ClocksUnder(terms ?? intervals.Terms, rulings, At(9_000));
        return new RecomputeOrder(
            s_recompute, terms, OrderCorrection.None, rulings, ClockVerdict.Of(clocks), "Contract of 1 March", "h-1");
    }

    private static ClockResult Restore(OrderOutcome outcome) =>
        outcome.Clocks.Single(c => c.Clock == ClockKind.Restore);
}
