namespace FieldOps.Import;

/// <summary>Builds a world from recorded data and our labelled mapping; all that is wrong is reported.</summary>
public static class RealWorld
{
    public static async Task<WorldLoad> LoadAsync(RealWorldSource source, CancellationToken cancellation = default)
    {
        var report = new WorldReport(source.Limits.ProblemsMax);
        var settings = await RealWorldSettings.LoadAsync(source.ConfigFolder, report.Problems, cancellation);
        var gazetteer = await Gazetteer.LoadPackagedAsync(cancellation);
        var topology = await ReadTopologyAsync(source, gazetteer, report, cancellation);
        var sites = await ReadSitesAsync(source, report, cancellation);
        if (settings is null || topology is null || sites.Count == 0)
        {
            return new WorldLoad(null, report);
        }

        var stations = RealWorldAssets.Stations(sites, settings.Mapping, settings.Districts);
        var alarms = await ReadAlarmsAsync(source, settings.Mapping, stations, report, cancellation);
        var places = RealWorldAssets.Places(topology, gazetteer);
        var segments = RealWorldAssets.Segments(topology, places, settings.Mapping.Trunks);
        var from = settings.Mapping.Epoch.ToUniversalTime();
        var to = alarms.Count == 0 ? from : alarms.Max(a => a.ClearedAt ?? a.RaisedAt).AddSeconds(1);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(settings.Mapping.TimeZone);
        var (contractors, lots) = await WorldFiles.ReadRegistersAsync(
            source.ConfigFolder, WorldFiles.Lots, report.Problems, cancellation);
        var faults = SegmentFaultGenerator.Generate(
            source.Seed, segments, from, to, settings.Facts.SegmentFaults, zone);
        return new WorldLoad(
            new World(
                "real",
                settings.Labels,
                settings.Mapping.TimeZone,
                from,
                to,
                places,
                RealWorldAssets.Counties(settings.Districts),
                segments,
                stations,
                contractors,
                lots,
                alarms,
                faults),
            report);
    }

    private static async Task<Topology?> ReadTopologyAsync(
        RealWorldSource source, Gazetteer gazetteer, WorldReport report, CancellationToken cancellation)
    {
        if (FirstFile(source.DataFolder, "topology", [".json", ".gml"], report) is not { } path)
        {
            return null;
        }

        await using var stream = File.OpenRead(path);
        var topology = await Topology.LoadAsync(stream, path, report.Problems, source.Limits, cancellation);
        report.PlacesRead = topology.Places.Count;
        report.LinksRead = topology.Links.Count;
        report.Findings = gazetteer.Check(topology.Places, topology.Links, source.OffKmMax);
        if (!source.ApplyCorrections)
        {
            return topology;
        }

        var corrections = await WorldFiles.ReadAsync(
            Path.Combine(source.ConfigFolder, WorldFiles.Corrections),
            s => Corrections.ReadAsync(s, source.Limits, cancellation),
            report.Problems,
            cancellation);
        (topology, report.Corrections) = Corrections.Apply(topology, corrections, report.Problems);
        return topology;
    }

    private static async Task<IReadOnlyList<ImportedSite>> ReadSitesAsync(
        RealWorldSource source, WorldReport report, CancellationToken cancellation)
    {
        if (FirstFile(source.DataFolder, "sites", [".csv"], report) is not { } path)
        {
            return [];
        }

        await using var stream = File.OpenRead(path);
        var rows = SiteImport.ReadAsync(stream, source.Limits, cancellation);
        var sites = await report.Problems.CollectAsync(rows, cancellation);
        report.SitesRead = sites.Count;
        return sites;
    }

    private static async Task<IReadOnlyList<WorldAlarm>> ReadAlarmsAsync(
        RealWorldSource source,
        AlarmMapping mapping,
        IReadOnlyList<WorldStation> stations,
        WorldReport report,
        CancellationToken cancellation)
    {
        if (FirstFile(source.DataFolder, "alarms", [".tar.gz", ".tgz", ".csv"], report) is not { } path)
        {
            return [];
        }

        await using var stream = File.OpenRead(path);
        var rows = AlarmImport.ReadAsync(stream, path, source.Limits, cancellation);
        var imported = await report.Problems.CollectAsync(rows, cancellation);
        report.AlarmsRead = imported.Count;
        if (!path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            await using var again = File.OpenRead(path);
            report.CausalGraph = await CausalGraph.ReadTarGzAsync(again, report.Problems, source.Limits, cancellation);
        }

        return new AlarmPlacement(mapping, stations, report.Problems).Place(imported);
    }

    private static string? FirstFile(string dataFolder, string kind, string[] extensions, WorldReport report)
    {
        var folder = Path.Combine(dataFolder, kind);
        var files = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder)
                .Where(f => Array.Exists(extensions, e => f.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
                .Order(StringComparer.Ordinal)
                .ToList()
            : [];
        if (files.Count == 0)
        {
            report.Problems.Add(FileProblems.Missing($"{kind}/*{extensions[0]}"));
            return null;
        }

        foreach (var other in files.Skip(1))
        {
            report.Problems.Add(FileProblems.Ignored(Path.GetFileName(other), Path.GetFileName(files[0])));
        }

        return files[0];
    }
}
