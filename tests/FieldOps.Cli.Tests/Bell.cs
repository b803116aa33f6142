using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Cli.Tests;

internal sealed record BellState(int Rings, DateTimeOffset? WakeAt);

internal sealed record Ring(DateTimeOffset WakeAt) : ICommand;

internal sealed record Rung(DateTimeOffset WakeAt) : IEvent;

/// <summary>The smallest entity with a deadline.</summary>
internal sealed class Bell : EntityDefinition<BellState>
{
    public override string Type => "bell";

    public override ImmutableDictionary<string, Type> Events { get; } =
        ImmutableDictionary<string, Type>.Empty.Add("bell.rung.v1", typeof(Rung));

    public override ImmutableDictionary<string, Type> Commands { get; } =
        ImmutableDictionary<string, Type>.Empty.Add("bell.ring", typeof(Ring));

    public override Type ViewType => typeof(BellState);

    public override BellState Initial { get; } = new(0, null);

    public override Decision Decide(BellState state, ICommand command, Actor by, DateTimeOffset now) =>
        command is Ring ring ? Decision.Of(new Rung(ring.WakeAt)) : Decision.Nothing;

    public override BellState Evolve(BellState state, IEvent happened) =>
        happened is Rung rung ? new(state.Rings + 1, rung.WakeAt) : state;

    public override ImmutableArray<Deadline> Deadlines(BellState state) =>
        state.WakeAt is { } at ? [new Deadline("wake", at)] : [];

    public override object View(BellState state) => state;
}
