using FieldOps.Simulation.Auditing;

namespace FieldOps.Simulation.World;

/// <summary>One run, whole: the same plan gives the same run.</summary>
public sealed record SimulationPlan
{
    /// <summary>Draws everything that happens.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Days of application time.</summary>
    public int Days { get; init; } = 5;

    /// <summary>Rounds over these days; more rounds, more happens.</summary>
    public int Steps { get; init; } = 120;

    /// <summary>Draws the order in which partitions reach consumers; apart from <see cref="Seed"/>, so that one story
    /// can be told under several interleavings.</summary>
    public int InterleavingSeed { get; init; } = 1;

    /// <summary>Whether hosts are dropped, lines cut and wake-ups lost.</summary>
    public bool Storms { get; init; } = true;

    /// <summary>Whether a county loses mains power as a whole.</summary>
    public bool Blackout { get; init; } = true;

    /// <summary>Whether a contractor leaves.</summary>
    public bool Exit { get; init; } = true;

    /// <summary>Whether the story goes on until the quarter is over and paid.</summary>
    public bool Quarter { get; init; } = true;

    /// <summary>
    /// The limit matrix and order rules that the county runs under: <c>default</c>, or <c>graded</c>.
    /// </summary>
    public string Policy { get; init; } = "default";

    /// <summary>The same as the auditor is told it.</summary>
    public ChosenRules Chosen => ChosenRules.Default with { Sla = Policy, WorkOrder = Policy };

    /// <summary>Whether the hosts' log lines go to the console.</summary>
    public bool ShowsLog { get; init; }

    /// <summary>Where the story begins: two days before a month ends, so that orders cross it.</summary>
    public DateTimeOffset Start { get; init; } = StartUsual;

    /// <summary>Under the first rules.</summary>
    public static DateTimeOffset StartUsual { get; } = new(2024, 1, 29, 16, 0, 0, TimeSpan.Zero);

    /// <summary>In 2027, under the newest rules that are shipped.</summary>
    public static DateTimeOffset StartNewest { get; } = new(2027, 2, 26, 16, 0, 0, TimeSpan.Zero);
}
