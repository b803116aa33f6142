using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Declared;
using FieldOps.Domain.WorkOrders;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>Declared events, the hard-site register, suppressed clocks (domain reference, section 6.3).</summary>
public sealed class WindowTests
{
    private static readonly Actor s_head = new("h-1", ActorRoles.OperationsManager);

    private static InheritWindow Outage(double from, double? until) => new(
        Id("outage"), "outage-7", PauseReason.GridPowerFailure, At(from), until is { } to ? At(to) : null);

    [Fact]
    public void Inherited_TheClockRests_AsLongAsTheParentSays()
    {
        var open = Accepted().When(Outage(50, null), Actor.System, At(60)).Next();
        open.State.Status.ShouldBe(OrderStatus.Accepted);
        open.Clock(ClockKind.Restore, 200).Elapsed.ShouldBe(TimeSpan.FromMinutes(50));
        open.DueAt().ShouldNotContain(d => d.StartsWith("restore", StringComparison.Ordinal));

        var ended = open.When(Outage(50, 250), Actor.System, At(251)).Next();
        ended.State.Windows.Length.ShouldBe(1);
        ended.Clock(ClockKind.Restore, 300).DueAt.ShouldBe(At(530));
    }

    [Fact]
    public void Inherited_AfterABreach_LiftsIt_AndDroppedBringsItBack()
    {
        var lifted = Restored(400).When(Outage(100, 300), Actor.System, At(420));
        lifted.ThenTypes(typeof(WindowInherited), typeof(BreachLifted));
        lifted.Next().When(Outage(100, 300), Actor.System, At(421)).ThenNothing();

        lifted.Next().When(new DropWindow(Id("outage")), Actor.System, At(430))
            .ThenTypes(typeof(WindowDropped), typeof(ClockBreached));
    }

    [Fact]
    public void Inherited_OverlappingAnOwnPause_CountsOnce()
    {
        var both = Accepted().When(Pause(60, 120), Worker, At(130)).Next()
            .When(Outage(100, 160), Actor.System, At(170)).Next();

        both.Clock(ClockKind.Restore, 300).Paused.ShouldBe(TimeSpan.FromMinutes(100));
    }

    [Fact]
    public void Inherited_ByAnyoneElse_IsRefused()
    {
        Accepted().When(Outage(50, null), Dispatcher, At(60)).ThenRefused("actor.role-not-allowed");
        Archived().When(Outage(50, null), Dispatcher, At(600)).ThenRefused("actor.role-not-allowed");
        Archived().When(new DropWindow(Id("outage")), Dispatcher, At(600)).ThenRefused("actor.role-not-allowed");
    }

    // Restored at 200: what rests before that is another result, what rests after is none.
    [Fact]
    public void AfterTheArchive_AWindowThatMovesAClock_IsLeftForAPerson_AndOneThatMovesNoneIsTaken()
    {
        Archived().When(Outage(50, null), Actor.System, At(600)).ThenRefused("work-order.needs-recompute");
        Archived().When(Outage(210, 400), Actor.System, At(600)).ThenNothing();
        Archived().When(new DropWindow(Id("outage")), Actor.System, At(600)).ThenNothing();
        Accepted().When(new CancelOrder("duplicate"), Dispatcher, At(10)).Next()
            .When(Outage(5, null), Actor.System, At(600)).ThenNothing();
    }

    [Fact]
    public void AfterTheArchive_AnEventWithdrawn_OrOtherwiseBounded_IsLeftForAPerson()
    {
        var rested = Archive(Accepted().When(Outage(50, 90), Actor.System, At(95)).Next());
        rested.When(Outage(50, 90), Actor.System, At(600)).ThenNothing();
        rested.When(new DropWindow(Id("outage")), Actor.System, At(600)).ThenRefused("work-order.needs-recompute");

        var paused = Archive(Accepted().When(Flood(Declared(), 50, 90), Worker, At(100)).Next()
            .When(new DecideSuspension(1, true, ""), Dispatcher, At(110)).Next());
        paused.When(new BoundPauses("flood-7", At(0), At(100)), Actor.System, At(600)).ThenNothing();
        paused.When(new BoundPauses("flood-7", At(0), At(0)), Actor.System, At(600))
            .ThenRefused("work-order.needs-recompute");
    }

    private static Given<WorkOrderState> Archive(Given<WorkOrderState> order) => order
        .Reach(MilestoneKind.ServiceRestored, 200, permanent: true)
        .When(new ReplyToOrder(GoodReply), Worker, At(260)).Next()
        .When(new VerifyReply(Attributions.ContractorScope, string.Empty), Reviewer, At(400)).Next()
        .When(new ArchiveOrder(), Dispatcher, At(500)).Next();

