namespace FieldOps.Import;

/// <summary>The length of one link before and after its end is moved, km; after is the great circle.</summary>
public sealed record LinkChange(string LinkId, string AName, string ZName, double? RecordedKm, double? CorrectedKm);
