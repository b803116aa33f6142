using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>A message of a ladder step to one receiver, from its claim to its receipt.</summary>
[Alias("fieldops.INoticeGrain")]
public interface INoticeGrain : IEntityGrain;

[GrainType("notice")]
internal sealed class NoticeGrain(ShellServices services) : EntityGrain(services), INoticeGrain;