    [Fact]
    public void Inherited_ByAnOrderWhoseClocksDoNotRest_NamesItsParentAndStopsNoClock()
    {
        var generation = Accepted(5, Create(Station(), "generation"));

        var child = generation.When(Outage(50, null), Actor.System, At(60)).Next();

        child.State.Windows.ShouldHaveSingleItem().EventId.ShouldBe(Id("outage"));
        OrderClocks.Of(child.State, At(300)).ShouldBe(OrderClocks.Of(generation.State, At(300)));
    }

    private static RequestSuspension Flood(DeclaredGround? declared, double from = 50, double? until = 90) =>
        Pause(from, until, PauseReason.ForceMajeure, "flood-7") with { Grounds = new PauseGrounds(null, declared) };

    private static DeclaredGround Declared(
        double from = 0, double? until = null, bool covers = true,
        DeclaredEventKind kind = DeclaredEventKind.ForceMajeure) =>
        new("flood-7", kind, At(from), until is { } to ? At(to) : null, covers);

    [Fact]
    public void Request_OnADeclaredEventThatHolds_IsTakenWithoutLimit() =>
        Accepted().When(Flood(Declared()), Worker, At(100)).Single<SuspensionRequested>().Unlimited.ShouldBeTrue();

    [Fact]
    public void Request_OnADeclaredEventThatDoesNotFit_IsRefused()
    {
        const string Unfit = "work-order.declared-event-unfit";
        Accepted().When(Flood(null), Worker, At(100)).ThenRefused(Unfit);
        Accepted().When(Flood(Declared(covers: false)), Worker, At(100)).ThenRefused(Unfit);
        Accepted().When(Flood(Declared(from: 51)), Worker, At(100)).ThenRefused(Unfit);
        Accepted().When(Flood(Declared(until: 80)), Worker, At(100)).ThenRefused(Unfit);
        Accepted().When(Flood(Declared(kind: DeclaredEventKind.AreaOutage)), Worker, At(100)).ThenRefused(Unfit);
        Accepted().When(Flood(Declared(until: 80), until: null), Worker, At(100)).ThenRefused(Unfit);
        Accepted().When(Flood(Declared(), until: null), Worker, At(100)).Single<SuspensionRequested>();
    }

    // Domain reference, 6.3: only in a declared area outage.
    [Theory]
    [InlineData(DeclaredEventKind.AreaOutage, true)]
    [InlineData(DeclaredEventKind.MassOutage, true)]
    [InlineData(DeclaredEventKind.ForceMajeure, false)]
    public void GridFailure_RestsOnADeclaredOutage_AndOnNoFlood(DeclaredEventKind kind, bool fits)
    {
        var asked = Accepted().When(
            Flood(Declared(kind: kind)) with { Reason = PauseReason.GridPowerFailure }, Worker, At(100));
        if (fits)
        {
            asked.Single<SuspensionRequested>().Unlimited.ShouldBeFalse();
        }
        else
        {
            asked.ThenRefused("work-order.declared-event-unfit");
        }
    }

    [Fact]
    public void Pause_OnADeclaredEvent_EndsWithIt_AndFollowsItsWindow()
    {
        var open = Accepted().When(Flood(Declared(), until: null), Worker, At(60)).Next();
        open.Clock(ClockKind.Restore, 400).Elapsed.ShouldBe(TimeSpan.FromMinutes(50));

        var ended = open.When(new BoundPauses("flood-7", At(0), At(150)), Actor.System, At(400)).Next();
        ended.State.Status.ShouldBe(OrderStatus.Suspended);
        ended.Clock(ClockKind.Restore, 400).Elapsed.ShouldBe(TimeSpan.FromMinutes(300));
        ended.DueAt().ShouldContain("restore-limit 430.00002");
        ended.When(new BoundPauses("flood-7", At(0), At(150)), Actor.System, At(401)).ThenNothing();

        var longer = ended.When(new BoundPauses("flood-7", At(0), At(200)), Actor.System, At(401)).Next();
        longer.Clock(ClockKind.Restore, 401).Paused.ShouldBe(TimeSpan.FromMinutes(150));
        longer.When(new ResumeOrder(Claim(402)), Worker, At(402)).Next()
            .When(Flood(Declared(until: 200), 200, 200.5), Worker, At(403))
            .ThenRefused("work-order.declared-event-unfit");
    }

