using System.ComponentModel.DataAnnotations;

namespace FieldOps.Platform.PrivatePostgres;

/// <summary>How a <see cref="PrivateCluster"/> is run. The defaults suit two cores and 2 GB of memory.</summary>
/// <param name="DataFolder">
/// The host's data folder; relative to the current folder if not absolute. The cluster lives in its subfolder
/// <c>postgres</c>.
/// </param>
public sealed record PrivateClusterOptions([property: Required] string DataFolder)
{
    /// <summary>False gives up crash safety for speed: for throw-away data only.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>PostgreSQL's shared buffers in MB, 16 to 65,536.</summary>
    [Range(16, 65_536)]
    public int SharedBuffersMb { get; init; } = 256;

    /// <summary>
    /// Connections at most, 20 to 2,000: each that is used costs a process of some MB. The default has room for five
    /// silos and the tools beside them.
    /// </summary>
    [Range(20, 2_000)]
    public int ConnectionsMax { get; init; } = 300;

    /// <summary>
    /// Seconds to wait until the server is ready, 5 to 3,600: recovery after a crash replays up to 2 GB of log first.
    /// </summary>
    [Range(5, 3_600)]
    public int StartSecondsMax { get; init; } = 180;

    /// <summary>Seconds to wait for a clean stop, 1 to 600, before the server is told to drop everything.</summary>
    [Range(1, 600)]
    public int StopSecondsMax { get; init; } = 60;
}
