using FieldOps.Platform.Feed;
using Orleans.Runtime;
using Orleans.Streams;

namespace FieldOps.Cluster.Streams;

/// <summary>A queue a partition of the log; all streams of a partition are in its queue.</summary>
internal sealed class LogQueueMapper : IStreamQueueMapper
{
    private readonly QueueId[] _queues =
    [
        .. Enumerable.Range(0, Partitions.Count)
            .Select(p => QueueId.GetQueueId(StreamNames.Provider, (uint)p, (uint)p)),
    ];

    public IEnumerable<QueueId> GetAllQueues() => _queues;

    public QueueId GetQueueForStream(StreamId streamId) =>
        _queues[StreamNames.PartitionOf(streamId.GetKeyAsString())];

    public static int PartitionOf(QueueId queue) => (int)queue.GetNumericId();
}