    [Fact]
    public void Pause_OnAnEventThatWasWithdrawn_TakesNoTime_AndTheBreachIsFound()
    {
        var late = Accepted().When(Flood(Declared(), 50, 150), Worker, At(160)).Next()
            .Reach(MilestoneKind.ServiceRestored, 400);
        late.Clock(ClockKind.Restore, 400).Outcome.ShouldBe(ClockOutcome.OnTime);

        late.When(new BoundPauses("flood-7", At(0), At(0)), Actor.System, At(410))
            .ThenTypes(typeof(PausesBounded), typeof(ClockBreached));
        late.When(new BoundPauses("storm-8", At(0), At(0)), Actor.System, At(410)).ThenNothing();
        late.When(new BoundPauses("flood-7", At(0), At(0)), Dispatcher, At(410)).ThenRefused("actor.role-not-allowed");
    }

    // It is the time of the pause that the entry covers, not the moment of asking.
    [Theory]
    [InlineData(200, true)]
    [InlineData(90, true)]
    [InlineData(50, false)]
    public void Request_AtARegisteredHardSite_HasNoLimit_WhileTheEntryHolds(double until, bool unlimited)
    {
        var asked = Accepted().When(HardSite(50, 80, until), Worker, At(100)).Single<SuspensionRequested>();

        (asked.Unlimited, asked.UnlimitedUntil).ShouldBe((unlimited, unlimited ? At(until) : null));
    }

    private static RequestSuspension HardSite(double from, double? to, double entryEnds) =>
        Pause(from, to) with { Grounds = new PauseGrounds(At(entryEnds), null) };

    // Approved at noon, it says nothing of the morning: there the limits apply.
    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public void Pause_OfBeforeTheEntry_HasItsLimits(double entryBegins, bool unlimited)
    {
        var wish = HardSite(50, 80, 200);
        wish = wish with { Grounds = wish.Grounds! with { HardSiteFrom = At(entryBegins) } };

        var asked = Accepted().When(wish, Worker, At(100)).Single<SuspensionRequested>();

        (asked.Unlimited, asked.UnlimitedUntil).ShouldBe((unlimited, unlimited ? At(200) : null));
    }

    // Told late or once more, a window that was corrected since is none any more.
    [Fact]
    public void Window_OfAnOlderVersion_ChangesNothing()
    {
        var follows = Accepted().When(Outage(50, 250) with { Version = 3 }, Actor.System, At(260)).Next();

        follows.When(Outage(50, 200) with { Version = 2 }, Actor.System, At(261)).ThenNothing();
        follows.When(new DropWindow(Id("outage"), 2), Actor.System, At(261)).ThenNothing();
        follows.When(Outage(50, 200) with { Version = 4 }, Actor.System, At(261)).Single<WindowInherited>();
        var gone = follows.When(new DropWindow(Id("outage"), 5), Actor.System, At(262)).Next();
        gone.When(Outage(50, 250) with { Version = 3 }, Actor.System, At(263)).ThenNothing();
        gone.When(Outage(50, 250), Actor.System, At(263)).Single<WindowInherited>();
    }

    // An event tells the window and the bounds in two versions, and either may come first.
    [Fact]
    public void Bounds_OfAnOlderVersion_ChangeNothing_AndDoNotOutrunTheWindow()
    {
        var bounded = Accepted().When(Flood(Declared(), 50, 90), Worker, At(100)).Next()
            .When(Bounds(70, 4), Actor.System, At(101)).Next();

        bounded.When(Bounds(80, 2), Actor.System, At(102)).ThenNothing();
        bounded.When(Bounds(80, 6), Actor.System, At(102)).Single<PausesBounded>().Version.ShouldBe(6);
        var flood = new InheritWindow(Id("flood"), "flood-7", PauseReason.ForceMajeure, At(0), At(70), 3);
        bounded.When(flood, Actor.System, At(102)).Single<WindowInherited>();
    }

    private static BoundPauses Bounds(double until, int version) =>
        new("flood-7", At(0), At(until), Id("flood"), version);

    // Asked a minute before the entry ends: from then on the 24 hours run that every pause has.
    [Fact]
    public void Pause_ThatOutlastsTheEntry_IsLimitedFromThere()
    {
        var open = Accepted().When(HardSite(100, null, 160), Worker, At(159)).Next();

        open.Clock(ClockKind.Restore, 1_600).Paused.ShouldBe(TimeSpan.FromMinutes(1_500));
        open.Clock(ClockKind.Restore, 1_700).Elapsed.ShouldBe(TimeSpan.FromMinutes(200));
        open.DueAt().ShouldContain("restore-limit 1830.00002");
        var ended = open.When(new ResumeOrder(Claim(1_700)), Worker, At(1_700)).Next();
        OrderRests.Of(ended.State).ShouldHaveSingleItem().Span.ShouldBe(new PauseSpan(At(100), At(1_600)));
        ended.When(Pause(1_710), Worker, At(1_711)).ThenRefused("work-order.pause-limit-reached");
    }

