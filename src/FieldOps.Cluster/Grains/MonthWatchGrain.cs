using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>The watch over a running month.</summary>
[Alias("fieldops.IMonthWatchGrain")]
public interface IMonthWatchGrain : IEntityGrain;

[GrainType("month-watch")]
internal sealed class MonthWatchGrain(ShellServices services) : EntityGrain(services), IMonthWatchGrain;
