using System.Collections.Concurrent;

namespace FieldOps.Cluster.Streams;

/// <summary>The streams that wait in this silo behind an event that their reactor cannot handle.</summary>
internal sealed class ParkedStreams
{
    private readonly ConcurrentDictionary<(string Reactor, int Partition), long> _parked = new();

    /// <summary>Reactor, partition and the position of the event that it waits at.</summary>
    public IReadOnlyCollection<(string Reactor, int Partition, long Position)> All =>
        [.. _parked.Select(p => (p.Key.Reactor, p.Key.Partition, p.Value))];

    public void Park(string reactor, int partition, long position)
    {
        if (_parked.TryAdd((reactor, partition), position))
        {
            StreamMetrics.Parked(reactor, 1);
        }
    }

    public void Release(string reactor, int partition)
    {
        if (_parked.TryRemove((reactor, partition), out _))
        {
            StreamMetrics.Parked(reactor, -1);
        }
    }
}
