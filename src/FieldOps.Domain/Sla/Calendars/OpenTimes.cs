using System.Collections.Concurrent;

namespace FieldOps.Domain.Sla.Calendars;

/// <summary>
/// Hours by their content. Thousands of orders carry the same hours; their tables are worked out once and shared.
/// A memory of a pure function: what it answers does not depend on what it remembers.
/// </summary>
internal static class OpenTimes
{
    // A tenant has a handful of calendars, each with one set of hours a year; more than this is a stream of drafts.
    private const int RememberedMax = 256;

    private static readonly ConcurrentDictionary<string, OpenTime> s_known = new(StringComparer.Ordinal);

    public static OpenTime Of(OpenHours hours)
    {
        var text = hours.Text();
        if (s_known.TryGetValue(text, out var known))
        {
            return known;
        }

        if (s_known.Count >= RememberedMax)
        {
            s_known.Clear();
        }

        return s_known.GetOrAdd(text, new OpenTime(hours));
    }
}
