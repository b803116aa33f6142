using Orleans.Runtime;

namespace FieldOps.Cluster.Streams;

/// <summary>A grain that reads one stream of the log; its key is the partition.</summary>
[Alias("fieldops.ILogStreamGrain")]
internal interface ILogStreamGrain : IGrainWithStringKey
{
    /// <summary>
    /// Brings the stream's reactors towards a position, from the log where the stream has not delivered, and tells how
    /// far they are.
    /// </summary>
    [Alias("Reach")]
    Task<LaneReport[]> ReachAsync(long position);

    /// <summary>Moves to the silo whose queue the stream is in, so that slices come with their events.</summary>
    [Alias("Follow")]
    Task FollowAsync(SiloAddress silo);
}
