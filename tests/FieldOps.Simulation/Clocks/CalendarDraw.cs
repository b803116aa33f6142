using System.Collections.Immutable;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Simulation.World;

namespace FieldOps.Simulation.Clocks;

/// <summary>A calendar with hours in the middle of the night, and listed days on and around the change.</summary>
internal static class CalendarDraw
{
    private static readonly DayOfWeek[] s_working =
    [
        DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday,
    ];

    private static readonly DaySpan[] s_nights =
        [new("00:00", "01:00"), new("00:30", "04:15"), new("01:30", "05:00"), new("02:00", "03:00"),
            new("02:10", "02:50"), new("00:00", "06:00")];

    private static readonly DaySpan[][] s_days =
    [
        [new("08:30", "17:30")], [new("09:00", "24:00")], [new("07:15", "09:45"), new("10:00", "19:45")],
        [new("08:00", "10:00"), new("10:20", "12:30"), new("14:00", "16:00"), new("16:01", "18:00")],
    ];

    public static WorkCalendar Calendar(
        Chance chance, string id, int version, DateTimeOffset from, string zone, DateTimeOffset night) => new(
        id, version, from, "simulation", zone,
        [
            new WeekHours([.. s_working], [chance.One(s_nights), .. chance.One(s_days)]),
            new WeekHours([DayOfWeek.Sunday], [chance.One(s_nights)]),
            .. chance.Of(50)
                ? [new WeekHours([DayOfWeek.Saturday], [.. chance.One(s_days)])]
                : Array.Empty<WeekHours>(),
        ],
        chance.Of(60) ? [new DaySpan("12:00", "13:00")] : chance.Of(30) ? [new DaySpan("23:15", "00:45")] : [],
        chance.Of(50) ? [new DaySpan("09:00", "16:00")] : [chance.One(s_nights), .. chance.One(s_days)],
        Listed(chance, zone, night));

    // Make-up days on weekends, holidays on weekdays, and the other way round; one run over the turn of the year.
    private static ImmutableArray<CalendarDay> Listed(Chance chance, string zone, DateTimeOffset night)
    {
        var wall = TimeZoneInfo.ConvertTime(night, TimeZoneInfo.FindSystemTimeZoneById(zone));
        var days = ImmutableArray.CreateBuilder<CalendarDay>();
        for (var day = DateOnly.FromDateTime(wall.Date).AddDays(-4); days.Count < 6; day = day.AddDays(1))
        {
            if (chance.Of(30))
            {
                var until = chance.Of(25) ? day.AddDays(chance.Between(1, 3)) : (DateOnly?)null;
                days.Add(new CalendarDay("listed", day, chance.Of(40), until));
                day = until ?? day;
            }
        }

        return days.ToImmutable();
    }
}
