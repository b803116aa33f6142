using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>A site in the register of those that are hard to reach.</summary>
[Alias("fieldops.IHardSiteGrain")]
public interface IHardSiteGrain : IEntityGrain;

[GrainType("hard-site")]
internal sealed class HardSiteGrain(ShellServices services) : EntityGrain(services), IHardSiteGrain;
