using System.Globalization;

namespace FieldOps.Cluster.Benchmarks.Running;

/// <summary>Tickets reported one a request, over one round or several.</summary>
/// <param name="Count">Accepted.</param>
/// <param name="SendingSeconds">Until the last answer.</param>
/// <param name="Seconds">Until all their orders existed; for a peer, which has none, until the last answer.</param>
/// <param name="CpuSeconds">Of the services and their database connections, until all that follows was done.</param>
internal sealed record SinglesRound(long Count, double SendingSeconds, double Seconds, double CpuSeconds)
{
    public static SinglesRound None { get; } = new(0, 0, 0, 0);

    public double PerSecond => Count / Seconds;

    public double AcceptedPerSecond => Count / SendingSeconds;

    public double CpuMilliseconds => CpuSeconds * 1_000 / Count;

    public static SinglesRound operator +(SinglesRound one, SinglesRound other) => new(
        one.Count + other.Count, one.SendingSeconds + other.SendingSeconds, one.Seconds + other.Seconds,
        one.CpuSeconds + other.CpuSeconds);

    public string Said => string.Create(
        CultureInfo.InvariantCulture,
        $"{PerSecond:#,0}/s ({AcceptedPerSecond:#,0}/s accepted), {CpuMilliseconds:0.00} ms of CPU a ticket");
}
