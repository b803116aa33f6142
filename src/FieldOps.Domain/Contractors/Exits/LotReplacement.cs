namespace FieldOps.Domain.Contractors.Exits;

/// <summary>Who takes over the leaving party's part of a lot (接替单位).</summary>
/// <param name="LotId">The lot.</param>
/// <param name="LotCode">Its code.</param>
/// <param name="ContractorId">The replacement.</param>
/// <param name="ContractorCode">Its code.</param>
public sealed record LotReplacement(Guid LotId, string LotCode, Guid ContractorId, string ContractorCode);
