using System.Globalization;
using System.Runtime.CompilerServices;
using FieldOps.Cli.Output;
using FieldOps.Import;

namespace FieldOps.Cli.Intake;

/// <summary>
/// Networks: links become trunk segments. Places that lie too far from where the gazetteer knows them are told with the
/// links that they distort; a corrections file moves them.
/// </summary>
internal static class TopologyIntake
{
    public static async IAsyncEnumerable<ImportRow<IntakeItem>> ReadAsync(
        Stream stream, IntakeFiles files, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var documents = new ProblemList();
        var mapping = await AlarmMapping.LoadAsync(files.Mapping, documents, cancellation)
            ?? throw IntakeProblems.Unusable(documents);
        var gazetteer = await Gazetteer.LoadPackagedAsync(cancellation);
        var problems = new ProblemList();
        var topology = await Topology.LoadAsync(stream, files.File, problems, null, cancellation);
        foreach (var finding in gazetteer.Check(topology.Places, topology.Links))
        {
            files.Note(Told(finding));
        }

        topology = await CorrectedAsync(topology, files, problems, cancellation);
        foreach (var problem in problems.Items)
        {
            yield return new(null, problem);
        }

        foreach (var item in Items(topology, gazetteer, mapping))
        {
            yield return new(item, null);
        }
    }

    private static IEnumerable<IntakeItem> Items(Topology topology, Gazetteer gazetteer, AlarmMapping mapping)
    {
        var places = RealWorldAssets.Places(topology, gazetteer);
        var names = places.ToDictionary(p => p.Id, p => p.NameZh, StringComparer.Ordinal);
        // The segments come in the order of the links that have a length.
        var links = topology.Links.Where(l => l.LengthKm is not null);
        return RealWorldAssets.Segments(topology, places, mapping.Trunks)
            .Zip(links, (segment, link) => new IntakeItem(
                link.Line, ApiBodies.Of(segment, names[segment.APlaceId], names[segment.ZPlaceId])));
    }

    private static async Task<Topology> CorrectedAsync(
        Topology topology, IntakeFiles files, ProblemList problems, CancellationToken cancellation)
    {
        if (files.Corrections is not { } path)
        {
            return topology;
        }

        var found = new ProblemList();
        await using var stream = File.OpenRead(path);
        var corrections = await found.CollectAsync(Corrections.ReadAsync(stream, null, cancellation), cancellation);
        if (found.Count > 0)
        {
            throw IntakeProblems.Unusable(found);
        }

        var (corrected, applied) = Corrections.Apply(topology, corrections, problems);
        foreach (var one in applied)
        {
            files.Note(Told(one));
        }

        return corrected;
    }

    private static Text Told(GazetteerFinding finding)
    {
        var links = string.Join(", ", finding.Links.Select(l => l.LinkId));
        return new(
            $"{finding.PlaceName} is recorded {Km(finding.OffKm)} km from where {finding.City.NameEn} lies;"
                + $" it distorts the links {links}",
            $"{finding.PlaceName} 的坐标距 {finding.City.NameZh} {Km(finding.OffKm)} 公里；受影响的链路：{links}");
    }

    private static Text Told(AppliedCorrection applied)
    {
        var moved = applied.MovedKm is { } km ? Km(km) : "?";
        var links = string.Join(
            ", ", applied.Links.Select(l => $"{l.LinkId} {Km(l.RecordedKm)} -> {Km(l.CorrectedKm)} km"));
        return new(
            $"{applied.After.Name} corrected by {moved} km: {links}",
            $"{applied.After.Name} 已更正，移动 {moved} 公里：{links}");
    }

    private static string Km(double? value) =>
        value?.ToString("0", CultureInfo.InvariantCulture) ?? "?";
}
