using Orleans.Runtime;
using Orleans.Streams;

namespace FieldOps.Cluster.Streams;

/// <summary>One slice on its way from the queue to the stream's subscribers.</summary>
[GenerateSerializer]
[Immutable]
[Alias("fieldops.log-slice-container")]
internal sealed class LogSliceContainer : IBatchContainer
{
    public LogSliceContainer(StreamId streamId, LogSlice slice) => (StreamId, Slice) = (streamId, slice);

    [Id(0)]
    public StreamId StreamId { get; }

    [Id(1)]
    public LogSlice Slice { get; }

    public StreamSequenceToken SequenceToken => new LogPositionToken(Slice.Previous, Slice.UpTo);

    /// <summary>Events in memory that it holds.</summary>
    public int Weight => Slice.Events?.Count ?? 0;

    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>() =>
        Slice is T item ? [Tuple.Create(item, SequenceToken)] : [];

    // Who caused an event is in the event; the reader's call has a context of its own.
    public bool ImportRequestContext() => false;
}
