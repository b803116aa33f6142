using FieldOps.Platform.Feed;

namespace FieldOps.Cluster.Streams;

/// <summary>The partitions whose queues this silo reads now.</summary>
internal sealed class OwnedQueues
{
    // An agent that begins may do so before the one that it replaces has ended.
    private readonly int[] _readers = new int[Partitions.Count];

    public void Take(int partition) => Interlocked.Increment(ref _readers[partition]);

    public void Give(int partition) => Interlocked.Decrement(ref _readers[partition]);

    public bool Has(int partition) => Volatile.Read(ref _readers[partition]) > 0;
}
