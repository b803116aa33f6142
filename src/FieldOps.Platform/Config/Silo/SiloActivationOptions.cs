using System.ComponentModel.DataAnnotations;

namespace FieldOps.Platform.Config.Silo;

/// <summary>
/// When entities that nobody asks leave memory. Coming back costs one read of a snapshot and the events after it.
/// </summary>
public sealed class SiloActivationOptions
{
    /// <summary>How often idle ones are looked for.</summary>
    [Range(5, 600)]
    public int LookEverySeconds { get; set; } = 60;

    /// <summary>Segments and stations: asked in bursts, when alarms flap.</summary>
    [Range(1, 1440)]
    public int AssetIdleMinutes { get; set; } = 10;

    /// <summary>Work orders: asked for hours, with long waits between verbs.</summary>
    [Range(1, 1440)]
    public int WorkOrderIdleMinutes { get; set; } = 10;

    /// <summary>Contractors: few, and asked by every dispatch.</summary>
    [Range(1, 1440)]
    public int ContractorIdleMinutes { get; set; } = 60;

    /// <summary>Contractors' months: few and large, fed by every order that ends.</summary>
    [Range(1, 1440)]
    public int ContractorMonthIdleMinutes { get; set; } = 60;
}
