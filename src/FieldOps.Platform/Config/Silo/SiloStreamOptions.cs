using System.ComponentModel.DataAnnotations;

namespace FieldOps.Platform.Config.Silo;

/// <summary>The streams over the event log: bounds of what is on its way, never of what is kept.</summary>
public sealed class SiloStreamOptions
{
    /// <summary>
    /// Queues of the provider, dealt out over the silos: the number of partitions of the log, for cursors are stored
    /// for each.
    /// </summary>
    [Range(1, 64)]
    public int PartitionsCount { get; set; } = 8;

    /// <summary>Events that one queue holds in memory; a full one waits for its slowest consumer.</summary>
    [Range(100, 100_000)]
    public int CacheEventsMax { get; set; } = 4_000;

    /// <summary>Events handed on at once.</summary>
    [Range(1, 10_000)]
    public int BatchEventsMax { get; set; } = 500;

    /// <summary>A queue looks for events at least this often; commits of this silo wake it before.</summary>
    [Range(10, 5_000)]
    public int PullMilliseconds { get; set; } = 100;
}
