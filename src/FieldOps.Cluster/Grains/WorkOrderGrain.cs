using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>A work order, from its dispatch to its archive.</summary>
[Alias("fieldops.IWorkOrderGrain")]
public interface IWorkOrderGrain : IEntityGrain;

[GrainType("work-order")]
internal sealed class WorkOrderGrain(ShellServices services) : EntityGrain(services), IWorkOrderGrain;
