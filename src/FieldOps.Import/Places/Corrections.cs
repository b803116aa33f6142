namespace FieldOps.Import;

/// <summary>The corrections file (<c>place,lon,lat,reason</c>; place by id or name) and its effect.</summary>
public static class Corrections
{
    private static readonly CsvSchema Schema = new(
        new CsvColumn("place", true),
        new CsvColumn("lon", true),
        new CsvColumn("lat", true),
        new CsvColumn("reason", true));

    public static IAsyncEnumerable<ImportRow<PlaceCorrection>> ReadAsync(
        Stream stream, ImportLimits? limits = null, CancellationToken cancellation = default) =>
        CsvImport.ReadAsync(
            stream,
            Schema.Bind,
            row => new PlaceCorrection(
                row.Text("place"),
                row.Number("lon", -180, 180),
                row.Number("lat", -90, 90),
                row.Text("reason"),
                row.Line),
            correction => correction.Place,
            limits ?? ImportLimits.Default,
            cancellation);

    /// <summary>
    /// Moves the places and sets the length of each of their links to the great circle, the measure of the known
    /// network files. A correction of an unknown place is reported with its line and changes nothing.
    /// </summary>
    public static (Topology Topology, IReadOnlyList<AppliedCorrection> Applied) Apply(
        Topology topology, IReadOnlyList<PlaceCorrection> corrections, ProblemList problems)
    {
        var places = topology.Places.ToDictionary(p => p.Id, StringComparer.Ordinal);
        var links = topology.Links.ToList();
        var applied = new List<AppliedCorrection>();
        foreach (var correction in corrections)
        {
            if (FindPlace(places, correction.Place) is not { } before)
            {
                problems.Add(TopologyProblems.PlaceUnknown(correction.Line, correction.Place));
                continue;
            }

            var after = before with { Longitude = correction.Longitude, Latitude = correction.Latitude };
            var changes = LinkChanges.Of(after, places, links);
            places[after.Id] = after;
            foreach (var change in changes)
            {
                var at = links.FindIndex(l => string.Equals(l.Id, change.LinkId, StringComparison.Ordinal));
                links[at] = links[at] with { LengthKm = change.CorrectedKm ?? links[at].LengthKm };
            }

            applied.Add(new AppliedCorrection(correction, before, after, Topology.Between(before, after), changes));
        }

        return (new Topology([.. topology.Places.Select(p => places[p.Id])], links), applied);
    }

    private static ImportedPlace? FindPlace(Dictionary<string, ImportedPlace> places, string name) =>
        places.GetValueOrDefault(name) ??
        places.Values.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));
}
