using System.Globalization;

namespace FieldOps.Import;

/// <summary>Places, segments and stations of the sample: real cities, invented cable and sites.</summary>
internal sealed class SampleNetwork
{
    private const double KmPerDegree = 111.2;

    /// <summary>Kilometres: no cable is shorter than the way out of the building.</summary>
    private const double LengthKmMin = 0.1;

    private readonly ulong _seed;
    private readonly SampleFacts _facts;
    private readonly Gazetteer _gazetteer;
    private readonly Dictionary<string, WorldPlace> _cities;

    public SampleNetwork(ulong seed, SampleFacts facts, Gazetteer gazetteer)
    {
        _seed = seed;
        _facts = facts;
        _gazetteer = gazetteer;
        _cities = facts.Cities.ToDictionary(name => name, City, StringComparer.Ordinal);
        Places.AddRange(_cities.Values);
        Region = _cities[facts.LocalCity].Region;
        AddTrunks("trunk1", facts.Trunk1);
        AddTrunks("trunk2", facts.Trunk2);
        var offices = facts.Counties.Select(AddCounty).ToList();
        AddRing(offices);
    }

    public string Region { get; }

    public List<WorldPlace> Places { get; } = [];

    public List<WorldSegment> Segments { get; } = [];

    public List<WorldStation> Stations { get; } = [];

    public IReadOnlyList<WorldCounty> Counties =>
        [.. _facts.Counties.Select(c => new WorldCounty(c.Code, c.NameZh, c.NameEn, Region, c.AreaClass))];

    private WorldPlace City(string name)
    {
        var city = _gazetteer.Nearest(name, null, null)
            ?? throw new InvalidOperationException($"The gazetteer does not know the sample's city {name}.");
        return new WorldPlace(
            "P-" + CableLevels.Slug(city.NameEn),
            city.NameEn,
            city.NameZh,
            city.Longitude,
            city.Latitude,
            CableLevels.Slug(city.ProvinceEn));
    }

    private void AddTrunks(string level, IReadOnlyList<IReadOnlyList<string>> links)
    {
        foreach (var link in links)
        {
            Lay(level, _cities[link[0]], _cities[link[1]], "S", null);
        }
    }

    private WorldPlace AddCounty(SampleCounty county)
    {
        var office = new WorldPlace(
            "P-" + county.Code, county.NameEn + " office", county.NameZh + "局", county.Lon, county.Lat, Region);
        Places.Add(office);
        var random = SeededRandom.For(_seed, "county/" + county.Code);
        var points = new List<WorldPlace>();
        for (var i = 1; i <= county.AggregationPoints; i++)
        {
            var number = FileProblems.Number(i);
            var (nameEn, nameZh) = ($"{county.NameEn} node {number}", $"{county.NameZh}汇聚{number}");
            points.Add(Near(random, county, $"P-{county.Code}-{number}", nameEn, nameZh));
            Lay("aggregation", office, points[^1], county.AreaClass, county.Code);
        }

        for (var i = 1; i <= county.Stations; i++)
        {
            AddStation(random, county, points, i);
        }

        return office;
    }

    private void AddStation(SeededRandom random, SampleCounty county, List<WorldPlace> points, int number)
    {
        var suffix = number.ToString("D3", CultureInfo.InvariantCulture);
        var code = $"{county.Code.ToUpperInvariant()}-{suffix}";
        var site = Near(random, county, "P-" + code, $"{county.NameEn} {suffix}", $"{county.NameZh}{suffix}站");
        var hub = points.MinBy(p => Distance(p, site))!;
        var given = _facts.StationClasses.ClassOf(code);
        Lay("access", hub, site, county.AreaClass, county.Code);
        Stations.Add(new WorldStation(
            "S-" + code,
            code,
            site.NameEn,
            site.NameZh,
            site.Longitude!.Value,
            site.Latitude!.Value,
            Region,
            county.Code,
            county.AreaClass,
            given.Code,
            given.BatteryHours,
            _facts.StationClasses.TagsOf(code)));
    }

    private void AddRing(List<WorldPlace> offices)
    {
        Lay("junction", _cities[_facts.LocalCity], offices[0], _facts.Counties[0].AreaClass, _facts.Counties[0].Code);
        for (var i = 0; i < offices.Count; i++)
        {
            var county = _facts.Counties[i];
            Lay("local-backbone", offices[i], offices[(i + 1) % offices.Count], county.AreaClass, county.Code);
        }
    }

    private WorldPlace Near(SeededRandom random, SampleCounty county, string id, string nameEn, string nameZh)
    {
        double Offset(double kmPerDegree) =>
            ((random.NextUnit() * 2) - 1) * county.SpreadKm / kmPerDegree;

        var latitude = Math.Round(county.Lat + Offset(KmPerDegree), 5);
        var longitude = Math.Round(county.Lon + Offset(KmPerDegree * Math.Cos(double.DegreesToRadians(county.Lat))), 5);
        var place = new WorldPlace(id, nameEn, nameZh, longitude, latitude, Region);
        Places.Add(place);
        return place;
    }

    private void Lay(string level, WorldPlace a, WorldPlace z, string areaClass, string? county)
    {
        var length = Math.Round(Math.Max(LengthKmMin, Distance(a, z) * _facts.RouteFactor), 2);
        Segments.Add(CableLevels.Segment(level, a, z, length, areaClass, county));
    }

    private static double Distance(WorldPlace a, WorldPlace z) =>
        GreatCircle.Km(a.Longitude!.Value, a.Latitude!.Value, z.Longitude!.Value, z.Latitude!.Value);
}