    [Fact]
    public void Pauses_WithinTheEntry_AreNotCounted_AndThoseBeyondItAre()
    {
        var order = Accepted();
        for (var i = 0; i < 4; i++)
        {
            order = order.When(HardSite(20 + (i * 10), 25 + (i * 10), 60), Worker, At(100)).Next();
        }

        for (var i = 0; i < 3; i++)
        {
            order = order.When(HardSite(60 + (i * 10), 65 + (i * 10), 60), Worker, At(100)).Next();
        }

        order.When(HardSite(90, 95, 60), Worker, At(100)).ThenRefused("work-order.pause-limit-reached");
        order.Clock(ClockKind.Restore, 100).Paused.ShouldBe(TimeSpan.FromMinutes(35));
    }

    // A dispatcher sets tags alone and for ever; the register has two people and an end.
    [Fact]
    public void Tag_UnderRulesThatLookAtTheRegisterAlone_LiftsNothing()
    {
        var create = Create(Segment("hard-site"));
        Accepted(5, create).When(Pause(20, 30), Worker, At(40)).Single<SuspensionRequested>().Unlimited.ShouldBeTrue();
        var rules = RepoFiles.Policy<WorkOrderRules>("work-order", "default.v3.json");
        create = create with { Rules = rules.Pin("line-segment", "repair") };

        Accepted(5, create).When(Pause(20, 30), Worker, At(40)).Single<SuspensionRequested>().Unlimited.ShouldBeFalse();
        Accepted(5, create).When(HardSite(20, 30, 60), Worker, At(40)).Single<SuspensionRequested>()
            .Unlimited.ShouldBeTrue();
    }

    [Fact]
    public void Reason_ThatTheRulesDoNotAllow_IsRefused()
    {
        var create = Create();
        create = create with
        {
            Rules = create.Rules with
            {
                Pauses = create.Rules.Pauses with { Reasons = [PauseReason.SafetyStop] },
            },
        };

        Accepted(5, create).When(Pause(50), Worker, At(51)).ThenRefused("work-order.pause-reason-not-allowed");
        Accepted(5, create).When(Pause(50, null, PauseReason.SafetyStop), Worker, At(51))
            .ThenTypes(typeof(SuspensionRequested));
    }

    // Friday 16:40 in Shanghai, days of eight office hours: nine hours end on Tuesday 08:40.
    [Fact]
    public void Unjudged_ByOfficeHours_EscalatesAfterOneWorkingDay()
    {
        var create = Create();
        create = create with { Rules = GradedTerms.Rules(create.Rules) };
        var asked = Accepted(5, create).When(Pause(35), Worker, At(40)).Next();

        asked.Deadlines.Single(d => d.Kind == "pause-1-decision").DueAt
            .ShouldBe(new DateTimeOffset(2024, 3, 5, 0, 40, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Suppressed_TheClockIsNotJudged_AndRestoredItIs()
    {
        var breached = Restored(400);
        var suppressed = breached.When(new SuppressClocks([ClockKind.Restore], "Duplicate"), s_head, At(420));
        suppressed.ThenTypes(typeof(ClocksSuppressed), typeof(BreachLifted));
        suppressed.Next().Clock(ClockKind.Restore, 430).Outcome.ShouldBe(ClockOutcome.Void);
        suppressed.Next().When(new SuppressClocks([ClockKind.Restore], "Again"), s_head, At(430)).ThenNothing();

        suppressed.Next().When(new RestoreClocks([ClockKind.Restore], "It was none"), s_head, At(440))
            .ThenTypes(typeof(ClocksRestored), typeof(ClockBreached));
    }

    [Fact]
    public void Suppressed_ARunningClock_WantsNoWakeUp()
    {
        var running = Accepted();
        running.DueAt().ShouldContain(d => d.StartsWith("restore-limit", StringComparison.Ordinal));
        running.When(new SuppressClocks([ClockKind.Restore], "Works"), s_head, At(10)).Next().DueAt()
            .ShouldNotContain(d => d.StartsWith("restore", StringComparison.Ordinal));
    }

    [Fact]
    public void Suppress_ByWhoIsMeasured_OrWhatIsNotThere_IsRefused()
    {
        Accepted().When(new SuppressClocks([ClockKind.Restore], "x"), Foreman, At(10))
            .ThenRefused("actor.role-not-allowed");
        Accepted().When(new SuppressClocks([ClockKind.Restore], "x"), Dispatcher, At(10))
            .ThenRefused("actor.role-not-allowed");
        Accepted().When(new SuppressClocks([ClockKind.OnLoad], "x"), s_head, At(10))
            .ThenRefused("work-order.clock-unknown");
        Accepted().When(new SuppressClocks([ClockKind.Restore], " "), s_head, At(10))
            .ThenRefused("work-order.reason-missing");
    }
}
