namespace FieldOps.Import;

/// <summary>A correction as it took effect: how far the place moved and what became of its links.</summary>
public sealed record AppliedCorrection(
    PlaceCorrection Correction, ImportedPlace Before, ImportedPlace After, double? MovedKm,
    IReadOnlyList<LinkChange> Links);
