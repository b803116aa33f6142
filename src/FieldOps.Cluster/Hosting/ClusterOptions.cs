using System.ComponentModel.DataAnnotations;

namespace FieldOps.Cluster.Hosting;

/// <summary>How this process takes part in the cluster: section <c>FieldOps:Cluster</c>.</summary>
public sealed class ClusterOptions
{
    /// <summary>Stable over rolling upgrades; names the product in the membership table.</summary>
    [Required, StringLength(100, MinimumLength = 1)]
    public string ServiceId { get; set; } = "fieldops";

    /// <summary>The silos that belong together; another value is another cluster on the same database.</summary>
    [Required, StringLength(100, MinimumLength = 1)]
    public string ClusterId { get; set; } = "fieldops";

    /// <summary>Name of this silo in logs, leases and membership; empty for one made from address and port.</summary>
    [StringLength(100)]
    public string SiloName { get; set; } = string.Empty;

    /// <summary>The address that other silos reach this one at; empty for loopback.</summary>
    [StringLength(100)]
    public string AdvertisedAddress { get; set; } = string.Empty;

    /// <summary>Port between silos; 0 takes any that is free.</summary>
    [Range(0, 65_535)]
    public int SiloPort { get; set; }

    /// <summary>Port for clients outside the cluster; 0 for none: the API is in the silos themselves.</summary>
    [Range(0, 65_535)]
    public int GatewayPort { get; set; }
}
