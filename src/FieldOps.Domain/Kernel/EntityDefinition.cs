using System.Collections.Immutable;

namespace FieldOps.Domain.Kernel;

/// <summary>
/// What makes an entity: its stable type name, its registered events and commands, and its pure rules over an untyped
/// state. Written as <see cref="EntityDefinition{TState}"/>; hosts use this face.
/// </summary>
public abstract class EntityDefinition
{
    private protected EntityDefinition()
    {
    }

    /// <summary>Stable entity type, stored with every event: <c>work-order</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Stored event name, with its version, to event type: <c>work-order.accepted.v1</c>.</summary>
    public abstract ImmutableDictionary<string, Type> Events { get; }

    /// <summary>Wire name to command type: <c>work-order.accept</c>.</summary>
    public abstract ImmutableDictionary<string, Type> Commands { get; }

    /// <summary>The type of the state; a record that survives a round trip through JSON, for snapshots.</summary>
    public abstract Type StateType { get; }

    /// <summary>The type of the view.</summary>
    public abstract Type ViewType { get; }

    /// <summary>The state before the first event.</summary>
    public abstract object InitialState { get; }

    /// <summary>What follows from the command in this state. Pure.</summary>
    public abstract Decision DecideOn(object state, ICommand command, Actor by, DateTimeOffset now);

    /// <summary>The state after the event. Pure and total: a stored event is never refused.</summary>
    public abstract object Apply(object state, IEvent happened);

    /// <summary>
    /// The parts of the state that snapshots keep as bytes; empty for none. For lists that are most of a large state:
    /// as JSON they would be most of the time that loading takes.
    /// </summary>
    public virtual ImmutableArray<SnapshotPack> SnapshotPacks => [];

    /// <summary>When this state wants to be woken; empty for never. Pure.</summary>
    public abstract ImmutableArray<Deadline> DeadlinesOf(object state);

    /// <summary>
    /// Revision of the rules that <see cref="DeadlinesOf"/> follows. It rises when entities that are stored want other
    /// deadlines than they wanted by the build before: the rows of the type are then made anew.
    /// </summary>
    public virtual int DeadlineRevision => 1;

    /// <summary>What callers are shown of this state. Pure.</summary>
    public abstract object ViewOf(object state);

    /// <summary>As many ordinary entities, of a few kilobytes, as this state takes memory of. Pure.</summary>
    public abstract int WeightOf(object state);
}

/// <summary>The typed form that deciders are written in.</summary>
/// <typeparam name="TState">An immutable record.</typeparam>
public abstract class EntityDefinition<TState> : EntityDefinition
    where TState : class
{
    /// <inheritdoc/>
    public sealed override Type StateType => typeof(TState);

    /// <inheritdoc/>
    public sealed override object InitialState => Initial;

    /// <summary>The state before the first event.</summary>
    public abstract TState Initial { get; }

    /// <summary>
    /// What follows from <paramref name="command"/> in <paramref name="state"/>, asked at <paramref name="now"/>.
    /// </summary>
    public abstract Decision Decide(TState state, ICommand command, Actor by, DateTimeOffset now);

    /// <summary>The state after <paramref name="happened"/>; unknown events leave it as it is.</summary>
    public abstract TState Evolve(TState state, IEvent happened);

    /// <summary>When this state wants to be woken.</summary>
    public virtual ImmutableArray<Deadline> Deadlines(TState state) => [];

    /// <summary>What callers are shown.</summary>
    public abstract object View(TState state);

    /// <summary>
    /// As many ordinary entities, of a few kilobytes, as this state takes memory of: 1, and more for one that keeps a
    /// list which grows.
    /// </summary>
    public virtual int Weight(TState state) => 1;

    /// <inheritdoc/>
    public sealed override Decision DecideOn(object state, ICommand command, Actor by, DateTimeOffset now) =>
        Decide((TState)state, command, by, now);

    /// <inheritdoc/>
    public sealed override object Apply(object state, IEvent happened) => Evolve((TState)state, happened);

    /// <inheritdoc/>
    public sealed override ImmutableArray<Deadline> DeadlinesOf(object state) => Deadlines((TState)state);

    /// <inheritdoc/>
    public sealed override object ViewOf(object state) => View((TState)state);

    /// <inheritdoc/>
    public sealed override int WeightOf(object state) => Weight((TState)state);
}
