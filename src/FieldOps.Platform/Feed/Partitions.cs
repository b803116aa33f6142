using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Platform.Feed;

/// <summary>The consumers' partitions of the log: events of one entity are in one partition, in order.</summary>
public static class Partitions
{
    /// <summary>Number of partitions; fixed, for cursors are stored per partition.</summary>
    public const int Count = 8;

    /// <summary>0 to <see cref="Count"/> - 1, the same on every machine.</summary>
    public static int Of(EntityKey key)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.Id.TryWriteBytes(bytes);
        return bytes[15] % Count;
    }
}

/// <summary>
/// Deals a window of the log out by partition, in an order drawn from a seed, so that no consumer of the single-node
/// edition comes to rely on a global order that a cluster does not have.
/// </summary>
internal sealed class Interleaving(int seed, bool lagging)
{
    // Every draw only permutes what is handed out; the numbers carry no secret.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    /// <summary>
    /// The wanted events beyond their partition's cursor, partition by partition, and the cursors after them. With
    /// lagging, some partitions are left behind for a later round.
    /// </summary>
    public (List<RecordedEvent> Batch, long[] Cursors) Deal(
        IReadOnlyList<RecordedEvent> window, long[] cursors, ImmutableHashSet<string> names)
    {
        var dealt = new List<RecordedEvent>(window.Count);
        var after = new long[Partitions.Count];
        var order = Enumerable.Range(0, Partitions.Count).ToArray();
        _random.Shuffle(order);
        var byPartition = window.ToLookup(e => Partitions.Of(e.Key));
        var leader = order[0];
        foreach (var partition in order)
        {
            var end = window[^1].Position;
            if (lagging && partition != leader && _random.Next(4) == 0)
            {
                end = Math.Max(cursors[partition], window[_random.Next(window.Count)].Position);
            }

            var from = cursors[partition];
            dealt.AddRange(byPartition[partition].Where(
                e => e.Position > from && e.Position <= end && names.Contains(e.Name)).Select(e => e.Readable()));
            after[partition] = Math.Max(from, end);
        }

        return (dealt, after);
    }
#pragma warning restore CA5394
}
