using System.Collections.Immutable;
using FieldOps.Platform.Feed;

namespace FieldOps.Cluster.Streams;

/// <summary>Which reactor reads which streams, and which events each kind of stream therefore carries.</summary>
internal sealed class StreamPlan
{
    // The reactor that carries the outcomes of orders into months; all others follow tickets and their orders.
    private const string OutcomesReactor = "orders-to-month";

    public StreamPlan(IEnumerable<Reactor> reactors)
    {
        Reactors = [.. reactors];
        Streams =
        [
            Of(StreamNames.FaultTickets),
            Of(StreamNames.ContractorOutcomes),
        ];
    }

    public ImmutableArray<Reactor> Reactors { get; }

    public ImmutableArray<StreamKind> Streams { get; }

    public static string NamespaceOf(Reactor reactor) =>
        reactor.Name == OutcomesReactor ? StreamNames.ContractorOutcomes : StreamNames.FaultTickets;

    public StreamKind Find(string streamNamespace) => Streams.Single(s => s.Namespace == streamNamespace);

    private StreamKind Of(string streamNamespace)
    {
        ImmutableArray<Reactor> readers = [.. Reactors.Where(r => NamespaceOf(r) == streamNamespace)];
        return new(streamNamespace, readers, [.. readers.SelectMany(r => r.EventNames)]);
    }
}

/// <summary>One kind of stream.</summary>
/// <param name="Namespace">The streams' namespace.</param>
/// <param name="Readers">The reactors that read it.</param>
/// <param name="EventNames">What any of them reads.</param>
internal sealed record StreamKind(
    string Namespace, ImmutableArray<Reactor> Readers, ImmutableHashSet<string> EventNames);
