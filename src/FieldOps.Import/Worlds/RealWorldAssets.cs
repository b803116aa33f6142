namespace FieldOps.Import;

/// <summary>Turns imported places, links and sites into the world's shape.</summary>
internal static class RealWorldAssets
{
    /// <summary>Region of a place that the gazetteer does not know.</summary>
    private const string UnknownRegion = "unknown";

    public static IReadOnlyList<WorldPlace> Places(Topology topology, Gazetteer gazetteer) =>
    [
        .. topology.Places.Select(p => gazetteer.Nearest(p.Name, p.Longitude, p.Latitude) is { } city
            ? new WorldPlace(
                p.Id, city.NameEn, city.NameZh, p.Longitude, p.Latitude, CableLevels.Slug(city.ProvinceEn))
            : new WorldPlace(p.Id, p.Name, p.Name, p.Longitude, p.Latitude, UnknownRegion)),
    ];

    /// <summary>A link without a known length is left out: the topology import has reported it.</summary>
    public static IReadOnlyList<WorldSegment> Segments(
        Topology topology, IReadOnlyList<WorldPlace> places, TrunkRule rule)
    {
        var byId = places.ToDictionary(p => p.Id, StringComparer.Ordinal);
        var remote = rule.RemoteProvinces.Select(CableLevels.Slug).ToHashSet(StringComparer.Ordinal);
        var ordinals = new Dictionary<(string, string), int>();
        var segments = new List<WorldSegment>();
        foreach (var link in topology.Links)
        {
            if (link.LengthKm is { } length)
            {
                var (a, z) = (byId[link.AId], byId[link.ZId]);
                var far = remote.Contains(a.Region) || remote.Contains(z.Region);
                var area = far ? rule.RemoteAreaClass : rule.AreaClass;
                var ordinal = ordinals[(a.NameEn, z.NameEn)] = ordinals.GetValueOrDefault((a.NameEn, z.NameEn)) + 1;
                segments.Add(CableLevels.Segment(rule.CableLevel, a, z, length, area, null, ordinal));
            }
        }

        return segments;
    }

    public static IReadOnlyList<WorldCounty> Counties(DistrictMap map) =>
        [.. map.Districts.Select(d => new WorldCounty(d.Code, d.NameZh, d.NameEn, map.Region, d.AreaClass))];

    /// <summary>The file counts; class, battery and district are given by rule where it is silent.</summary>
    public static IReadOnlyList<WorldStation> Stations(
        IReadOnlyList<ImportedSite> sites, AlarmMapping mapping, DistrictMap districts)
    {
        var rule = mapping.StationClasses;
        return
        [
            .. sites.Select(site =>
            {
                var district = districts.Districts.FirstOrDefault(d => d.Code == site.County) ??
                    districts.Nearest(site.Longitude, site.Latitude);
                var own = rule.Classes.FirstOrDefault(c => c.Code == site.Class) ?? rule.ClassOf(site.Id);
                return new WorldStation(
                    "S-" + site.Id,
                    site.Id,
                    site.Name ?? $"{district.NameEn} {site.Id}",
                    site.Name ?? $"{district.NameZh}{site.Id}站",
                    site.Longitude,
                    site.Latitude,
                    districts.Region,
                    district.Code,
                    district.AreaClass,
                    own.Code,
                    site.BatteryHours ?? own.BatteryHours,
                    rule.TagsOf(site.Id));
            }),
        ];
    }
}
