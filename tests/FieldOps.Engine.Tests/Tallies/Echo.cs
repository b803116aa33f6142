using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;

namespace FieldOps.Engine.Tests.Tallies;

/// <summary>
/// Adds to an echo what was added to a tally: the echo shows an effect lost, doubled or out of order.
/// </summary>
internal sealed class Echo(
    Action<RecordedEvent>? seen = null, FeedStream stream = FeedStream.FaultTickets) : Reactor
{
    public override string Name => "echo";

    public override ImmutableHashSet<string> EventNames => ["tally.added.v1"];

    public override FeedStream Stream => stream;

    public override IEnumerable<Reaction> React(RecordedEvent happened)
    {
        if (happened.Key.Type != TallyEntity.Name)
        {
            yield break;
        }

        seen?.Invoke(happened);
        yield return new(happened.Key with { Type = TallyEntity.EchoName }, new Add(((Added)happened.Body).By));
    }
}
