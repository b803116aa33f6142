using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Sla.Calendars;

/// <summary>Calendars that the tests run under, and a judge that counts minutes on the wall.</summary>
internal static class SampleCalendars
{
    public static readonly WorkCalendar ChinaOffice =
        RepoFiles.Policy<WorkCalendar>("calendar", "china-office.v1.json");

    public static readonly ImmutableArray<DayOfWeek> Weekdays =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    public static WorkCalendar Office(string zone, params CalendarDay[] days) => new(
        "office", 1, DateTimeOffset.UnixEpoch, "test", zone,
        [new WeekHours(Weekdays, [new DaySpan("08:30", "12:00"), new DaySpan("13:00", "17:30")])],
        [], [new DaySpan("09:00", "15:00")], [.. days]);

    /// <summary>Open every day but for a nightly rest; the rest lies over most changes of DST.</summary>
    public static WorkCalendar NightlyRest(string zone) => new(
        "rest", 1, DateTimeOffset.UnixEpoch, "test", zone,
        [new WeekHours([.. Enum.GetValues<DayOfWeek>()], [new DaySpan("00:00", "24:00")])],
        [new DaySpan("22:00", "01:30")], [new DaySpan("00:00", "24:00")], []);

    public static WorkCalendar AllDay(string zone) => NightlyRest(zone) with { Breaks = [] };

    public static OpenTime Time(WorkCalendar calendar) => new(new OpenHours(
        calendar.Zone, calendar.Week, calendar.Breaks, calendar.WorkingDayHours, calendar.Days));

    public static DateTimeOffset Utc(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>Open time by looking at the wall clock once a minute: shares no line with the product.</summary>
    public static TimeSpan ByTheMinute(WorkCalendar calendar, DateTimeOffset from, DateTimeOffset to)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.Zone);
        var sum = TimeSpan.Zero;
        var minute = new DateTimeOffset(from.UtcTicks - (from.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        for (; minute < to; minute = minute.AddMinutes(1))
        {
            if (IsOpen(calendar, TimeZoneInfo.ConvertTime(minute, zone)))
            {
                var begin = minute > from ? minute : from;
                var end = minute.AddMinutes(1) < to ? minute.AddMinutes(1) : to;
                sum += end - begin;
            }
        }

        return sum;
    }

    private static bool IsOpen(WorkCalendar calendar, DateTimeOffset wall)
    {
        var date = wall.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var clock = wall.ToString("HH:mm", CultureInfo.InvariantCulture);
        var listed = calendar.Days.FirstOrDefault(d =>
            string.CompareOrdinal(Iso(d.Date), date) <= 0 && string.CompareOrdinal(date, Iso(d.Until ?? d.Date)) <= 0);
        var open = listed switch
        {
            { IsOffDay: true } => [],
            { IsOffDay: false } => calendar.WorkingDayHours,
            _ => calendar.Week.FirstOrDefault(w => w.Days.Contains(wall.DayOfWeek))?.Open ?? [],
        };
        return open.Any(s => Holds(s, clock)) && !calendar.Breaks.Any(s => Holds(s, clock));
    }

    private static bool Holds(DaySpan span, string clock)
    {
        var (after, before) = (string.CompareOrdinal(span.From, clock) <= 0, string.CompareOrdinal(clock, span.To) < 0);
        return string.CompareOrdinal(span.From, span.To) < 0 ? after && before : after || before;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
