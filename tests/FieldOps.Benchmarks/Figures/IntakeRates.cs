using FieldOps.Benchmarks.Load;

namespace FieldOps.Benchmarks.Figures;

/// <summary>The rates of one side of the intake over several rounds.</summary>
internal sealed class IntakeRates
{
    private readonly Rate _answered = new();
    private readonly Rate _settled = new();
    private double _cpuSeconds;

    /// <summary>Tickets, until their orders and deadlines existed.</summary>
    public Rate Tickets { get; } = new();

    /// <summary>Event rows, until every consumer was at the end of the log.</summary>
    public Rate Events { get; } = new();

    /// <summary>Milliseconds within which 99 of 100 requests were answered, in the worst round.</summary>
    public double MillisecondsP99 { get; private set; }

    /// <summary>CPU of one ticket in the service and its database connections.</summary>
    public double CpuMicrosecondsPerTicket => Tickets.Count > 0 ? _cpuSeconds * 1_000_000 / Tickets.Count : 0;

    public void Add(IntakeRound round)
    {
        _cpuSeconds += round.CpuSeconds;
        Tickets.Add((round.Load.Accepted, round.DoneSeconds));
        Events.Add((round.Events, round.SettledSeconds));
        _answered.Add((round.Load.Accepted, round.Load.SendingSeconds));
        _settled.Add((round.Load.Accepted, round.SettledSeconds));
        MillisecondsP99 = Math.Max(MillisecondsP99, round.Load.MillisecondsP99);
    }

    /// <summary>The same tickets over the other times that matter.</summary>
    public string Text() =>
        $"counted until orders and deadlines exist; acknowledged {_answered.PerSecond:#,0}/s, " +
        $"until every consumer is done {_settled.PerSecond:#,0}/s";
}
