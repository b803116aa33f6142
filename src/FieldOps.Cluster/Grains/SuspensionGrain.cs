using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>The proposal to suspend a contractor by the results of a year.</summary>
[Alias("fieldops.ISuspensionGrain")]
public interface ISuspensionGrain : IEntityGrain;

[GrainType("suspension")]
internal sealed class SuspensionGrain(ShellServices services) : EntityGrain(services), ISuspensionGrain;
