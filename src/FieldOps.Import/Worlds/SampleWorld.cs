namespace FieldOps.Import;

/// <summary>The packaged sample: a small world from facts and a seed; the same seed, the same world.</summary>
public static class SampleWorld
{
    /// <summary>The seed of the packaged sample: its quarter has breaks of trunk and of local cable to show.</summary>
    public const ulong DefaultSeed = 20240502;

    /// <summary>Loads the facts and registers from the settings folder and generates the world.</summary>
    public static async Task<WorldLoad> LoadAsync(
        string configFolder, ulong seed = DefaultSeed, CancellationToken cancellation = default)
    {
        var report = new WorldReport();
        var facts = await SampleFacts.LoadAsync(
            Path.Combine(configFolder, WorldFiles.SampleFacts), report.Problems, cancellation);
        var (contractors, lots) = await WorldFiles.ReadRegistersAsync(
            configFolder, WorldFiles.SampleLots, report.Problems, cancellation);
        if (facts is null)
        {
            return new WorldLoad(null, report);
        }

        var gazetteer = await Gazetteer.LoadPackagedAsync(cancellation);
        return new WorldLoad(Generate(seed, facts, gazetteer, contractors, lots), report);
    }

    public static World Generate(
        ulong seed,
        SampleFacts facts,
        Gazetteer gazetteer,
        IReadOnlyList<ImportedContractor> contractors,
        IReadOnlyList<ImportedLot> lots)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(facts.TimeZone);
        var (from, to) = (LocalTime.At(facts.From, 0, zone), LocalTime.At(facts.To, 0, zone));
        var network = new SampleNetwork(seed, facts, gazetteer);
        return new World(
            "sample",
            [facts.Label, facts.StationClasses.Label],
            facts.TimeZone,
            from,
            to,
            network.Places,
            network.Counties,
            network.Segments,
            network.Stations,
            contractors,
            lots,
            new SampleAlarms(seed, facts.Alarms, from, to).Generate(network.Stations),
            SegmentFaultGenerator.Generate(seed, network.Segments, from, to, facts.SegmentFaults, zone));
    }
}
