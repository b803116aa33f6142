using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>An event declared by the operator, whose window orders inherit.</summary>
[Alias("fieldops.IDeclaredEventGrain")]
public interface IDeclaredEventGrain : IEntityGrain;

[GrainType("declared-event")]
internal sealed class DeclaredEventGrain(ShellServices services) : EntityGrain(services), IDeclaredEventGrain;
