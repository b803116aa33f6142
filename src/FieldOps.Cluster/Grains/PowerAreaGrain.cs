using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>A county whose stations lose mains power.</summary>
[Alias("fieldops.IPowerAreaGrain")]
public interface IPowerAreaGrain : IEntityGrain;

[GrainType("power-area")]
internal sealed class PowerAreaGrain(ShellServices services) : EntityGrain(services), IPowerAreaGrain;
