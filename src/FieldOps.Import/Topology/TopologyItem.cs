namespace FieldOps.Import;

/// <summary>One element of a network file.</summary>
/// <param name="Line">Line in the file where it begins.</param>
public abstract record TopologyItem(int Line);

/// <summary>A node. Coordinates are null when the file gives none that lie on the globe.</summary>
public sealed record ImportedPlace(string Id, string Name, double? Longitude, double? Latitude, int Line)
    : TopologyItem(Line);

/// <summary>A link between two nodes.</summary>
/// <param name="Id">The file's own id, else <c>A-Z</c>, with <c>#2</c> and so on for parallel links.</param>
/// <param name="AId">Id of the A-end's node.</param>
/// <param name="ZId">Id of the Z-end's node.</param>
/// <param name="LengthKm">From the file, else the great circle set by <see cref="Topology"/>, or null.</param>
/// <param name="Line">Line in the file where it begins.</param>
public sealed record ImportedLink(string Id, string AId, string ZId, double? LengthKm, int Line) : TopologyItem(Line);
