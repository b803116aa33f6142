using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>A cable between two sites: the asset that most tickets are about.</summary>
[Alias("fieldops.ILineSegmentGrain")]
public interface ILineSegmentGrain : IEntityGrain;

[GrainType("line-segment")]
internal sealed class LineSegmentGrain(ShellServices services) : EntityGrain(services), ILineSegmentGrain;
