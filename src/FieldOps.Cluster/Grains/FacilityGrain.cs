using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>Any other asset of the network: an equipment room, a mast, a power plant.</summary>
[Alias("fieldops.IFacilityGrain")]
public interface IFacilityGrain : IEntityGrain;

[GrainType("facility")]
internal sealed class FacilityGrain(ShellServices services) : EntityGrain(services), IFacilityGrain;
