namespace FieldOps.Domain.Sla.Calendars;

/// <summary>The open spans of one UTC year as ticks, with the open time before each.</summary>
internal sealed class OpenYear
{
    // Zones change their offset hours apart at the least; a finer step would only cost.
    private const long ProbeTicks = 3 * TimeSpan.TicksPerHour;

    private readonly long[] _from;
    private readonly long[] _to;
    private readonly long[] _before;

    private OpenYear(List<(long From, long To)> spans)
    {
        _from = [.. spans.Select(s => s.From)];
        _to = [.. spans.Select(s => s.To)];
        _before = new long[spans.Count];
        foreach (var (i, (from, to)) in spans.Index())
        {
            _before[i] = Total;
            Total += to - from;
        }
    }

    /// <summary>Open ticks of the year.</summary>
    public long Total { get; }

    public static OpenYear Of(OpenHours hours, TimeZoneInfo zone, int year)
    {
        var days = new DayTable(hours);
        var spans = new List<(long From, long To)>();
        foreach (var (from, to, offset) in Offsets(zone, year))
        {
            var day = DateOnly.FromDateTime(new DateTime(from + offset));
            for (; new DateTime(day, TimeOnly.MinValue).Ticks < to + offset; day = day.AddDays(1))
            {
                var midnight = new DateTime(day, TimeOnly.MinValue).Ticks - offset;
                foreach (var (open, close) in days.Of(day))
                {
                    Add(
                        spans,
                        Math.Max(from, midnight + (open * TimeSpan.TicksPerMinute)),
                        Math.Min(to, midnight + (close * TimeSpan.TicksPerMinute)));
                }
            }
        }

        return new OpenYear(spans);
    }

    /// <summary>Open ticks of the year before an instant of it.</summary>
    public long Before(long at)
    {
        var i = LastAtOrBelow(_from, at);
        return i < 0 ? 0 : _before[i] + Math.Min(at, _to[i]) - _from[i];
    }

    /// <summary>The first instant before which <paramref name="open"/> ticks are open: above 0, at most the
    /// total.</summary>
    public long Reached(long open)
    {
        var i = LastAtOrBelow(_before, open - 1);
        return _from[i] + open - _before[i];
    }

    /// <summary>The end of the span that holds the instant; the instant itself when it is closed.</summary>
    public long EndOf(long at)
    {
        var i = LastAtOrBelow(_from, at);
        return i < 0 ? at : Math.Max(at, _to[i]);
    }

    private static int LastAtOrBelow(long[] sorted, long value)
    {
        var (low, high) = (0, sorted.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            if (sorted[middle] <= value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }

    private static void Add(List<(long From, long To)> spans, long from, long to)
    {
        if (to <= from)
        {
            return;
        }

        if (spans.Count > 0 && spans[^1].To == from)
        {
            spans[^1] = (spans[^1].From, to);
        }
        else
        {
            spans.Add((from, to));
        }
    }

    // The year in pieces of one offset each.
    private static IEnumerable<(long From, long To, long Offset)> Offsets(TimeZoneInfo zone, int year)
    {
        var begin = new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
        var end = new DateTime(year + 1, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
        var offset = OffsetAt(zone, begin);
        for (var at = begin; at < end; at += ProbeTicks)
        {
            var next = Math.Min(at + ProbeTicks, end - 1);
            if (OffsetAt(zone, next) == offset)
            {
                continue;
            }

            var change = ChangeBetween(zone, at, next, offset);
            yield return (begin, change, offset);
            (begin, offset) = (change, OffsetAt(zone, change));
        }

        yield return (begin, end, offset);
    }

    private static long ChangeBetween(TimeZoneInfo zone, long same, long other, long offset)
    {
        while (other - same > 1)
        {
            var middle = same + ((other - same) / 2);
            if (OffsetAt(zone, middle) == offset)
            {
                same = middle;
            }
            else
            {
                other = middle;
            }
        }

        return other;
    }

    private static long OffsetAt(TimeZoneInfo zone, long utc) =>
        zone.GetUtcOffset(new DateTime(utc, DateTimeKind.Utc)).Ticks;
}
