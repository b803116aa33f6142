using System.Collections.Immutable;
using System.Globalization;

namespace FieldOps.Domain.Sla.Calendars;

/// <summary>Reads a calendar against its own rules before anything runs under it.</summary>
public static class WorkCalendarCheck
{
    /// <summary>Listed entries taken: thirty years of holidays.</summary>
    public const int DaysMax = 2000;

    /// <summary>Longest listed run of days: more is a season, and belongs into the week of a version.</summary>
    public const int RunDaysMax = 62;

    /// <summary>Every fault of the document, one sentence each; empty when it can be used.</summary>
    public static ImmutableArray<string> FaultsOf(WorkCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ImmutableArray<string> faults = [.. Head(calendar), .. Week(calendar), .. Breaks(calendar), .. Days(calendar)];
        return faults.IsEmpty ? [.. Openings(calendar)] : faults;
    }

    private static IEnumerable<string> Head(WorkCalendar calendar)
    {
        if (string.IsNullOrWhiteSpace(calendar.Id))
        {
            yield return "id is empty";
        }

        if (calendar.Version < 1)
        {
            yield return $"version is {calendar.Version}; it starts at 1";
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(calendar.Zone ?? string.Empty, out var zone) || !zone.HasIanaId)
        {
            yield return $"zone {calendar.Zone} is no IANA zone that is known here";
        }

        foreach (var (name, missing) in new[]
        {
            ("week", calendar.Week.IsDefault), ("breaks", calendar.Breaks.IsDefault),
            ("workingDayHours", calendar.WorkingDayHours.IsDefault), ("days", calendar.Days.IsDefault),
        })
        {
            if (missing)
            {
                yield return $"{name} is missing; write [] for none";
            }
        }
    }

    private static IEnumerable<string> Week(WorkCalendar calendar)
    {
        var seen = new HashSet<DayOfWeek>();
        foreach (var hours in calendar.Week.IsDefault ? [] : calendar.Week)
        {
            foreach (var day in hours.Days.IsDefault ? [] : hours.Days)
            {
                if (!seen.Add(day))
                {
                    yield return $"{Word(day)} appears twice";
                }
            }

            foreach (var fault in Spans("week", hours.Open))
            {
                yield return fault;
            }
        }

        foreach (var fault in Spans("workingDayHours", calendar.WorkingDayHours))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> Spans(string where, ImmutableArray<DaySpan> spans)
    {
        var last = 0;
        foreach (var span in spans.IsDefault ? [] : spans)
        {
            var (from, to) = (span.FromMinute(), span.ToMinute());
            if (from < 0 || to < 0 || from >= to)
            {
                yield return $"{where}: {span.From} to {span.To} is no part of a day";
            }
            else if (from < last)
            {
                yield return $"{where}: {span.From} to {span.To} overlaps the span before it";
            }

            last = Math.Max(last, to);
        }
    }

    private static IEnumerable<string> Breaks(WorkCalendar calendar)
    {
        foreach (var span in calendar.Breaks.IsDefault ? [] : calendar.Breaks)
        {
            var (from, to) = (span.FromMinute(), span.ToMinute());
            if (from < 0 || to < 0 || from == to || from == DaySpan.DayMinutes)
            {
                yield return $"breaks: {span.From} to {span.To} is no part of a day";
            }
        }
    }

    private static IEnumerable<string> Days(WorkCalendar calendar)
    {
        var days = calendar.Days.IsDefault ? [] : calendar.Days;
        if (days.Length > DaysMax)
        {
            yield return $"days has {days.Length} entries; at most {DaysMax} are taken";
            yield break;
        }

        var seen = new HashSet<DateOnly>();
        foreach (var listed in days)
        {
            if (!IsWithin(listed.Date) || !IsWithin(listed.Last))
            {
                yield return $"days: {Word(listed.Date)} until {Word(listed.Last)} is not within"
                    + $" {Word(OpenTime.YearFirst)} to {Word(OpenTime.YearLast)}";
                continue;
            }

            if (listed.Last < listed.Date || listed.Last.DayNumber - listed.Date.DayNumber >= RunDaysMax)
            {
                yield return $"days: {Word(listed.Date)} until {Word(listed.Last)} is not 1 to {RunDaysMax} days";
                continue;
            }

            for (var day = listed.Date; day <= listed.Last; day = day.AddDays(1))
            {
                if (!seen.Add(day))
                {
                    yield return $"days: {Word(day)} appears twice";
                }
            }
        }
    }

    private static bool IsWithin(DateOnly day) => day.Year is >= OpenTime.YearFirst and <= OpenTime.YearLast;

    // A calendar that never opens would leave every clock waiting for ever.
    private static IEnumerable<string> Openings(WorkCalendar calendar)
    {
        var week = new DayTable(new OpenHours(
            calendar.Zone, calendar.Week, calendar.Breaks, calendar.WorkingDayHours, []));
        var monday = new DateOnly(2024, 1, 1);
        if (!Enumerable.Range(0, 7).Any(day => week.Of(monday.AddDays(day)).Length > 0))
        {
            yield return "no day of the week has an open hour";
        }

        if (calendar.Days.Any(d => !d.IsOffDay) && calendar.WorkingDayHours.IsEmpty)
        {
            yield return "days lists working days, and workingDayHours has no hours for them";
        }

        foreach (var year in YearsWithoutAnOpening(calendar))
        {
            yield return $"{Word(year)} has no open day";
        }
    }

    // Holidays one by one may close a whole year, which no run of days could.
    private static IEnumerable<int> YearsWithoutAnOpening(WorkCalendar calendar)
    {
        var days = new DayTable(new OpenHours(
            calendar.Zone, calendar.Week, calendar.Breaks, calendar.WorkingDayHours, calendar.Days));
        return calendar.Days.Where(d => d.IsOffDay).Select(d => d.Date.Year).Distinct().Order()
            .Where(year => !Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365)
                .Any(day => days.Of(new DateOnly(year, 1, 1).AddDays(day)).Length > 0));
    }

    private static string Word(int year) => year.ToString(CultureInfo.InvariantCulture);

    private static string Word(DayOfWeek day) => day.ToString().ToLowerInvariant();

    private static string Word(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
