using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>Who takes notices of which role, for the operator or for one contractor.</summary>
[Alias("fieldops.INoticeRecipientsGrain")]
public interface INoticeRecipientsGrain : IEntityGrain;

[GrainType("notice-recipients")]
internal sealed class NoticeRecipientsGrain(ShellServices services) : EntityGrain(services), INoticeRecipientsGrain;
