namespace FieldOps.Import;

/// <summary>Where a world of recorded data comes from.</summary>
/// <param name="DataFolder">Folder with topology/, sites/ and alarms/.</param>
/// <param name="ConfigFolder">Folder with our mapping, districts, corrections and registers.</param>
/// <param name="Seed">Seed of the segment faults.</param>
public sealed record RealWorldSource(string DataFolder, string ConfigFolder, ulong Seed = RealWorldSource.DefaultSeed)
{
    public const ulong DefaultSeed = 20240101;

    /// <summary>Kilometres beyond which a known place is reported.</summary>
    public double OffKmMax { get; init; } = Gazetteer.DefaultOffKmMax;

    /// <summary>Corrections are applied only when this says so; they are reported before and after.</summary>
    public bool ApplyCorrections { get; init; } = true;

    public ImportLimits Limits { get; init; } = ImportLimits.Default;
}
