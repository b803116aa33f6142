using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;

namespace FieldOps.Platform.Tests.Counters;

/// <summary>Adds to a mirror counter what was added to a counter: its total shows an effect lost or doubled.</summary>
internal class Mirror : Reactor
{
    public const string TargetType = "mirror";

    public override string Name => "mirror";

    public override ImmutableHashSet<string> EventNames => ["counter.added.v2"];

    public Action<RecordedEvent> Before { get; init; } = _ => { };

    public ImmutableHashSet<string> Harmless { get; init; } = [];

    public override IEnumerable<Reaction> React(RecordedEvent happened)
    {
        if (happened.Key.Type == CounterEntity.Name)
        {
            Before(happened);
            yield return new(happened.Key with { Type = TargetType }, new Add(((Added)happened.Body).By), Harmless);
        }
    }
}
