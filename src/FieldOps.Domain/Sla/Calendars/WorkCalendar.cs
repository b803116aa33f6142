using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla.Calendars;

/// <summary>
/// A calendar as a document: the hours in which a clock runs. Its days speak the language of the published holiday
/// lists (<c>name</c>, <c>date</c>, <c>isOffDay</c>), so that such a list can be taken over as it is.
/// </summary>
/// <param name="Id">Document id: <c>china-office</c>.</param>
/// <param name="Version">1 and up.</param>
/// <param name="EffectiveFrom">First instant at which orders are created under it, UTC.</param>
/// <param name="Source">Where the hours and days come from.</param>
/// <param name="Zone">IANA zone whose wall clock the hours are read from.</param>
/// <param name="Week">Opening hours by day of the week; a day that is not named is closed.</param>
/// <param name="Breaks">Daily times that are closed on every day, such as lunch; may cross midnight.</param>
/// <param name="WorkingDayHours">Opening hours of a listed working day, whatever day of the week it is.</param>
/// <param name="Days">Holidays and make-up working days (补班); each date once.</param>
public sealed record WorkCalendar(
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Source,
    string Zone,
    ImmutableArray<WeekHours> Week,
    ImmutableArray<DaySpan> Breaks,
    ImmutableArray<DaySpan> WorkingDayHours,
    ImmutableArray<CalendarDay> Days) : IPolicyDocument
{
    /// <summary>
    /// What an order that begins at <paramref name="at"/> keeps of the calendar: the rules, and the listed days of the
    /// year before, the year itself and the year after.
    /// </summary>
    public OpenHours HoursAround(DateTimeOffset at)
    {
        var (first, last) = (new DateOnly(at.Year - 1, 1, 1), new DateOnly(at.Year + 1, 12, 31));
        return new OpenHours(
            Zone, Week, Breaks, WorkingDayHours,
            [.. Days.Where(d => d.Last >= first && d.Date <= last).Select(d => d with { List = null })]);
    }

    /// <summary>
    /// The listed days with those of some years told anew: what their lists told goes, the rest stays but for the dates
    /// that are told. The last days of December are often told by the list of the following year: they stay and go with
    /// that list. Of days that do not say which list told them, those that bear the name of a day of the following
    /// January stay when their own year is told. Sorted; days in a row of one name and kind become one entry.
    /// </summary>
    /// <param name="years">Years that <paramref name="listed"/> tells whole.</param>
    /// <param name="listed">
    /// Their days, and days of the December before, in any order, each date once.
    /// </param>
    public ImmutableArray<CalendarDay> DaysWith(IReadOnlySet<int> years, IEnumerable<CalendarDay> listed)
    {
        var told = listed.SelectMany(Each).ToArray();
        var dates = told.Select(d => d.Date).ToHashSet();
        var known = Days.SelectMany(Each).ToArray();
        var single = known
            .Where(d => !dates.Contains(d.Date) && (!years.Contains(ListOf(d)) || IsOfNextList(d, known, years)))
            .Concat(told).OrderBy(d => d.Date);
        var runs = new List<CalendarDay>();
        foreach (var day in single)
        {
            if (runs.Count > 0 && runs[^1] is var last && (last.Name, last.IsOffDay) == (day.Name, day.IsOffDay)
                && last.Last.AddDays(1) == day.Date && (last.List == day.List || ListOf(last) == ListOf(day)))
            {
                runs[^1] = last with { Until = day.Date };
            }
            else
            {
                runs.Add(day);
            }
        }

        return [.. runs];
    }

    private static int ListOf(CalendarDay day) => day.List ?? day.Date.Year;

    private static bool IsOfNextList(CalendarDay day, CalendarDay[] known, IReadOnlySet<int> years)
    {
        var next = day.Date.Year + 1;
        return day is { List: null, Date.Month: 12 } && !years.Contains(next)
            && known.Any(d => d.Date.Year == next && d.Date.Month == 1 && d.Name == day.Name);
    }

    private static IEnumerable<CalendarDay> Each(CalendarDay listed)
    {
        for (var day = listed.Date; day <= listed.Last; day = day.AddDays(1))
        {
            yield return new CalendarDay(
                listed.Name, day, listed.IsOffDay, List: listed.List == day.Year ? null : listed.List);
        }
    }
}

/// <summary>Opening hours of some days of the week.</summary>
/// <param name="Days"><c>monday</c> to <c>sunday</c>.</param>
/// <param name="Open">In order, without overlap.</param>
public sealed record WeekHours(ImmutableArray<DayOfWeek> Days, ImmutableArray<DaySpan> Open);

/// <summary>A part of a day, half-open, on the wall clock.</summary>
/// <param name="From"><c>HH:mm</c>, 00:00 to 23:59.</param>
/// <param name="To"><c>HH:mm</c>, 00:01 to 24:00; before <paramref name="From"/> only where midnight may be
/// crossed.</param>
public sealed record DaySpan(string From, string To)
{
    /// <summary>Minutes of a day.</summary>
    public const int DayMinutes = 24 * 60;

    /// <summary>Beginning, minutes after midnight; -1 when it cannot be read.</summary>
    public int FromMinute() => Minute(From);

    /// <summary>End, minutes after midnight; -1 when it cannot be read.</summary>
    public int ToMinute() => Minute(To);

    private static int Minute(string text)
    {
        if (text is not [>= '0' and <= '2', >= '0' and <= '9', ':', >= '0' and <= '5', >= '0' and <= '9'])
        {
            return -1;
        }

        var minute = (((text[0] - '0') * 10) + text[1] - '0') * 60 + ((text[3] - '0') * 10) + text[4] - '0';
        return minute <= DayMinutes ? minute : -1;
    }
}

/// <summary>A day, or some days in a row, that the week does not tell.</summary>
/// <param name="Name">What people call it: 国庆节.</param>
/// <param name="Date">The day, on the wall calendar of the zone.</param>
/// <param name="IsOffDay">True: closed. False: a working day, with the hours of such days.</param>
/// <param name="Until">Last day when it is several.</param>
/// <param name="List">
/// Year of the list that told it, for a December that the following year's list told; null where it is the day's year.
/// </param>
public sealed record CalendarDay(
    string Name, DateOnly Date, bool IsOffDay, DateOnly? Until = null, int? List = null)
{
    /// <summary>The last day.</summary>
    public DateOnly Last => Until ?? Date;
}
