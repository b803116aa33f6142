namespace FieldOps.Import;

/// <summary>One contractor's part of a lot, above 0 to 100 percent.</summary>
public sealed record ImportedShare(string ContractorCode, decimal Percent);
