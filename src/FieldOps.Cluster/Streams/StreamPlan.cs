using System.Collections.Immutable;
using FieldOps.Platform.Feed;

namespace FieldOps.Cluster.Streams;

/// <summary>Which reactor reads which streams, and which events each kind of stream therefore carries.</summary>
internal sealed class StreamPlan
{
    public StreamPlan(IEnumerable<Reactor> reactors)
    {
        Reactors = [.. reactors];
        Streams = [.. Enum.GetValues<FeedStream>().Select(Of)];
    }

    public ImmutableArray<Reactor> Reactors { get; }

    public ImmutableArray<StreamKind> Streams { get; }

    public StreamKind Find(string streamNamespace) => Streams.Single(s => s.Namespace == streamNamespace);

    private StreamKind Of(FeedStream stream)
    {
        ImmutableArray<Reactor> readers = [.. Reactors.Where(r => r.Stream == stream)];
        return new(StreamNames.Of(stream), readers, [.. readers.SelectMany(r => r.EventNames)]);
    }
}

/// <summary>One kind of stream.</summary>
/// <param name="Namespace">The streams' namespace.</param>
/// <param name="Readers">The reactors that read it.</param>
/// <param name="EventNames">What any of them reads.</param>
internal sealed record StreamKind(
    string Namespace, ImmutableArray<Reactor> Readers, ImmutableHashSet<string> EventNames);
