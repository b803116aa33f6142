namespace FieldOps.Import;

/// <summary>What was read, what was wrong with it, what the gazetteer found and what was corrected.</summary>
public sealed class WorldReport
{
    public WorldReport(int problemsMax = ImportLimits.DefaultProblemsMax) => Problems = new ProblemList(problemsMax);

    public ProblemList Problems { get; }

    /// <summary>Places found too far off, before any correction.</summary>
    public IReadOnlyList<GazetteerFinding> Findings { get; internal set; } = [];

    public IReadOnlyList<AppliedCorrection> Corrections { get; internal set; } = [];

    /// <summary>The causal graph that came with the alarm log, if any.</summary>
    public CausalGraph? CausalGraph { get; internal set; }

    public int PlacesRead { get; internal set; }

    public int LinksRead { get; internal set; }

    public int SitesRead { get; internal set; }

    public int AlarmsRead { get; internal set; }
}
