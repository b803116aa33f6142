using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>One month of one contractor: facts, score, settlement.</summary>
[Alias("fieldops.IContractorMonthGrain")]
public interface IContractorMonthGrain : IEntityGrain;

[GrainType("contractor-month")]
internal sealed class ContractorMonthGrain(ShellServices services) : EntityGrain(services), IContractorMonthGrain;
