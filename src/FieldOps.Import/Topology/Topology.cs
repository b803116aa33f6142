namespace FieldOps.Import;

/// <summary>A network whose links end at places that exist; what did not fit is in the problems it came with.</summary>
public sealed record Topology(IReadOnlyList<ImportedPlace> Places, IReadOnlyList<ImportedLink> Links)
{
    /// <summary>
    /// Drains a streaming import. Links may stand before their nodes. A link with a missing node, a loop or a second
    /// node with a known id is left out and reported with its line; a link without a length gets the great circle.
    /// </summary>
    public static async Task<Topology> AssembleAsync(
        IAsyncEnumerable<ImportRow<TopologyItem>> rows,
        ProblemList problems,
        CancellationToken cancellation = default)
    {
        var items = await problems.CollectAsync(rows, cancellation);
        var places = new Dictionary<string, ImportedPlace>(StringComparer.Ordinal);
        foreach (var place in items.OfType<ImportedPlace>())
        {
            if (!places.TryAdd(place.Id, place))
            {
                problems.Add(TopologyProblems.NodeDoubled(place.Line, place.Id));
            }
        }

        var links = new Dictionary<string, ImportedLink>(StringComparer.Ordinal);
        foreach (var link in items.OfType<ImportedLink>())
        {
            if (LinkProblem(link, places, links) is { } problem)
            {
                problems.Add(problem);
            }
            else
            {
                links.Add(link.Id, Measured(link, places, problems));
            }
        }

        return new Topology([.. places.Values], [.. links.Values]);
    }

    /// <summary>Reads by the file's name: .gml is GML, all else node-link JSON.</summary>
    public static Task<Topology> LoadAsync(
        Stream stream,
        string fileName,
        ProblemList problems,
        ImportLimits? limits = null,
        CancellationToken cancellation = default) =>
        AssembleAsync(
            fileName.EndsWith(".gml", StringComparison.OrdinalIgnoreCase)
                ? Gml.ReadAsync(stream, limits, cancellation)
                : NodeLinkJson.ReadAsync(stream, limits, cancellation),
            problems,
            cancellation);

    /// <summary>Great-circle length between two places, or null if one has no coordinates.</summary>
    internal static double? Between(ImportedPlace a, ImportedPlace z) =>
        a is { Longitude: { } lonA, Latitude: { } latA } && z is { Longitude: { } lonZ, Latitude: { } latZ }
            ? GreatCircle.Km(lonA, latA, lonZ, latZ)
            : null;

    private static ImportProblem? LinkProblem(
        ImportedLink link, Dictionary<string, ImportedPlace> places, Dictionary<string, ImportedLink> links)
    {
        if (!places.ContainsKey(link.AId))
        {
            return TopologyProblems.NodeMissing(link.Line, link.Id, link.AId);
        }

        if (!places.ContainsKey(link.ZId))
        {
            return TopologyProblems.NodeMissing(link.Line, link.Id, link.ZId);
        }

        if (string.Equals(link.AId, link.ZId, StringComparison.Ordinal))
        {
            return TopologyProblems.LoopLink(link.Line, link.Id);
        }

        return links.ContainsKey(link.Id) ? FieldProblems.Doubled(link.Line, link.Id) : null;
    }

    private static ImportedLink Measured(
        ImportedLink link, Dictionary<string, ImportedPlace> places, ProblemList problems)
    {
        var length = link.LengthKm ?? Between(places[link.AId], places[link.ZId]);
        if (length is null)
        {
            problems.Add(TopologyProblems.LengthUnknown(link.Line, link.Id));
        }

        return link with { LengthKm = length };
    }
}
