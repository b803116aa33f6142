using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>The exit of a contractor, from its plan to the last settlement.</summary>
[Alias("fieldops.IContractorExitGrain")]
public interface IContractorExitGrain : IEntityGrain;

[GrainType("contractor-exit")]
internal sealed class ContractorExitGrain(ShellServices services) : EntityGrain(services), IContractorExitGrain;
