using FieldOps.Domain.Sla;
using FieldOps.Domain.Tests.Sla.Calendars;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.Sla.Calendars.SampleCalendars;

namespace FieldOps.Domain.Tests.Sla;

public sealed class ClockTimelineTests
{
    private static readonly DateTimeOffset s_start = Utc("2024-03-01T00:00Z");

    private static DateTimeOffset At(double minutes) => s_start.AddMinutes(minutes);

    private static ClockRest Rest(double from, double? to, TimeSpentBy by = TimeSpentBy.Outside) => new(
        new PauseSpan(At(from), to is { } end ? At(end) : null), by, "access-denied", "1");

    [Fact]
    public void Of_PauseAndWait_AreToldApart()
    {
        var pieces = ClockTimeline.Of(
            s_start, At(100), [Rest(20, 30), Rest(60, 70, TimeSpentBy.Operator)],
            [new PauseSpan(At(40), At(50))], null);

        pieces.Select(p => $"{(p.From - s_start).TotalMinutes}-{(p.To - s_start).TotalMinutes} {p.Kind} {p.By}")
            .ShouldBe(
            [
                "0-20 Running Contractor", "20-30 Paused Outside", "30-40 Running Contractor",
                "40-50 Running Operator", "50-60 Running Contractor", "60-70 Paused Operator",
                "70-100 Running Contractor",
            ]);
    }

    [Fact]
    public void Of_OverlappingPauses_OnePieceEach_NoneTwice()
    {
        var pieces = ClockTimeline.Of(s_start, At(100), [Rest(20, 60), Rest(40, 80)], [], null);

        pieces.Where(p => p.Kind == ClockPieceKind.Paused).Sum(p => (p.To - p.From).TotalMinutes).ShouldBe(60);
    }

    // The explanation and the arithmetic are two ways to one sum.
    [Fact]
    public void Of_AnyWorld_AddsUpToTheClock() =>
        Prop.ForAll(Worlds, world =>
        {
            var hours = Time(world.Calendar);
            var pieces = ClockTimeline.Of(s_start, At(world.End), world.Rests, [], hours);
            PauseSpan[] spans = [.. world.Rests.Select(r => r.Span)];

            pieces.Where(p => p.Kind == ClockPieceKind.Running)
                .Aggregate(TimeSpan.Zero, (sum, p) => sum + (p.To - p.From))
                .ShouldBe(ClockCalculator.RunningBetween(s_start, At(world.End), spans, hours));
            pieces.Select(p => p.From).ShouldBe([s_start, .. pieces.SkipLast(1).Select(p => p.To)]);
            pieces[^1].To.ShouldBe(At(world.End));
        }).QuickCheckThrowOnFailure();

    private static Arbitrary<World> Worlds
    {
        get
        {
            var rest = Gen.Choose(-100, 5000).SelectMany(
                from => Gen.Choose(-50, 600), (from, length) => Rest(from, length < 0 ? null : from + length));
            var world =
                from calendar in Gen.Elements(Office("Asia/Shanghai"), NightlyRest("Europe/Berlin"), ChinaOffice)
                from rests in rest.ListOf()
                from end in Gen.Choose(1, 6000)
                select new World(calendar, [.. rests.Take(5)], end);
            return world.ToArbitrary();
        }
    }

    public sealed record World(Domain.Sla.Calendars.WorkCalendar Calendar, ClockRest[] Rests, int End);
}
