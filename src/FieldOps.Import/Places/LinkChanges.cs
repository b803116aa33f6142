namespace FieldOps.Import;

internal static class LinkChanges
{
    /// <summary>What moving one place does to each link that ends there.</summary>
    public static IReadOnlyList<LinkChange> Of(
        ImportedPlace moved, Dictionary<string, ImportedPlace> places, IReadOnlyList<ImportedLink> links)
    {
        ImportedPlace At(string id) => string.Equals(id, moved.Id, StringComparison.Ordinal) ? moved : places[id];

        return
        [
            .. links
                .Where(l => string.Equals(l.AId, moved.Id, StringComparison.Ordinal) ||
                    string.Equals(l.ZId, moved.Id, StringComparison.Ordinal))
                .Select(l => new LinkChange(
                    l.Id, At(l.AId).Name, At(l.ZId).Name, l.LengthKm, Topology.Between(At(l.AId), At(l.ZId)))),
        ];
    }
}
