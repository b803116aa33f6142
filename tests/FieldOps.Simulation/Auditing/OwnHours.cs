using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>
/// Hours of a calendar, asked minute by minute what the clock on the wall shows. Nothing is turned into intervals.
/// </summary>
internal sealed class OwnHours(JsonElement hours)
{
    private const int MinutesPerDay = 24 * 60;
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(hours.Text("zone"));
    private readonly Dictionary<long, bool?[]> _seen = [];
    private long _day = -1;
    private bool?[] _minutes = [];

    // Thousands of orders carry the same hours, each as text of its own.
    [ThreadStatic]
    private static Dictionary<string, OwnHours>? s_known;

    /// <summary>The hours of a text; those of equal texts share what they have seen.</summary>
    public static OwnHours Of(JsonElement hours)
    {
        var known = s_known ??= new Dictionary<string, OwnHours>(StringComparer.Ordinal);
        var text = hours.GetRawText();
        return known.TryGetValue(text, out var same) ? same : known[text] = new OwnHours(hours);
    }

    /// <summary>Whether a minute, counted from the beginning of time, is open.</summary>
    public bool IsOpen(long minute)
    {
        if (minute / MinutesPerDay != _day)
        {
            _day = minute / MinutesPerDay;
            _minutes = CollectionsMarshal.GetValueRefOrAddDefault(_seen, _day, out _) ??= new bool?[MinutesPerDay];
        }

        return _minutes[minute % MinutesPerDay] ??=
            Look(new DateTimeOffset(minute * TimeSpan.TicksPerMinute, TimeSpan.Zero));
    }

    private bool Look(DateTimeOffset minute)
    {
        var wall = TimeZoneInfo.ConvertTime(minute, _zone);
        var clock = wall.ToString("HH:mm", CultureInfo.InvariantCulture);
        return OpenOf(wall).Any(s => Holds(s, clock)) && !hours.List("breaks").Any(s => Holds(s, clock));
    }

    private JsonElement[] OpenOf(DateTimeOffset wall)
    {
        var date = wall.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var listed in hours.List("days"))
        {
            var first = listed.Text("date");
            var last = listed.TextOr("until") ?? first;
            if (string.CompareOrdinal(first, date) <= 0 && string.CompareOrdinal(date, last) <= 0)
            {
                return listed.Flag("isOffDay") ? [] : hours.List("workingDayHours");
            }
        }

        var day = wall.DayOfWeek.ToString();
        return [.. hours.List("week")
            .Where(w => w.Words("days").Contains(day, StringComparer.OrdinalIgnoreCase))
            .SelectMany(w => w.List("open"))];
    }

    private static bool Holds(JsonElement span, string clock)
    {
        var (from, to) = (span.Text("from"), span.Text("to"));
        var begun = string.CompareOrdinal(from, clock) <= 0;
        var over = string.CompareOrdinal(to, clock) <= 0;
        return string.CompareOrdinal(from, to) < 0 ? begun && !over : begun || !over;
    }
}
