using System.Collections.Immutable;
using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Serialization;
using Shouldly;

namespace FieldOps.Testing;

/// <summary>
/// The sentence that domain tests are written in:
/// <c>Given(definition, history).When(command, by, now).Then(events)</c>. Events are compared by type and by their
/// stored JSON, so that lists inside records compare by content.
/// </summary>
public static class Decisions
{
    /// <summary>An entity with this history; none for one that does not exist yet.</summary>
    public static Given<TState> Given<TState>(EntityDefinition<TState> definition, params IEnumerable<IEvent> history)
        where TState : class =>
        new(definition, history.Aggregate(definition.Initial, definition.Evolve));

    /// <summary>The text by which two events, states or views are compared.</summary>
    public static string Shown(object value) =>
        value.GetType().Name + " " + JsonSerializer.Serialize(value, value.GetType(), PlatformJson.Options);
}

/// <summary>An entity in a state, ready to be asked.</summary>
public sealed class Given<TState>(EntityDefinition<TState> definition, TState state)
    where TState : class
{
    /// <summary>The state so far.</summary>
    public TState State => state;

    /// <summary>What callers are shown of it.</summary>
    public object View => definition.View(state);

    /// <summary>When it wants to be woken.</summary>
    public ImmutableArray<Deadline> Deadlines => definition.Deadlines(state);

    /// <summary>More history.</summary>
    public Given<TState> And(params IEnumerable<IEvent> history) =>
        new(definition, history.Aggregate(state, definition.Evolve));

    /// <summary>Asks.</summary>
    public Outcome<TState> When(ICommand command, Actor by, DateTimeOffset now)
    {
        var decision = definition.Decide(state, command, by, now);
        return new Outcome<TState>(definition, state, decision);
    }

    /// <summary>Asks as the product itself.</summary>
    public Outcome<TState> When(ICommand command, DateTimeOffset now) => When(command, Actor.System, now);
}

/// <summary>What came of a command.</summary>
public sealed class Outcome<TState>
    where TState : class
{
    private readonly EntityDefinition<TState> _definition;

    internal Outcome(EntityDefinition<TState> definition, TState before, Decision decision)
    {
        _definition = definition;
        Decision = decision;
        State = decision.Events.Aggregate(before, definition.Evolve);
    }

    /// <summary>The decision itself.</summary>
    public Decision Decision { get; }

    /// <summary>The state after its events.</summary>
    public TState State { get; }

    /// <summary>The events that followed.</summary>
    public ImmutableArray<IEvent> Events => Decision.Events;

    /// <summary>Exactly these events, in this order.</summary>
    public Outcome<TState> Then(params IEnumerable<IEvent> expected)
    {
        Decision.Refusal.ShouldBeNull();
        Decision.Events.Select(Decisions.Shown).ShouldBe(expected.Select(Decisions.Shown));
        return this;
    }

    /// <summary>Events of exactly these types, in this order.</summary>
    public Outcome<TState> ThenTypes(params IEnumerable<Type> expected)
    {
        Decision.Refusal.ShouldBeNull();
        Decision.Events.Select(e => e.GetType()).ShouldBe(expected);
        return this;
    }

    /// <summary>Accepted, and nothing to record.</summary>
    public Outcome<TState> ThenNothing() => Then([]);

    /// <summary>Refused with this code, and nothing recorded; the refusal is handed back for its facts.</summary>
    public Refusal ThenRefused(string code)
    {
        Decision.Events.ShouldBeEmpty();
        Decision.Refusal.ShouldNotBeNull("it was accepted").Code.ShouldBe(code);
        return Decision.Refusal;
    }

    /// <summary>The only event of this type.</summary>
    public TEvent Single<TEvent>()
        where TEvent : IEvent
    {
        Decision.Refusal.ShouldBeNull();
        return Decision.Events.OfType<TEvent>().ShouldHaveSingleItem();
    }

    /// <summary>Goes on from the state after the events.</summary>
    public Given<TState> Next()
    {
        Decision.Refusal.ShouldBeNull();
        return new Given<TState>(_definition, State);
    }
}
