using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>A recompute: asked for, tried out, approved by a second person, applied.</summary>
[Alias("fieldops.ISlaRecomputeGrain")]
public interface ISlaRecomputeGrain : IEntityGrain;

[GrainType("sla-recompute")]
internal sealed class SlaRecomputeGrain(ShellServices services) : EntityGrain(services), ISlaRecomputeGrain;
