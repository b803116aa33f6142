namespace FieldOps.Import;

/// <summary>One base station as a file gives it; what the file does not say is null.</summary>
public sealed record ImportedSite(
    string Id,
    double Longitude,
    double Latitude,
    string? Name,
    string? County,
    string? Class,
    double? BatteryHours,
    string? Radio,
    int Line);
