namespace FieldOps.Benchmarks.Figures;

/// <summary>A rate over several rounds: all that was done over all the time that it took.</summary>
internal sealed class Rate
{
    private double _count;
    private double _seconds;

    public double PerSecond => _seconds > 0 ? _count / _seconds : 0;

    public double Count => _count;

    public void Add((long Count, double Seconds) round)
    {
        _count += round.Count;
        _seconds += round.Seconds;
    }
}
