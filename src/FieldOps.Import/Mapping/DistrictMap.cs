namespace FieldOps.Import;

/// <summary>A point by which stations are drawn to a district.</summary>
public sealed record DistrictAnchor(double Lon, double Lat);

/// <summary>A district with its anchors.</summary>
public sealed record District(
    string Code, string NameZh, string NameEn, string AreaClass, IReadOnlyList<DistrictAnchor> Anchors);

/// <summary>Assigns a station to the district of the nearest anchor, where files name none.</summary>
public sealed record DistrictMap(
    string Version, BilingualText Label, string Region, IReadOnlyList<District> Districts)
{
    public static Task<DistrictMap?> LoadAsync(
        string path, ProblemList problems, CancellationToken cancellation = default) =>
        ConfigJson.ReadAsync<DistrictMap>(path, problems, (map, check) => map.Validate(check), cancellation);

    /// <summary>The first district wins a tie, so the order in the document settles it.</summary>
    public District Nearest(double longitude, double latitude) =>
        Districts.MinBy(d => d.Anchors.Min(a => GreatCircle.Km(longitude, latitude, a.Lon, a.Lat)))!;

    private void Validate(DocumentCheck check)
    {
        check.That(Districts.Count > 0, "no district is listed.", "未列出任何行政区。");
        check.That(Districts.All(d => d.Anchors.Count > 0), "a district has no anchor.", "有行政区没有锚点。");
        check.That(
            Districts.DistinctBy(d => d.Code).Count() == Districts.Count,
            "a district code occurs twice.",
            "行政区编码重复。");
        foreach (var district in Districts)
        {
            check.Known("areaClass", district.AreaClass, ProductCodes.AreaClasses);
        }
    }
}
