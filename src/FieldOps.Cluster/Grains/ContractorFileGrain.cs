using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>Papers, bases and teams of a contractor.</summary>
[Alias("fieldops.IContractorFileGrain")]
public interface IContractorFileGrain : IEntityGrain;

[GrainType("contractor-file")]
internal sealed class ContractorFileGrain(ShellServices services) : EntityGrain(services), IContractorFileGrain;
