using System.Collections.Concurrent;

namespace FieldOps.Simulation.Clocks;

/// <summary>
/// Zones that do all that zones do: summer time in both hemispheres and by half an hour, a midnight that does not
/// exist, another offset for good, a day left out, and nothing at all.
/// </summary>
internal static class ClockZones
{
    private const int YearFirst = 2011;
    private const int YearEnd = 2028;

    private static readonly DateTimeOffset[] s_plain =
    [
        new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero), new(2024, 10, 1, 0, 0, 0, TimeSpan.Zero),
        new(2024, 12, 31, 20, 0, 0, TimeSpan.Zero), new(2026, 12, 31, 16, 0, 0, TimeSpan.Zero),
    ];

    private static readonly ConcurrentDictionary<string, DateTimeOffset[]> s_changes = new(StringComparer.Ordinal);

    /// <summary>IANA names.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "Europe/Berlin", "America/New_York", "Australia/Sydney", "Pacific/Auckland", "Australia/Lord_Howe",
        "Pacific/Chatham", "Asia/Beirut", "Africa/Cairo", "America/Santiago", "America/Havana", "America/Sao_Paulo",
        "Africa/Casablanca", "Asia/Almaty", "Asia/Pyongyang", "Europe/Istanbul", "Pacific/Apia", "Asia/Kathmandu",
        "Asia/Shanghai",
    ];

    /// <summary>Nights on which clocks are changed; of zones that never do it, nights on which the year does.</summary>
    public static DateTimeOffset[] NightsOf(string zone) => Changes(zone) is { Length: > 0 } all ? all : s_plain;

    /// <summary>Whether there is a day in a zone that has no midnight.</summary>
    public static bool LacksMidnight(string zone, DateTimeOffset change)
    {
        var rules = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var midnight = TimeZoneInfo.ConvertTime(change, rules).Date;
        return rules.IsInvalidTime(midnight);
    }

    /// <summary>How often the clocks were changed between two instants; at neither of them.</summary>
    public static int ChangesBetween(string zone, DateTimeOffset from, DateTimeOffset to) =>
        Changes(zone).Count(c => from < c && c < to);

    private static DateTimeOffset[] Changes(string zone) => s_changes.GetOrAdd(zone, static name =>
    {
        var rules = TimeZoneInfo.FindSystemTimeZoneById(name);
        var found = new List<DateTimeOffset>();
        var end = new DateTimeOffset(YearEnd, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var at = new DateTimeOffset(YearFirst, 1, 1, 0, 0, 0, TimeSpan.Zero); at < end; at = at.AddMinutes(30))
        {
            if (rules.GetUtcOffset(at) != rules.GetUtcOffset(at.AddMinutes(-30)))
            {
                found.Add(at);
            }
        }

        return [.. found];
    });
}
