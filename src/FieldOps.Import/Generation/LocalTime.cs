namespace FieldOps.Import;

internal static class LocalTime
{
    /// <summary>
    /// So many elapsed seconds after local midnight, in UTC; counting from midnight, not from a wall-clock reading,
    /// leaves no gap where clocks are put forward.
    /// </summary>
    public static DateTimeOffset At(DateOnly day, int seconds, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime().AddSeconds(seconds);
    }
}
