using System.Collections.Immutable;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Domain.Tests.Sla.Calendars;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.Sla.Calendars.SampleCalendars;

namespace FieldOps.Domain.Tests.Sla;

/// <summary>Clocks with pauses under calendars; judged by a look at the wall clock once a minute.</summary>
public sealed class ClockHoursTests
{
    private static readonly WorkCalendar[] s_calendars =
    [
        Office("Asia/Shanghai"), Office("America/New_York"), NightlyRest("Europe/Berlin"),
        Office("America/Sao_Paulo", new CalendarDay("on", new DateOnly(2018, 11, 4), false)),
        NightlyRest("Australia/Lord_Howe"), ChinaOffice,
    ];

    private static readonly DateTimeOffset[] s_near =
    [
        Utc("2024-03-09T12:00Z"), Utc("2024-11-02T12:00Z"), Utc("2024-03-30T12:00Z"), Utc("2018-11-03T12:00Z"),
        Utc("2024-02-28T12:00Z"), Utc("2024-02-09T03:00Z"), Utc("2024-10-05T06:00Z"),
    ];

    private static SlaTerms Terms(World world) => new(
        "p", 1, "l", world.Inclusive, [new ClockLimit(ClockKind.Restore, world.Limit, true, "hours")],
        ImmutableSortedDictionary<string, OpenHours>.Empty.Add("hours", world.Calendar.HoursAround(world.Start)));

    private static ClockResult Restore(World world, DateTimeOffset now) => ClockCalculator.At(
        Terms(world),
        new ClockMilestones(DispatchedAt: world.Start, RestoredAt: world.Restored), world.Pauses, now)[0];

    // Field notes, section 4 no. 1: with DST, lunch, holidays, pauses in any order.
    [Fact]
    public void Elapsed_EqualsCountingMinutesOnTheWall() =>
        Prop.ForAll(Worlds, world =>
        {
            var clock = Restore(world, world.Now);
            clock.Elapsed.ShouldBe(Counted(world, world.Restored ?? world.Now));
            (clock.Elapsed + clock.Paused + clock.Closed!.Value)
                .ShouldBe((world.Restored ?? world.Now) - world.Start);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Due_IsTheFirstMomentAtWhichTheLimitIsUsedUp() =>
        Prop.ForAll(Worlds, world =>
        {
            var ended = world with { Pauses = [.. world.Pauses.Select(p => p with { To = p.To ?? world.Now })] };
            var limit = TimeSpan.FromMinutes(world.Limit);
            var due = ClockCalculator.ReachedAt(world.Start, limit, ended.Pauses, Time(world.Calendar))!.Value;
            Running(ended, due).ShouldBe(limit);
            Running(ended, due.AddTicks(-1)).ShouldBeLessThan(limit);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Late_FollowsTheBoundary_AndNeverTheHourOfTheLook() =>
        Prop.ForAll(Worlds, world =>
        {
            var elapsed = Counted(world, world.Restored ?? world.Now);
            var limit = TimeSpan.FromMinutes(world.Limit);
            (Restore(world, world.Now).Outcome == ClockOutcome.Late)
                .ShouldBe(world.Inclusive ? elapsed > limit : elapsed >= limit);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    // An inclusive limit that is used up at closing time is broken by the next morning's first moment.
    [Fact]
    public void Restore_UsedUpAtClosingTime_IsOnTimeUntilTheNextMorning()
    {
        var world = new World(
            ChinaOffice, Utc("2024-03-04T07:30Z"), 120, true, [], Utc("2024-03-04T23:00Z"), null);

        Restore(world, world.Now).Outcome.ShouldBe(ClockOutcome.Running);
        Restore(world, Utc("2024-03-05T00:30Z")).Outcome.ShouldBe(ClockOutcome.Running);
        Restore(world, Utc("2024-03-05T00:30Z").AddMilliseconds(1)).Outcome.ShouldBe(ClockOutcome.Late);
        Restore(world with { Inclusive = false }, Utc("2024-03-04T09:30Z")).Outcome.ShouldBe(ClockOutcome.Late);
    }

    private static TimeSpan Running(World world, DateTimeOffset at) =>
        ClockCalculator.RunningBetween(world.Start, at, world.Pauses, Time(world.Calendar));

    // Minute cells of the wall, seconds where the world has any: none is cut or merged.
    private static TimeSpan Counted(World world, DateTimeOffset end)
    {
        var sum = TimeSpan.Zero;
        for (var at = world.Start; at < end; at = at.AddMinutes(1))
        {
            if (!world.Pauses.Any(p => p.From <= at && (p.To is null || at < p.To)))
            {
                var next = at.AddMinutes(1) < end ? at.AddMinutes(1) : end;
                sum += ByTheMinute(world.Calendar, at, next);
            }
        }

        return sum;
    }

    private static Arbitrary<World> Worlds
    {
        get
        {
            var pause = Gen.Choose(-300, 3000).SelectMany(
                from => Gen.Choose(-60, 900), (from, length) => (From: from, Length: length));
            var world =
                from calendar in Gen.Elements(s_calendars)
                from near in Gen.Elements(s_near)
                from shift in Gen.Choose(0, 1500)
                from limit in Gen.Choose(1, 1500)
                from inclusive in Gen.Elements(true, false)
                from pauses in pause.ListOf()
                from now in Gen.Choose(0, 4000)
                from restored in Gen.Choose(-2000, 4000)
                let start = near.AddMinutes(shift)
                select new World(
                    calendar, start, limit, inclusive,
                    [
                        .. pauses.Take(5).Select(p => new PauseSpan(
                            start.AddMinutes(p.From), p.Length < 0 ? null : start.AddMinutes(p.From + p.Length))),
                    ],
                    start.AddMinutes(now), restored < 0 ? null : start.AddMinutes(Math.Min(restored, now)));
            return world.ToArbitrary();
        }
    }

    public sealed record World(
        WorkCalendar Calendar,
        DateTimeOffset Start,
        int Limit,
        bool Inclusive,
        PauseSpan[] Pauses,
        DateTimeOffset Now,
        DateTimeOffset? Restored);
}
