using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>A mobile base station: the asset that alarms come from.</summary>
[Alias("fieldops.IBaseStationGrain")]
public interface IBaseStationGrain : IEntityGrain;

[GrainType("base-station")]
internal sealed class BaseStationGrain(ShellServices services) : EntityGrain(services), IBaseStationGrain;
