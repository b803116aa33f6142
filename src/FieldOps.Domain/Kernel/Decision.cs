using System.Collections.Immutable;

namespace FieldOps.Domain.Kernel;

/// <summary>What a decider answers: the events that follow, possibly none, or a refusal. Never both.</summary>
public sealed class Decision
{
    private Decision(ImmutableArray<IEvent> events, Refusal? refusal)
    {
        Events = events;
        Refusal = refusal;
    }

    /// <summary>Accepted and nothing to record: the wish is already true.</summary>
    public static Decision Nothing { get; } = new([], null);

    /// <summary>The events in the order in which they happened; empty when refused or when nothing changes.</summary>
    public ImmutableArray<IEvent> Events { get; }

    /// <summary>Why not; null when accepted.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Accepted with these events.</summary>
    public static Decision Of(params ReadOnlySpan<IEvent> events) => new([.. events], null);

    /// <summary>Accepted with these events.</summary>
    public static Decision Of(IEnumerable<IEvent> events) => new([.. events], null);

    /// <summary>Refused.</summary>
    public static Decision Refuse(string code, params (string Name, string Value)[] facts) =>
        new([], Refusal.Of(code, facts));

    /// <summary>Refused.</summary>
    public static Decision Refuse(Refusal refusal) => new([], refusal);
}
