using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Platform.Tests.Counters;

// The smallest entity that uses everything of the platform: it counts, refuses, wants to be woken, and is upcast.
internal sealed record Added(int By) : IEvent;

internal sealed record Armed(DateTimeOffset DueAt) : IEvent;

internal sealed record Rang(DateTimeOffset DueAt) : IEvent;

internal sealed record Add(int By) : ICommand;

internal sealed record Arm(DateTimeOffset DueAt) : ICommand;

internal sealed record CounterState(long Total, ImmutableArray<DateTimeOffset> Armed, int Rung)
{
    public static CounterState Empty { get; } = new(0, [], 0);
}

internal sealed record CounterView(long Total, int Rung);

internal sealed class CounterEntity(string type = CounterEntity.Name, int deadlines = 1)
    : EntityDefinition<CounterState>
{
    public const string Name = "counter";
    public const string TooMuch = "counter.too-much";
    public const long Max = 1_000_000;

    /// <summary>A total from here on takes the memory of ten.</summary>
    public const int Large = 100_000;
    public const int LargeWeight = 10;

    public override string Type => type;

    public override int Weight(CounterState state) => state.Total >= Large ? LargeWeight : 1;

    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["counter.added.v2"] = typeof(Added),
        ["counter.armed.v1"] = typeof(Armed),
        ["counter.rang.v1"] = typeof(Rang),
    }.ToImmutableDictionary();

    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["counter.add"] = typeof(Add),
        ["counter.arm"] = typeof(Arm),
    }.ToImmutableDictionary();

    public override Type ViewType => typeof(CounterView);

    public override CounterState Initial => CounterState.Empty;

    public override Decision Decide(CounterState state, ICommand command, Actor by, DateTimeOffset now) =>
        command switch
        {
            Add { By: 0 } => Decision.Nothing,
            Add add when state.Total + add.By > Max => Decision.Refuse(TooMuch, ("max", "1000000")),
            Add add => Decision.Of(new Added(add.By)),
            Arm arm => Decision.Of(new Armed(arm.DueAt)),
            DeadlineReached due when state.Armed.Contains(due.DueAt) => Decision.Of(new Rang(due.DueAt)),
            DeadlineReached => Decision.Nothing,
            _ => Decision.Refuse("counter.unknown-command"),
        };

    public override CounterState Evolve(CounterState state, IEvent happened) => happened switch
    {
        Added added => state with { Total = state.Total + added.By },
        Armed armed => state with { Armed = state.Armed.Add(armed.DueAt) },
        Rang rang => state with { Armed = state.Armed.Remove(rang.DueAt), Rung = state.Rung + 1 },
        _ => state,
    };

    public override int DeadlineRevision => Math.Max(1, deadlines);

    public override ImmutableArray<Deadline> Deadlines(CounterState state) =>
        deadlines == 0 ? [] : [.. state.Armed.Select(a => new Deadline("ring", a))];

    public override object View(CounterState state) => new CounterView(state.Total, state.Rung);
}
