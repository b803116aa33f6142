using System.ComponentModel.DataAnnotations;

namespace FieldOps.Platform.Config.Silo;

/// <summary>The deadline shards: who looks when, never what a deadline means.</summary>
public sealed class SiloDeadlineOptions
{
    /// <summary>Shards; the number that is stored with every deadline row.</summary>
    [Range(1, 256)]
    public int ShardsCount { get; set; } = 16;

    /// <summary>Every silo touches every shard this often: a lost one is back within this long.</summary>
    [Range(1, 60)]
    public int TouchSeconds { get; set; } = 5;

    /// <summary>Period of the reminder that is the last net.</summary>
    [Range(1, 60)]
    public int ReminderMinutes { get; set; } = 5;
}
