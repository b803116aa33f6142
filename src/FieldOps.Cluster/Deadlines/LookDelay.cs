namespace FieldOps.Cluster.Deadlines;

/// <summary>When a shard looks again.</summary>
internal static class LookDelay
{
    /// <summary>At the next deadline, and not later than the usual look.</summary>
    public static TimeSpan Until(DateTimeOffset next, DateTimeOffset now, TimeSpan usual)
    {
        var left = next > now ? next - now : TimeSpan.Zero;
        return left < usual ? left : usual;
    }
}
