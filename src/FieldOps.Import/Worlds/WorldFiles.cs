namespace FieldOps.Import;

/// <summary>Names of our own files in the import folder of the settings, and the reading of its registers.</summary>
public static class WorldFiles
{
    public const string AlarmMapping = "alarm-mapping.json";
    public const string Districts = "shanghai-districts.json";
    public const string Corrections = "chinanet-corrections.csv";
    public const string Contractors = "contractors.csv";
    public const string Lots = "lots.csv";
    public const string SampleFacts = "sample-facts.json";
    public const string SampleLots = "sample-lots.csv";
    public const string SimulationProfiles = "simulation-profiles.json";

    /// <summary>Drains one CSV file; a missing file is a problem, not an exception.</summary>
    internal static async Task<IReadOnlyList<T>> ReadAsync<T>(
        string path,
        Func<Stream, IAsyncEnumerable<ImportRow<T>>> read,
        ProblemList problems,
        CancellationToken cancellation)
        where T : class
    {
        if (!File.Exists(path))
        {
            problems.Add(FileProblems.Missing(Path.GetFileName(path)));
            return [];
        }

        await using var stream = File.OpenRead(path);
        return await problems.CollectAsync(read(stream), cancellation);
    }

    internal static async Task<(IReadOnlyList<ImportedContractor> Contractors, IReadOnlyList<ImportedLot> Lots)>
        ReadRegistersAsync(string configFolder, string lotsFile, ProblemList problems, CancellationToken cancellation)
    {
        var contractors = await ReadAsync(
            Path.Combine(configFolder, Contractors),
            s => ContractorImport.ReadAsync(s, null, cancellation),
            problems,
            cancellation);
        var lots = await ReadAsync(
            Path.Combine(configFolder, lotsFile),
            s => LotImport.ReadAsync(s, null, cancellation),
            problems,
            cancellation);
        problems.AddRange(LotImport.UnknownContractors(lots, contractors));
        return (contractors, lots);
    }
}
