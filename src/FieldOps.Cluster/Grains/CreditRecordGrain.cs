using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>What the bad-credit list holds against an organisation.</summary>
[Alias("fieldops.ICreditRecordGrain")]
public interface ICreditRecordGrain : IEntityGrain;

[GrainType("credit-record")]
internal sealed class CreditRecordGrain(ShellServices services) : EntityGrain(services), ICreditRecordGrain;
