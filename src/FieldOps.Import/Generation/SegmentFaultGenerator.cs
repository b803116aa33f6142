using System.Globalization;

namespace FieldOps.Import;

/// <summary>
/// Breaks cables by seed: rate by level and length, season by month, hour by quantiles. Each segment draws from a
/// stream of its own, so faults of one do not depend on which others exist.
/// </summary>
public static class SegmentFaultGenerator
{
    private const double DaysAYear = 365.25;
    private const double KmPerRate = 1000;

    /// <summary>The faults within [from, to), by time, then by id.</summary>
    public static IReadOnlyList<WorldSegmentFault> Generate(
        ulong seed,
        IEnumerable<WorldSegment> segments,
        DateTimeOffset from,
        DateTimeOffset to,
        SegmentFaultFacts facts,
        TimeZoneInfo zone) =>
    [
        .. segments
            .SelectMany(s => OfSegment(seed, s, from, to, facts, zone))
            .OrderBy(f => f.OccurredAt)
            .ThenBy(f => f.Id, StringComparer.Ordinal),
    ];

    private static IEnumerable<WorldSegmentFault> OfSegment(
        ulong seed,
        WorldSegment segment,
        DateTimeOffset from,
        DateTimeOffset to,
        SegmentFaultFacts facts,
        TimeZoneInfo zone)
    {
        if (!facts.PerThousandKmYear.TryGetValue(segment.CableLevel, out var rate))
        {
            yield break;
        }

        var random = SeededRandom.For(seed, "segment-fault/" + segment.Id);
        var perDay = rate * segment.LengthKm / KmPerRate / DaysAYear;
        var last = LocalDay(to, zone);
        for (var day = LocalDay(from, zone); day <= last; day = day.AddDays(1))
        {
            var count = random.NextCount(perDay * facts.MonthProfile[day.Month - 1]);
            for (var i = 1; i <= count; i++)
            {
                var fault = Draw(random, segment, day, i, facts, zone);
                if (fault.OccurredAt >= from && fault.OccurredAt < to)
                {
                    yield return fault;
                }
            }
        }
    }

    private static WorldSegmentFault Draw(
        SeededRandom random,
        WorldSegment segment,
        DateOnly day,
        int ordinal,
        SegmentFaultFacts facts,
        TimeZoneInfo zone)
    {
        var causes = facts.Causes.Where(c => c.Months?.Contains(day.Month) ?? true).ToList();
        var severities = facts.Severities[segment.CableLevel].OrderBy(s => s.Key, StringComparer.Ordinal).ToList();
        return new WorldSegmentFault(
            string.Create(CultureInfo.InvariantCulture, $"SF-{segment.Code}-{day:yyyyMMdd}-{ordinal}"),
            segment.Id,
            LocalTime.At(day, (int)random.NextOf(facts.SecondOfDay), zone),
            Math.Floor(random.NextUnit() * segment.LengthKm * 100) / 100,
            random.Pick(causes, c => c.Weight).Code,
            random.Pick(severities, s => s.Value).Key);
    }

    private static DateOnly LocalDay(DateTimeOffset instant, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);
}
