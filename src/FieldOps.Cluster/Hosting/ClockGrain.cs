using FieldOps.Platform.Clock;

namespace FieldOps.Cluster.Hosting;

/// <summary>Moves the simulated clock of the whole cluster, one movement at a time.</summary>
[Alias("fieldops.IClockGrain")]
internal interface IClockGrain : IGrainWithIntegerKey
{
    /// <summary>Moves it, stopping at every deadline on the way: as long as a month of a province takes.</summary>
    [Alias("AdvanceAsync"), ResponseTimeout("01:00:00")]
    Task<DateTimeOffset> AdvanceAsync(DateTimeOffset to);
}

// Its work runs beside the grain's own scheduler: deadlines are asked by the hundred.
[GrainType("simulated-clock")]
internal sealed class ClockGrain(ClusterClock clock) : Grain, IClockGrain
{
    public Task<DateTimeOffset> AdvanceAsync(DateTimeOffset to) =>
        Task.Run(() => clock.AdvanceAsync(to, CancellationToken.None));
}

/// <summary>The clock of the cluster, from any silo.</summary>
internal sealed class ClusterClockDriver(SimulatedClock clock, IGrainFactory grains) : IClockDriver
{
    public DateTimeOffset Now => clock.Now;

    public Task<DateTimeOffset> AdvanceAsync(DateTimeOffset to, CancellationToken cancellationToken) =>
        grains.GetGrain<IClockGrain>(0).AdvanceAsync(to).WaitAsync(cancellationToken);
}
