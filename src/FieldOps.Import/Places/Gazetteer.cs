namespace FieldOps.Import;

/// <summary>The packaged table of cities: finds a city by any of its names and judges coordinates by it.</summary>
public sealed class Gazetteer
{
    /// <summary>Kilometres: beyond a large city's built-up area, below the distance of most neighbours.</summary>
    public const double DefaultOffKmMax = 50;

    private static readonly CsvSchema Schema = new(
        new CsvColumn("name_en", true),
        new CsvColumn("name_zh", true),
        new CsvColumn("aliases", true),
        new CsvColumn("province_en", true),
        new CsvColumn("province_zh", true),
        new CsvColumn("lon", true),
        new CsvColumn("lat", true));

    private readonly ILookup<string, GazetteerCity> _byName;

    public Gazetteer(IReadOnlyList<GazetteerCity> cities)
    {
        Cities = cities;
        _byName = cities
            .SelectMany(c => c.Aliases.Append(c.NameEn).Append(c.NameZh).Select(name => (Key: Fold(name), City: c)))
            .DistinctBy(p => (p.Key, p.City.Line))
            .ToLookup(p => p.Key, p => p.City, StringComparer.Ordinal);
    }

    public IReadOnlyList<GazetteerCity> Cities { get; }

    /// <summary>The table that ships inside this assembly.</summary>
    public static async Task<Gazetteer> LoadPackagedAsync(CancellationToken cancellation = default)
    {
        await using var stream = typeof(Gazetteer).Assembly.GetManifestResourceStream("gazetteer.csv")
            ?? throw new InvalidOperationException("The gazetteer is not packaged in the assembly.");
        var problems = new ProblemList();
        var cities = await problems.CollectAsync(ReadAsync(stream, null, cancellation), cancellation);
        return problems.Count == 0
            ? new Gazetteer(cities)
            : throw new InvalidOperationException(problems.Items[0].TextEn);
    }

    public static IAsyncEnumerable<ImportRow<GazetteerCity>> ReadAsync(
        Stream stream, ImportLimits? limits = null, CancellationToken cancellation = default) =>
        CsvImport.ReadAsync(
            stream,
            Schema.Bind,
            Build,
            city => city.NameZh,
            limits ?? ImportLimits.Default,
            cancellation);

    /// <summary>All cities of that name, whatever its case, spaces and apostrophes; several share a spelling.</summary>
    public IReadOnlyList<GazetteerCity> Find(string name) => [.. _byName[Fold(name)]];

    /// <summary>The city of that name nearest to the point, or the first if no point is given.</summary>
    public GazetteerCity? Nearest(string name, double? longitude, double? latitude) =>
        longitude is { } lon && latitude is { } lat
            ? _byName[Fold(name)].MinBy(c => GreatCircle.Km(lon, lat, c.Longitude, c.Latitude))
            : _byName[Fold(name)].FirstOrDefault();

    /// <summary>The places that it knows and that lie more than <paramref name="offKmMax"/> away from there.</summary>
    public IReadOnlyList<GazetteerFinding> Check(
        IReadOnlyList<ImportedPlace> places, IReadOnlyList<ImportedLink> links, double offKmMax = DefaultOffKmMax)
    {
        var byId = places.ToDictionary(p => p.Id, StringComparer.Ordinal);
        var findings = new List<GazetteerFinding>();
        foreach (var place in places)
        {
            if (place is not { Longitude: { } lon, Latitude: { } lat } || Nearest(place.Name, lon, lat) is not { } city)
            {
                continue;
            }

            var off = GreatCircle.Km(lon, lat, city.Longitude, city.Latitude);
            if (off > offKmMax)
            {
                var moved = place with { Longitude = city.Longitude, Latitude = city.Latitude };
                findings.Add(new GazetteerFinding(
                    place.Id, place.Name, city, lon, lat, off, LinkChanges.Of(moved, byId, links)));
            }
        }

        return findings;
    }

    private static string Fold(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static GazetteerCity Build(CsvFields row) => new(
        row.Text("name_en"),
        row.Text("name_zh"),
        (row.TextOrNull("aliases") ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries),
        row.Text("province_en"),
        row.Text("province_zh"),
        row.Number("lon", -180, 180),
        row.Number("lat", -90, 90),
        row.Line);
}
