using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>A task to put something right.</summary>
[Alias("fieldops.IRectificationGrain")]
public interface IRectificationGrain : IEntityGrain;

[GrainType("rectification")]
internal sealed class RectificationGrain(ShellServices services) : EntityGrain(services), IRectificationGrain;
