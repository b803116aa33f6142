namespace FieldOps.Import;

/// <summary>A city of the packaged table. Coordinates are approximate, about 0.05 degrees.</summary>
public sealed record GazetteerCity(
    string NameEn,
    string NameZh,
    IReadOnlyList<string> Aliases,
    string ProvinceEn,
    string ProvinceZh,
    double Longitude,
    double Latitude,
    int Line);
