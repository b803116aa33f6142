using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Benchmarks.Benches;

/// <summary>Notes something on a probe.</summary>
internal sealed record NoteOnProbe(string Text) : ICommand;

/// <summary>It was noted.</summary>
internal sealed record NotedOnProbe(string Text, string Who, DateTimeOffset At) : IEvent;

/// <summary>What a probe remembers.</summary>
internal sealed record ProbeState(int Notes, string LastText);

/// <summary>
/// The entity of the ask bench: as small as an entity can be, so that the entity host and the log are measured and
/// not a rule set.
/// </summary>
internal sealed class Probe : EntityDefinition<ProbeState>
{
    public const string TypeName = "bench-probe";

    public override string Type => TypeName;

    public override ImmutableDictionary<string, Type> Events { get; } =
        ImmutableDictionary<string, Type>.Empty.Add("bench-probe.noted.v1", typeof(NotedOnProbe));

    public override ImmutableDictionary<string, Type> Commands { get; } =
        ImmutableDictionary<string, Type>.Empty.Add("bench-probe.note", typeof(NoteOnProbe));

    public override Type ViewType => typeof(ProbeState);

    public override ProbeState Initial { get; } = new(0, string.Empty);

    public override Decision Decide(ProbeState state, ICommand command, Actor by, DateTimeOffset now) =>
        command is NoteOnProbe note ? Decision.Of(new NotedOnProbe(note.Text, by.Id, now)) : Decision.Nothing;

    public override ProbeState Evolve(ProbeState state, IEvent happened) =>
        happened is NotedOnProbe noted ? new(state.Notes + 1, noted.Text) : state;

    public override object View(ProbeState state) => state;
}
