namespace FieldOps.Import;

/// <summary>A place whose recorded coordinate lies too far from where the gazetteer knows it.</summary>
/// <param name="PlaceId">Id in the network file.</param>
/// <param name="PlaceName">Name in the network file.</param>
/// <param name="City">The nearest city of that name.</param>
/// <param name="Longitude">As recorded, degrees.</param>
/// <param name="Latitude">As recorded, degrees.</param>
/// <param name="OffKm">Distance between record and gazetteer.</param>
/// <param name="Links">The links that the error distorts.</param>
public sealed record GazetteerFinding(
    string PlaceId,
    string PlaceName,
    GazetteerCity City,
    double Longitude,
    double Latitude,
    double OffKm,
    IReadOnlyList<LinkChange> Links);
