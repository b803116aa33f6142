using FieldOps.Platform.Feed;

namespace FieldOps.Cluster.Streams;

/// <summary>The reactors of the cluster, for those who wait for them.</summary>
internal sealed class StreamConsumers(StreamPlan plan, StreamGrains grains)
{
    /// <summary>All of them, in no order.</summary>
    public IReadOnlyList<StreamConsumer> All { get; } =
    [
        .. plan.Reactors.Select(r => new StreamConsumer(r.Name, StreamNames.Of(r.Stream), grains)),
    ];

    /// <summary>Takes note of what a stream's grain reported.</summary>
    public void Note(int partition, IEnumerable<LaneReport> reports, long wanted)
    {
        // During a rolling upgrade the grain may run on a build that has other reactors.
        foreach (var report in reports)
        {
            All.FirstOrDefault(c => c.Name == report.Reactor)?.Note(partition, report, wanted);
        }
    }
}
