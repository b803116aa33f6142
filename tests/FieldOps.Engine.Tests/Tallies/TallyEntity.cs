using System.Collections.Concurrent;
using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Engine.Tests.Tallies;

// The smallest entity that asks everything of an engine: it counts, refuses, and wants to be woken.
internal sealed record Added(int By) : IEvent;

internal sealed record Armed(DateTimeOffset DueAt) : IEvent;

// Of a newer build only.
internal sealed record Doubled : IEvent;

internal sealed record Rang(DateTimeOffset DueAt, DateTimeOffset RangAt) : IEvent;

internal sealed record Add(int By) : ICommand;

internal sealed record Found(int With) : ICreation;

internal sealed record Arm(DateTimeOffset DueAt) : ICommand;

internal sealed record TallyState(long Total, ImmutableArray<DateTimeOffset> Armed, int Rung)
{
    public static TallyState Empty { get; } = new(0, [], 0);
}

internal sealed record TallyView(long Total, int Rung);

/// <summary>
/// How often each entity was asked to decide: more than its commands means that somebody came in between.
/// </summary>
internal sealed class Decisions
{
    private readonly ConcurrentDictionary<int, int> _counts = new();

    public int Count => _counts.GetValueOrDefault(0);

    public void Counted() => _counts.AddOrUpdate(0, 1, (_, n) => n + 1);
}

internal sealed class TallyEntity(
    string type = TallyEntity.Name, Decisions? decisions = null, bool doubles = false)
    : EntityDefinition<TallyState>
{
    public const string Name = "tally";
    public const string EchoName = "echo";
    public const string TooMuch = "tally.too-much";
    public const string Exists = "tally.exists";
    public const string Doubling = "tally.doubled.v1";
    public const long Max = 1_000_000;

    private static readonly ImmutableDictionary<string, Type> s_events = new Dictionary<string, Type>
    {
        ["tally.added.v1"] = typeof(Added),
        ["tally.armed.v1"] = typeof(Armed),
        ["tally.rang.v1"] = typeof(Rang),
    }.ToImmutableDictionary();

    public override string Type => type;

    public override ImmutableDictionary<string, Type> Events { get; } =
        doubles ? s_events.Add(Doubling, typeof(Doubled)) : s_events;

    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["tally.add"] = typeof(Add),
        ["tally.found"] = typeof(Found),
        ["tally.arm"] = typeof(Arm),
    }.ToImmutableDictionary();

    public override Type ViewType => typeof(TallyView);

    public override TallyState Initial => TallyState.Empty;

    public override Decision Decide(TallyState state, ICommand command, Actor by, DateTimeOffset now)
    {
        decisions?.Counted();
        return command switch
        {
            Add add when state.Total + add.By > Max => Decision.Refuse(TooMuch, ("max", "1000000")),
            Add add => Decision.Of(new Added(add.By)),
            Found when state.Total > 0 => Decision.Refuse(Exists),
            Found { With: 0 } => Decision.Nothing,
            Found found => Decision.Of(new Added(found.With)),
            Arm arm => Decision.Of(new Armed(arm.DueAt)),
            DeadlineReached due when state.Armed.Contains(due.DueAt) => Decision.Of(new Rang(due.DueAt, now)),
            _ => Decision.Nothing,
        };
    }

    public override TallyState Evolve(TallyState state, IEvent happened) => happened switch
    {
        Added added => state with { Total = state.Total + added.By },
        Doubled => state with { Total = state.Total * 2 },
        Armed armed => state with { Armed = state.Armed.Add(armed.DueAt) },
        Rang rang => state with { Armed = state.Armed.Remove(rang.DueAt), Rung = state.Rung + 1 },
        _ => state,
    };

    public override ImmutableArray<Deadline> Deadlines(TallyState state) =>
        [.. state.Armed.Select(a => new Deadline("ring", a))];

    public override object View(TallyState state) => new TallyView(state.Total, state.Rung);
}
