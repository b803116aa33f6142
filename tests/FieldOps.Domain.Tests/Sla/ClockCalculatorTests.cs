using FieldOps.Domain.Sla;
using FsCheck;
using FsCheck.Fluent;

namespace FieldOps.Domain.Tests.Sla;

public sealed class ClockCalculatorTests
{
    private static readonly DateTimeOffset s_start = new(2024, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset At(double minutes) => s_start.AddMinutes(minutes);

    private static SlaTerms Terms(int limit, bool inclusive = true, ClockKind clock = ClockKind.Restore) =>
        new("p", 1, "l", inclusive, [new ClockLimit(clock, limit, clock is ClockKind.Restore or ClockKind.Repair)]);

    private static ClockResult Restore(
        SlaTerms terms, double now, double? restored = null, params PauseSpan[] pauses) =>
        ClockCalculator.At(
            terms,
            new ClockMilestones(DispatchedAt: s_start, RestoredAt: restored is { } at ? At(at) : null),
            pauses,
            At(now))[0];

    // Domain reference, section 11, example 10.
    [Fact]
    public void Restore_200RunningThen90PausedThen35Running_IsOnTimeAt235()
    {
        var clock = Restore(Terms(240), 1000, 325, new PauseSpan(At(200), At(290)));

        clock.Elapsed.ShouldBe(TimeSpan.FromMinutes(235));
        clock.Paused.ShouldBe(TimeSpan.FromMinutes(90));
        clock.Outcome.ShouldBe(ClockOutcome.OnTime);
        clock.DueAt.ShouldBe(At(330));
    }

    // Domain reference, 6.1 and 7.4: the real system's 5.5 h at 5.49, 5.50 and 5.51 h, inclusive and strict.
    [Theory]
    [InlineData(5.49, true, ClockOutcome.OnTime)]
    [InlineData(5.50, true, ClockOutcome.OnTime)]
    [InlineData(5.51, true, ClockOutcome.Late)]
    [InlineData(5.49, false, ClockOutcome.OnTime)]
    [InlineData(5.50, false, ClockOutcome.Late)]
    [InlineData(5.51, false, ClockOutcome.Late)]
    public void Restore_AtTheBoundaryOf330Minutes_FollowsTheOption(
        double hours, bool inclusive, ClockOutcome outcome) =>
        Restore(Terms(330, inclusive), 10_000, hours * 60).Outcome.ShouldBe(outcome);

    // 7.4: the real code truncated to 5.50 h and lost 32 seconds; here they are late.
    [Fact]
    public void Restore_5Point509Hours_IsNotTruncatedToTheLimit() =>
        Restore(Terms(330), 10_000, 5.509 * 60).Outcome.ShouldBe(ClockOutcome.Late);

    [Theory]
    [InlineData(240, ClockOutcome.Running)]
    [InlineData(240.001, ClockOutcome.Late)]
    public void Restore_StillRunning_IsLateFromTheFirstMomentAfterTheLimit(double now, ClockOutcome outcome) =>
        Restore(Terms(240), now).Outcome.ShouldBe(outcome);

    [Fact]
    public void Restore_OpenPause_RestsAndMovesTheDueTime()
    {
        var clock = Restore(Terms(240), 300, null, new PauseSpan(At(100), null));

        clock.Outcome.ShouldBe(ClockOutcome.Paused);
        clock.Elapsed.ShouldBe(TimeSpan.FromMinutes(100));
        clock.DueAt.ShouldBe(At(440));
    }

    [Fact]
    public void Restore_OverlappingPauses_CountOnce() =>
        Restore(Terms(240), 500, 200, new PauseSpan(At(50), At(100)), new PauseSpan(At(80), At(120)))
            .Paused.ShouldBe(TimeSpan.FromMinutes(70));

    // A pause after the restoration once moved the restore clock's due time back before it.
    [Fact]
    public void Restore_DueTime_DoesNotDependOnPausesAfterItsStop() =>
        Restore(Terms(240), 10_000, 100, new PauseSpan(At(150), At(200)), new PauseSpan(At(50), At(60)))
            .DueAt.ShouldBe(At(250));

    [Fact]
    public void Accept_IsNotStoppedByPauses() =>
        ClockCalculator.At(
            Terms(10, clock: ClockKind.Accept),
            new ClockMilestones(DispatchedAt: s_start, AcceptedAt: At(12)),
            [new PauseSpan(At(2), At(9))],
            At(60))[0].Outcome.ShouldBe(ClockOutcome.Late);

    [Fact]
    public void Arrive_WithoutArrival_StopsAtTheRestoration() =>
        ClockCalculator.At(
            Terms(60, clock: ClockKind.Arrive),
            new ClockMilestones(DispatchedAt: s_start, RestoredAt: At(50)),
            [],
            At(500))[0].Outcome.ShouldBe(ClockOutcome.OnTime);

    [Fact]
    public void OnLoad_RunsFromTheMainsFailure() =>
        ClockCalculator.At(
            Terms(210, clock: ClockKind.OnLoad),
            new ClockMilestones(DispatchedAt: At(100), MainsFailedAt: s_start, OnLoadAt: At(205)),
            [],
            At(500))[0].Elapsed.ShouldBe(TimeSpan.FromMinutes(205));

    [Theory]
    [InlineData(200, ClockOutcome.Void)]
    [InlineData(250, ClockOutcome.Late)]
    public void Restore_EndedWithoutRestoration_IsVoidOrLateAsItWasThen(double ended, ClockOutcome outcome) =>
        ClockCalculator.At(
            Terms(240), new ClockMilestones(DispatchedAt: s_start, EndedAt: At(ended)), [], At(10_000))[0]
            .Outcome.ShouldBe(outcome);

    [Fact]
    public void Restore_BeforeTheDispatch_TakesNoTime() =>
        Restore(Terms(240), 500, -30).Elapsed.ShouldBe(TimeSpan.Zero);

    // Field notes, section 4 no. 1.
    [Fact]
    public void RunningPlusPaused_IsWallTime_ForAnyPauses() =>
        Prop.ForAll(Worlds, world =>
        {
            var clock = Restore(Terms(240), world.Now, world.Restored, world.Pauses);
            var end = world.Restored ?? world.Now;
            clock.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.Zero);
            (clock.Elapsed + clock.Paused).ShouldBe(TimeSpan.FromMinutes(end));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Late_MeansPastTheDueTime_ForAnyPauses() =>
        Prop.ForAll(Worlds, world =>
        {
            var clock = Restore(Terms(240), world.Now, world.Restored, world.Pauses);
            // Used up where a pause begins, the limit holds as long as the pause does.
            var end = At(world.Restored ?? world.Now);
            var ranOn = clock.DueAt < end
                && ClockCalculator.RunningBetween(clock.DueAt.Value, end, world.Pauses) > TimeSpan.Zero;
            (clock.Outcome == ClockOutcome.Late).ShouldBe(ranOn);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AnotherPause_NeverShortensTheDueTime() =>
        Prop.ForAll(Worlds, world =>
        {
            var all = ClockCalculator.ReachedAt(s_start, TimeSpan.FromMinutes(240), world.Pauses);
            var fewer = ClockCalculator.ReachedAt(s_start, TimeSpan.FromMinutes(240), [.. world.Pauses.Skip(1)]);
            (all is null || (fewer is not null && all >= fewer)).ShouldBeTrue();
        }).QuickCheckThrowOnFailure();

    // A clock that has stopped knows of pauses that begin after its stop; its due time does not.
    [Fact]
    public void AnotherPause_NeverShortensTheDueTime_OfAClockAsItIsShown() =>
        Prop.ForAll(Worlds, world =>
        {
            var all = Restore(Terms(240), world.Now, world.Restored, world.Pauses).DueAt;
            var fewer = Restore(Terms(240), world.Now, world.Restored, [.. world.Pauses.Skip(1)]).DueAt;
            all!.Value.ShouldBeGreaterThanOrEqualTo(fewer!.Value);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Restore_StoppedBeforeAPause_IsDueAsWithoutIt()
    {
        var clock = Restore(Terms(240), 500, 100, new PauseSpan(At(200), At(230)));

        clock.DueAt.ShouldBe(At(240));
        clock.Paused.ShouldBe(TimeSpan.Zero);
    }

    private static Arbitrary<World> Worlds
    {
        get
        {
            var pause = Gen.Choose(-60, 600).SelectMany(
                from => Gen.Choose(-1, 300),
                (from, length) => new PauseSpan(At(from), length < 0 ? null : At(from + length)));
            var world = from pauses in pause.ListOf()
                        from now in Gen.Choose(0, 900)
                        from restored in Gen.Choose(-300, 900)
                        select new World(
                            [.. pauses.Take(6)], now, restored < 0 ? null : Math.Min(restored, now));
            return world.ToArbitrary();
        }
    }

    public sealed record World(PauseSpan[] Pauses, int Now, int? Restored);
}
