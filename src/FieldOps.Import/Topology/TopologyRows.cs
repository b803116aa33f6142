namespace FieldOps.Import;

/// <summary>Turns the scalars of a node or an edge into an item; the same names serve JSON and GML.</summary>
internal static class TopologyRows
{
    /// <summary>Kilometres: half the equator, the longest great circle between two places.</summary>
    private const double LengthKmMax = 20_038;

    public static ImportRow<TopologyItem> Place(FlatRecord node)
    {
        if (node.Text("id") is not { } id)
        {
            return ImportRow.Bad<TopologyItem>(FieldProblems.Shape(node.Line, node.Column, "node.id"));
        }

        var longitude = node.Number(-180, 180, "Longitude", "lon", "pos[0]", "x");
        var latitude = node.Number(-90, 90, "Latitude", "lat", "pos[1]", "y");
        var located = longitude is not null && latitude is not null;
        var place = new ImportedPlace(
            id, node.Text("name", "label") ?? id, located ? longitude : null, located ? latitude : null, node.Line);
        return new ImportRow<TopologyItem>(
            place, located ? null : TopologyProblems.CoordinatesMissing(node.Line, place.Name));
    }

    public static ImportRow<TopologyItem> Link(FlatRecord edge, Dictionary<string, int> parallels)
    {
        if (edge.Text("source") is not { } a || edge.Text("target") is not { } z)
        {
            return ImportRow.Bad<TopologyItem>(FieldProblems.Shape(edge.Line, edge.Column, "edge.source, edge.target"));
        }

        var ends = $"{a}-{z}";
        var ordinal = parallels[ends] = parallels.GetValueOrDefault(ends) + 1;
        var own = ordinal == 1 ? ends : $"{ends}#{FileProblems.Number(ordinal)}";
        var length = edge.Number(0, LengthKmMax, "dist", "length_km", "LengthKm", "length");
        return ImportRow.Good<TopologyItem>(new ImportedLink(edge.Text("id") ?? own, a, z, length, edge.Line));
    }
}
