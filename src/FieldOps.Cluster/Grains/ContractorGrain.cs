using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>A contractor: its standing, its crews, its qualifications.</summary>
[Alias("fieldops.IContractorGrain")]
public interface IContractorGrain : IEntityGrain;

[GrainType("contractor")]
internal sealed class ContractorGrain(ShellServices services) : EntityGrain(services), IContractorGrain;
