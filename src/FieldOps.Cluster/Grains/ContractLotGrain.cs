using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>A lot of a contract: what is covered, where, at which terms.</summary>
[Alias("fieldops.IContractLotGrain")]
public interface IContractLotGrain : IEntityGrain;

[GrainType("contract-lot")]
internal sealed class ContractLotGrain(ShellServices services) : EntityGrain(services), IContractLotGrain;
