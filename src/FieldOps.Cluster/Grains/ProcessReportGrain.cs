using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>The monthly report of a contractor or a branch.</summary>
[Alias("fieldops.IProcessReportGrain")]
public interface IProcessReportGrain : IEntityGrain;

[GrainType("process-report")]
internal sealed class ProcessReportGrain(ShellServices services) : EntityGrain(services), IProcessReportGrain;
