using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>A contract with a contractor.</summary>
[Alias("fieldops.IContractGrain")]
public interface IContractGrain : IEntityGrain;

[GrainType("contract")]
internal sealed class ContractGrain(ShellServices services) : EntityGrain(services), IContractGrain;
