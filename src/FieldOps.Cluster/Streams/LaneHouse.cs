using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace FieldOps.Cluster.Streams;

/// <summary>Opens the lanes of a stream in this silo.</summary>
internal sealed class LaneHouse(StreamPlan plan, ReactorRuns runs, LaneServices services, ILocalSiloDetails here)
{
    public StreamLanes Open(string streamNamespace, string key) =>
        new(plan.Find(streamNamespace), StreamNames.PartitionOf(key), runs, services);

    /// <summary>
    /// Names a silo to whoever places the caller's next activation; false when the caller is there already.
    /// </summary>
    public bool TryPointTo(SiloAddress silo)
    {
        if (silo.Equals(here.SiloAddress))
        {
            return false;
        }

        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        return true;
    }
}
