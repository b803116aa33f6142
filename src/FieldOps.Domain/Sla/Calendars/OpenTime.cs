namespace FieldOps.Domain.Sla.Calendars;

/// <summary>
/// Working-time arithmetic, exact to the tick. An instant is open when its wall-clock reading in the zone lies in the
/// hours of its day: an hour that DST skips is never open, one that it repeats is open twice. Tables are made a year at
/// a time when they are first needed; questions are answered by binary search. Safe to share between threads.
/// </summary>
public sealed class OpenTime
{
    /// <summary>First year that is answered for; before it nothing is open.</summary>
    public const int YearFirst = 1970;

    /// <summary>Last year that is answered for; after it nothing is open.</summary>
    public const int YearLast = 2199;

    private static readonly long s_first = Ticks(YearFirst);
    private static readonly long s_end = Ticks(YearLast + 1);

    private readonly OpenYear?[] _years = new OpenYear?[YearLast - YearFirst + 1];
    private readonly OpenHours _hours;
    private readonly TimeZoneInfo _zone;

    /// <summary>The arithmetic of some hours.</summary>
    /// <exception cref="TimeZoneNotFoundException">The zone is not known.</exception>
    public OpenTime(OpenHours hours)
    {
        ArgumentNullException.ThrowIfNull(hours);
        _hours = hours;
        _zone = TimeZoneInfo.FindSystemTimeZoneById(hours.Zone);
    }

    /// <summary>Open time in [<paramref name="from"/>, <paramref name="to"/>); zero when it ends before it
    /// begins.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to) => new(Between(from.UtcTicks, to.UtcTicks));

    /// <summary>Whether the instant is open.</summary>
    public bool IsOpen(DateTimeOffset at) => Between(at.UtcTicks, at.UtcTicks + 1) > 0;

    /// <summary>
    /// The first instant at which <paramref name="open"/> of open time has passed since <paramref name="from"/>:
    /// <paramref name="from"/> itself for zero or less, null when that is not before the end of
    /// <see cref="YearLast"/>.
    /// </summary>
    public DateTimeOffset? After(DateTimeOffset from, TimeSpan open)
    {
        if (open <= TimeSpan.Zero)
        {
            return from;
        }

        var at = Math.Clamp(from.UtcTicks, s_first, s_end);
        var left = open.Ticks;
        for (var year = YearOf(at); year <= YearLast; year++)
        {
            var table = Year(year);
            left += table.Before(at);
            if (left <= table.Total)
            {
                return new DateTimeOffset(table.Reached(left), TimeSpan.Zero);
            }

            left -= table.Total;
            at = Ticks(year + 1);
        }

        return null;
    }

    /// <summary>The first open instant at or after <paramref name="from"/>; null when there is none.</summary>
    public DateTimeOffset? NextOpen(DateTimeOffset from) =>
        After(from, TimeSpan.FromTicks(1)) is { } passed ? passed.AddTicks(-1) : null;

    /// <summary>The open spans in [<paramref name="from"/>, <paramref name="to"/>), in order, none touching the
    /// next.</summary>
    public IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Spans(DateTimeOffset from, DateTimeOffset to)
    {
        var at = from;
        while (at < to && NextOpen(at) is { } begin && begin < to)
        {
            at = EndOf(begin, to);
            yield return (begin, at < to ? at : to);
        }
    }

    internal long Between(long from, long to)
    {
        from = Math.Clamp(from, s_first, s_end);
        to = Math.Clamp(to, s_first, s_end);
        if (to <= from)
        {
            return 0;
        }

        var first = YearOf(from);
        var last = YearOf(to);
        if (first == last)
        {
            var table = Year(first);
            return table.Before(to) - table.Before(from);
        }

        var sum = Year(first).Total - Year(first).Before(from);
        for (var year = first + 1; year < last; year++)
        {
            sum += Year(year).Total;
        }

        return last > YearLast ? sum : sum + Year(last).Before(to);
    }

    // An open span goes on over the turn of the year, where tables meet.
    private DateTimeOffset EndOf(DateTimeOffset open, DateTimeOffset enough)
    {
        var (end, last) = (0L, open.UtcTicks);
        while (last > end && last < enough.UtcTicks && last < s_end)
        {
            end = last;
            last = Year(YearOf(end)).EndOf(end);
        }

        return new DateTimeOffset(last, TimeSpan.Zero);
    }

    private static int YearOf(long ticks) => new DateTime(ticks).Year;

    private static long Ticks(int year) => new DateTime(year, 1, 1).Ticks;

    // Two threads may make the same table; both are equal, and one is kept.
    private OpenYear Year(int year) => _years[year - YearFirst] ??= OpenYear.Of(_hours, _zone, year);
}
