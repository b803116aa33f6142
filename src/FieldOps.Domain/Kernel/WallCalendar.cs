namespace FieldOps.Domain.Kernel;

/// <summary>Months as people count them: on the calendar of the wall before them, not on that of UTC.</summary>
public static class WallCalendar
{
    /// <summary>
    /// So many months later, or earlier, at the same time of the day: the last day of a month that is too short.
    /// </summary>
    /// <param name="at">From when.</param>
    /// <param name="months">May be negative.</param>
    /// <param name="zone">IANA id of the operator's zone; null for UTC, by which older builds counted.</param>
    /// <returns>UTC.</returns>
    /// <exception cref="TimeZoneNotFoundException">There is no such zone.</exception>
    public static DateTimeOffset AddMonths(DateTimeOffset at, int months, string? zone)
    {
        if (zone is null)
        {
            return at.AddMonths(months);
        }

        var wall = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var local = DateTime.SpecifyKind(
            TimeZoneInfo.ConvertTime(at, wall).DateTime.AddMonths(months), DateTimeKind.Unspecified);
        // An hour that a change of the clocks leaves out begins when they land.
        while (wall.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        return new DateTimeOffset(local, wall.GetUtcOffset(local)).ToUniversalTime();
    }
}
