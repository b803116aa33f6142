using System.ComponentModel.DataAnnotations;

namespace FieldOps.Platform.Entities;

/// <summary>Bounds of the single-node entity host.</summary>
public sealed class EntityHostOptions
{
    /// <summary>
    /// Entities kept in memory; at a few kilobytes each this bounds the host's memory. A large one, as the month of a
    /// contractor with its orders, counts for as many as it takes the place of.
    /// </summary>
    [Range(100, 1_000_000)]
    public int EntitiesMax { get; set; } = 20_000;

    /// <summary>Commands waiting for one entity before callers are told that it is overloaded.</summary>
    [Range(1, 100_000)]
    public int QueuePerEntityMax { get; set; } = 2_000;
}
