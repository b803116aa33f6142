namespace FieldOps.Import;

/// <summary>A coordinate that a person sets in place of the recorded one, with the reason.</summary>
public sealed record PlaceCorrection(string Place, double Longitude, double Latitude, string Reason, int Line);
