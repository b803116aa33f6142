namespace FieldOps.Benchmarks.Deadlines;

/// <summary>Evenly spread deadlines.</summary>
/// <param name="From">The first.</param>
/// <param name="PerSecond">How many a second.</param>
/// <param name="Seconds">For how long.</param>
internal sealed record DeadlinePhase(DateTimeOffset From, int PerSecond, int Seconds)
{
    public int Count => PerSecond * Seconds;

    public DateTimeOffset Until => From.AddSeconds(Seconds);

    public IEnumerable<DateTimeOffset> Instants() =>
        Enumerable.Range(0, Count).Select(n => From.AddMicroseconds(n * 1_000_000L / PerSecond));
}

/// <summary>When a given number of deadlines are due: some in each phase, the rest long after.</summary>
internal sealed class DeadlinePlan
{
    public const int SlowPerSecond = 1_000;
    public const int FastPerSecond = 3_000;

    /// <summary>Seconds of the downtime whose deadlines are caught up with.</summary>
    public const int DownSeconds = 600;

    /// <summary>Seconds of load before a phase that are not counted: code is compiled, pools fill.</summary>
    public const int LeadSeconds = 5;

    private const int RestSeed = 1;
    private readonly int _armed;

    public DeadlinePlan(DateTimeOffset start, int seconds, int armed)
    {
        Start = start;
        SlowLead = new(start.AddSeconds(2), SlowPerSecond, LeadSeconds);
        Slow = new(SlowLead.Until, SlowPerSecond, seconds);
        FastLead = new(start.AddHours(1).AddSeconds(2), FastPerSecond, LeadSeconds);
        Fast = new(FastLead.Until, FastPerSecond, seconds);
        var left = armed - SlowLead.Count - Slow.Count - FastLead.Count - Fast.Count;
        if (left < DownSeconds)
        {
            throw new InvalidOperationException($"{armed} deadlines are too few for phases of {seconds} s.");
        }

        Down = new(start.AddHours(2), Math.Min(SlowPerSecond, left / DownSeconds), DownSeconds);
        _armed = armed;
    }

    public DateTimeOffset Start { get; }

    public DeadlinePhase SlowLead { get; }

    public DeadlinePhase Slow { get; }

    public DeadlinePhase FastLead { get; }

    public DeadlinePhase Fast { get; }

    public DeadlinePhase Down { get; }

    /// <summary>All instants in no order, so that what is due together does not lie together.</summary>
    public DateTimeOffset[] Instants()
    {
        var phases = new[] { SlowLead, Slow, FastLead, Fast, Down };
        var instants = phases.SelectMany(p => p.Instants()).ToList();
        instants.AddRange(Enumerable.Range(0, _armed - instants.Count).Select(n => Start.AddDays(1).AddSeconds(n)));
        var shuffled = instants.ToArray();
        new Random(RestSeed).Shuffle(shuffled);
        return shuffled;
    }
}
