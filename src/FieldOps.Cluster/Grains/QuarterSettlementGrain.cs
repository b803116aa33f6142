using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>A contractor's quarterly settlement.</summary>
[Alias("fieldops.IQuarterSettlementGrain")]
public interface IQuarterSettlementGrain : IEntityGrain;

[GrainType("quarter-settlement")]
internal sealed class QuarterSettlementGrain(ShellServices services) : EntityGrain(services), IQuarterSettlementGrain;
