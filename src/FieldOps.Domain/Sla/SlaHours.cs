using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Sla.Calendars;

namespace FieldOps.Domain.Sla;

/// <summary>The hours in which a clock of a line runs: its calendar, less the rests that apply to it.</summary>
internal static class SlaHours
{
    private const string AroundTheClock = "24x7";

    /// <summary>The rests of a clock in an area, for a severity.</summary>
    public static ImmutableArray<DaySpan> RestsOf(SlaLine line, ClockKind clock, string area, string severity) =>
        line.Rests is not { } rests
            ? []
            :
            [
                .. rests.Where(r => r.Clocks.Contains(clock)
                    && r.AreaClasses?.Contains(area) != false
                    && r.ExceptSeverities?.Contains(severity) != true).Select(r => new DaySpan(r.From, r.To)),
            ];

    /// <summary>The hours as they hold around an instant; null: around the clock.</summary>
    public static OpenHours? Of(
        WorkCalendar? calendar, ImmutableArray<DaySpan> rests, string? zone, DateTimeOffset at) =>
        (calendar, rests.IsEmpty) switch
        {
            (null, true) => null,
            (null, false) => OpenHours.AroundTheClock(zone!).WithBreaks(rests),
            (_, true) => calendar.HoursAround(at),
            _ => calendar.HoursAround(at).WithBreaks(rests),
        };

    /// <summary>Their name in the terms: <c>china-office.v1 rest 22:00-07:00</c>.</summary>
    public static string NameOf(WorkCalendar? calendar, ImmutableArray<DaySpan> rests)
    {
        var name = calendar is null
            ? AroundTheClock
            : string.Create(CultureInfo.InvariantCulture, $"{calendar.Id}.v{calendar.Version}");
        return rests.Aggregate(name, (known, rest) => $"{known} rest {rest.From}-{rest.To}");
    }

    /// <summary>Whole minutes, never less than the factor gives: a limit is not shortened by rounding.</summary>
    public static int MinutesOf(SlaLineLimit limit, string area, decimal stretch) =>
        (int)decimal.Ceiling(limit.Minutes[area] * stretch);
}
