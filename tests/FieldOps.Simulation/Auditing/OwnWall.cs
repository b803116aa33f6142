using System.Collections.Concurrent;

namespace FieldOps.Simulation.Auditing;

/// <summary>What the clock on the wall of a zone shows, minute by minute.</summary>
internal static class OwnWall
{
    /// <summary>Minutes that are looked at together.</summary>
    public const int MinutesPerPage = 4096;

    /// <summary>Pages of the years that are looked at.</summary>
    public const int Pages = (int)(YearCount * 366 * 24 * 60 / MinutesPerPage);

    private const int YearFirst = 2008;
    private const long YearCount = 30;
    private const int RememberedMax = 2000;

    private static readonly long s_first =
        new DateTime(YearFirst, 1, 1).Ticks / TimeSpan.TicksPerMinute / MinutesPerPage;

    private static readonly ConcurrentDictionary<(string Zone, long Page), (DateOnly, short)[]> s_known = new();

    /// <summary>Where a page stands among those of the years that are looked at.</summary>
    public static int IndexOf(long page) => page - s_first is >= 0 and < Pages and var index
        ? (int)index
        : throw new ArgumentOutOfRangeException(nameof(page), page, "Another year than those that are judged.");

    /// <summary>Day and minute of the day for each minute of a page, counted from the beginning of time.</summary>
    public static (DateOnly Day, short Minute)[] Of(TimeZoneInfo zone, long page)
    {
        if (s_known.Count > RememberedMax)
        {
            s_known.Clear();
        }

        return s_known.GetOrAdd((zone.Id, page), _ => Look(zone, page));
    }

    private static (DateOnly, short)[] Look(TimeZoneInfo zone, long page)
    {
        var shown = new (DateOnly, short)[MinutesPerPage];
        for (var n = 0; n < shown.Length; n++)
        {
            var minute = ((page * MinutesPerPage) + n) * TimeSpan.TicksPerMinute;
            var wall = TimeZoneInfo.ConvertTime(new DateTimeOffset(minute, TimeSpan.Zero), zone);
            shown[n] = (DateOnly.FromDateTime(wall.DateTime), (short)((wall.Hour * 60) + wall.Minute));
        }

        return shown;
    }
}
