namespace FieldOps.Platform.Deadlines;

/// <summary>A place in the order of all deadline rows, which is the order of their index.</summary>
/// <param name="DueTicks">UTC ticks.</param>
/// <param name="Entity">Small id of the entity in the log.</param>
/// <param name="Kind">The deadline's kind.</param>
internal readonly record struct DeadlineEdge(long DueTicks, long Entity, string Kind)
{
    /// <summary>Before every row: no deadline of this product is older.</summary>
    public static DeadlineEdge Start { get; } =
        new(new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks, 0, string.Empty);

    /// <summary>After every row that is due at an instant.</summary>
    public static DeadlineEdge After(DateTimeOffset instant) => new(instant.UtcTicks, long.MaxValue, string.Empty);

    public static DeadlineEdge Min(DeadlineEdge one, DeadlineEdge other) => one.OrderTo(other) <= 0 ? one : other;

    /// <summary>Negative before the other, positive after it.</summary>
    public int OrderTo(DeadlineEdge other)
    {
        var byDue = DueTicks.CompareTo(other.DueTicks);
        if (byDue != 0)
        {
            return byDue;
        }

        var byEntity = Entity.CompareTo(other.Entity);
        return byEntity != 0 ? byEntity : string.CompareOrdinal(Kind, other.Kind);
    }
}
