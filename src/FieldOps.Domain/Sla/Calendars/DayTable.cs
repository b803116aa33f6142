using System.Collections.Immutable;

namespace FieldOps.Domain.Sla.Calendars;

/// <summary>Open minutes of a local day, breaks taken out.</summary>
internal sealed class DayTable
{
    private static readonly (int From, int To)[] s_closed = [];

    private readonly (int From, int To)[][] _week = [.. Enumerable.Repeat(s_closed, 7)];
    private readonly (int From, int To)[] _workingDay;
    private readonly Dictionary<DateOnly, bool> _isOff = [];

    public DayTable(OpenHours hours)
    {
        var breaks = hours.Breaks.SelectMany(Split).ToArray();
        foreach (var line in hours.Week)
        {
            foreach (var day in line.Days)
            {
                _week[(int)day] = Open(line.Open, breaks);
            }
        }

        _workingDay = Open(hours.WorkingDayHours, breaks);
        foreach (var listed in hours.Days)
        {
            for (var day = listed.Date; day <= listed.Last; day = day.AddDays(1))
            {
                _isOff[day] = listed.IsOffDay;
            }
        }
    }

    public (int From, int To)[] Of(DateOnly day) => _isOff.TryGetValue(day, out var off)
        ? off ? s_closed : _workingDay
        : _week[(int)day.DayOfWeek];

    private static (int From, int To)[] Open(ImmutableArray<DaySpan> open, (int From, int To)[] breaks)
    {
        IEnumerable<(int From, int To)> left =
            open.Select(s => (s.FromMinute(), s.ToMinute())).OrderBy(s => s.Item1);
        foreach (var pause in breaks)
        {
            left = left.SelectMany(s => Without(s, pause)).ToArray();
        }

        return [.. left];
    }

    private static IEnumerable<(int From, int To)> Without((int From, int To) span, (int From, int To) pause)
    {
        var head = (span.From, To: Math.Min(span.To, pause.From));
        var tail = (From: Math.Max(span.From, pause.To), span.To);
        if (head.To > head.From)
        {
            yield return head;
        }

        if (tail.To > tail.From)
        {
            yield return tail;
        }
    }

    // A rest from 22:00 to 07:00 lies in two days.
    private static IEnumerable<(int From, int To)> Split(DaySpan span)
    {
        var (from, to) = (span.FromMinute(), span.ToMinute());
        return from < to ? [(from, to)] : [(0, to), (from, DaySpan.DayMinutes)];
    }
}
