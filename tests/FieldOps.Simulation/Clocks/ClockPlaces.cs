using System.Collections.Immutable;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Simulation.World;

namespace FieldOps.Simulation.Clocks;

/// <summary>
/// Counties in zones with and without summer time, their calendars, and limits that use all that limits can say.
/// </summary>
internal static class ClockPlaces
{
    private static readonly string[] s_zones =
    [
        "Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "Asia/Kathmandu",
    ];

    // Clocks change on these nights, or the year has a day more.
    private static readonly DateTimeOffset[] s_nights =
    [
        new(2024, 3, 31, 0, 0, 0, TimeSpan.Zero), new(2024, 10, 27, 0, 0, 0, TimeSpan.Zero),
        new(2024, 3, 10, 6, 0, 0, TimeSpan.Zero), new(2024, 11, 3, 5, 0, 0, TimeSpan.Zero),
        new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero), new(2024, 4, 6, 15, 0, 0, TimeSpan.Zero),
        new(2024, 10, 1, 0, 0, 0, TimeSpan.Zero), new(2024, 12, 31, 20, 0, 0, TimeSpan.Zero),
    ];

    /// <summary>To the millisecond, most of them near such a night.</summary>
    public static DateTimeOffset Instant(Chance chance) =>
        chance.One(s_nights).AddMilliseconds(chance.Between(-172_800_000, 86_400_000));

    public static SlaTerms Terms(Chance chance, DateTimeOffset at)
    {
        var zone = chance.One(s_zones);
        var office = Office(zone).HoursAround(at);
        var night = OpenHours.AroundTheClock(zone).WithBreaks([new DaySpan("22:00", "07:00")]);
        var hours = ImmutableSortedDictionary<string, OpenHours>.Empty.Add("night", night).Add("office", office);
        string? Any() => chance.Between(0, 2) switch { 0 => "office", 1 => "night", _ => null };
        bool? Own() => chance.Of(30) ? chance.Of(50) : null;
        return new SlaTerms(
            "clocks", 1, zone, chance.Of(50),
            [
                new ClockLimit(ClockKind.Accept, chance.Between(1, 60), false, Inclusive: Own()),
                new ClockLimit(ClockKind.Arrive, chance.Between(20, 400), false, Any(), Inclusive: Own()),
                new ClockLimit(
                    ClockKind.Restore, chance.Between(30, 1_500), true, Any(), null, Own(),
                    chance.Of(30) ? ClockStart.Accepted : null),
                new ClockLimit(ClockKind.Repair, chance.Between(60, 2_000), true, Any(), Inclusive: Own()),
                new ClockLimit(ClockKind.Report, chance.Between(60, 1_500), false, Any(), Inclusive: Own()),
            ],
            hours);
    }

    private static WorkCalendar Office(string zone) => new(
        "office", 1, DateTimeOffset.UnixEpoch, "simulation", zone,
        [
            new WeekHours(
                [
                    DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday,
                ],
                [new DaySpan("01:30", "05:00"), new DaySpan("08:30", "17:30")]),
            new WeekHours([DayOfWeek.Sunday], [new DaySpan("00:30", "04:15")]),
        ],
        [new DaySpan("12:00", "13:00")],
        [new DaySpan("09:00", "16:00")],
        [
            new CalendarDay("leap day", new DateOnly(2024, 2, 29), true),
            new CalendarDay("make-up day", new DateOnly(2024, 3, 30), false),
            new CalendarDay("holidays", new DateOnly(2024, 10, 1), true, new DateOnly(2024, 10, 4)),
            new CalendarDay("make-up day", new DateOnly(2024, 10, 27), false),
        ]);
}
