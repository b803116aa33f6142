using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace FieldOps.Platform.Config.Silo;

/// <summary>
/// How one silo of the cluster edition runs: section <c>FieldOps:Cluster</c> of
/// <c>silo-config/silo/ENVIRONMENT.json</c>, then environment, then command line. Read by <see cref="SiloSettings"/>.
/// </summary>
public sealed class SiloOptions
{
    /// <summary>The section's path.</summary>
    public const string Section = "FieldOps:Cluster";

    /// <summary>Silos of one cluster share it; another value is another cluster on the same tables.</summary>
    [Required, StringLength(100, MinimumLength = 1), RegularExpression("[a-z0-9]([a-z0-9-]*[a-z0-9])?")]
    public string ClusterId { get; set; } = string.Empty;

    /// <summary>
    /// Outlives clusters: reminders and subscriptions are stored under it. Changing it abandons them.
    /// </summary>
    [Required, StringLength(100, MinimumLength = 1), RegularExpression("[a-z0-9]([a-z0-9-]*[a-z0-9])?")]
    public string ServiceId { get; set; } = string.Empty;

    /// <summary>Names the silo in logs and leases; one running silo a name. In a pod the pod's name.</summary>
    [Required, StringLength(100, MinimumLength = 1), RegularExpression("[a-z0-9]([a-z0-9.-]*[a-z0-9])?")]
    public string SiloName { get; set; } = string.Empty;

    /// <summary>IP address by which the other silos reach this one. In a pod the pod's address.</summary>
    [Required, StringLength(45, MinimumLength = 1)]
    public string AdvertisedAddress { get; set; } = string.Empty;

    /// <summary>Port between silos. On one machine, the first silo's: each further one takes the next.</summary>
    [Range(1024, 65_000)]
    public int SiloPort { get; set; } = 11_111;

    /// <summary>Port for clients of the cluster that are no silos; 0 opens none, for the API is in the silo.</summary>
    [Range(0, 65_000)]
    public int GatewayPort { get; set; }

    /// <summary>Port of the HTTP API, on loopback. On one machine, the first silo's.</summary>
    [Range(1024, 65_000)]
    public int HttpPort { get; set; } = 5080;

    /// <summary>
    /// Which of several silos on one machine this is, counted from 0: added to every port, and to the name.
    /// </summary>
    [Range(0, 31)]
    public int Ordinal { get; set; }

    /// <summary>Only brings the database to today's schema, then ends.</summary>
    public bool MigrateOnly { get; set; }

    /// <summary>At stop, HTTP calls under way get this long to end; then the silo hands over and leaves.</summary>
    [Range(1, 120)]
    public int DrainSecondsMax { get; set; } = 15;

    /// <summary>At stop, the silo is gone after this long, drained or not.</summary>
    [Range(5, 300)]
    public int ShutdownSecondsMax { get; set; } = 45;

    /// <summary>A call to an entity is answered within this long, or its outcome is unknown to the caller.</summary>
    [Range(1, 60)]
    public int ResponseSecondsMax { get; set; } = 10;

    /// <summary>
    /// What silos ask each other to find an entity is asked again after this long. Such a question takes milliseconds,
    /// but it is lost with the connection to a silo that is declared dead, also where another lives at its address by
    /// then: it sets how long calls wait in a cluster whose silos were all killed. It bounds every call between the
    /// silos' own parts, so also the one by which a directory hands its share over to a silo that joins.
    /// </summary>
    [Range(1, 60)]
    public int DirectorySecondsMax { get; set; } = 3;

    /// <summary>How silos watch each other.</summary>
    public SiloMembershipOptions Membership { get; set; } = new();

    /// <summary>Where an entity comes to live that lives nowhere yet.</summary>
    [EnumDataType(typeof(SiloPlacement))]
    public SiloPlacement Placement { get; set; } = SiloPlacement.ResourceOptimized;

    /// <summary>When entities that nobody asks leave memory.</summary>
    public SiloActivationOptions Activation { get; set; } = new();

    /// <summary>The streams over the event log.</summary>
    public SiloStreamOptions Streams { get; set; } = new();

    /// <summary>The deadline shards.</summary>
    public SiloDeadlineOptions Deadlines { get; set; } = new();

    /// <summary>The name of this very silo.</summary>
    public string OwnName =>
        Ordinal == 0 ? SiloName : string.Create(CultureInfo.InvariantCulture, $"{SiloName}-{Ordinal}");

    /// <summary>The port between silos of this very silo.</summary>
    public int OwnSiloPort => SiloPort + Ordinal;

    /// <summary>The gateway's port of this very silo; 0 for none.</summary>
    public int OwnGatewayPort => GatewayPort == 0 ? 0 : GatewayPort + Ordinal;

    /// <summary>The HTTP port of this very silo.</summary>
    public int OwnHttpPort => HttpPort + Ordinal;
}
