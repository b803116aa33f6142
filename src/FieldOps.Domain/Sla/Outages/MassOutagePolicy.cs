using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.Domain.Sla.Outages;

/// <summary>
/// When stations without mains power are one mass outage (domain reference, sections 4.2 and 6.3): a document with a
/// version.
/// </summary>
/// <param name="Id">Which policy.</param>
/// <param name="Version">From 1.</param>
/// <param name="EffectiveFrom">UTC.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="StationsMin">So many stations of one county, 2 or more.</param>
/// <param name="WithinMinutes">Lose mains power within this time.</param>
/// <param name="HoldMinutes">Power that is back for no longer is not back: what follows is the same outage.</param>
/// <param name="LateHours">What is told later than this finds no outage any more.</param>
/// <param name="Levels">Levels by stations that are out at once, the gravest first.</param>
/// <param name="Children">Which orders of the stations belong to the outage.</param>
public sealed record MassOutagePolicy(
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Source,
    int StationsMin,
    int WithinMinutes,
    int HoldMinutes,
    int LateHours,
    ImmutableArray<OutageLevel> Levels,
    ImmutableArray<OutageChildren> Children) : IPolicyDocument
{
    /// <summary>The folder of the policy documents of this kind.</summary>
    public const string PolicyKind = "mass-outage";

    private const int StationsMinLeast = 2;
    private const int MinutesMax = 24 * 60;
    private const int LateHoursMax = 7 * 24;

    /// <summary>What a county is told with every message.</summary>
    public OutageTerms Pin() => new(
        string.Create(CultureInfo.InvariantCulture, $"{Id}.v{Version}"), StationsMin, WithinMinutes, HoldMinutes,
        LateHours);

    /// <summary>Whether an order of a station that is out belongs to the outage.</summary>
    public bool Takes(string workKind, string cause) => Children.Any(c => c.Covers(workKind, cause));

    /// <summary>The level of so many stations; null for none.</summary>
    public string? LevelOf(int stations) => Levels.FirstOrDefault(l => stations >= l.StationsMin)?.Level;

    /// <summary>What is wrong with the document, one English sentence each; empty when it can be used.</summary>
    public IEnumerable<string> Faults()
    {
        if (StationsMin < StationsMinLeast)
        {
            yield return $"stationsMin: {StationsMinLeast} or more";
        }

        if (WithinMinutes is < 1 or > MinutesMax || HoldMinutes is < 0 or > MinutesMax)
        {
            yield return $"withinMinutes 1 to {MinutesMax}, holdMinutes 0 to {MinutesMax}";
        }

        if (LateHours is < 1 or > LateHoursMax)
        {
            yield return $"lateHours: 1 to {LateHoursMax}";
        }

        if (Levels.IsDefault || Levels.Any(l => l.StationsMin < 1)
            || Levels.Zip(Levels.Skip(1)).Any(p => p.First.StationsMin <= p.Second.StationsMin))
        {
            yield return "levels: the gravest first, stationsMin falling, 1 or more";
        }

        foreach (var kind in Children.IsDefault ? ["-"] : Children.Select(c => c.WorkKind).Except(WorkKinds.All))
        {
            yield return $"children: {kind} is no kind of work";
        }
    }
}

/// <summary>One level.</summary>
/// <param name="Level">A word: <c>A</c>.</param>
/// <param name="StationsMin">From so many stations on.</param>
public sealed record OutageLevel(string Level, int StationsMin);

/// <summary>Orders that belong to an outage.</summary>
/// <param name="WorkKind"><c>generation</c>, <c>repair</c>.</param>
/// <param name="Causes">Probable causes; absent or empty for any.</param>
public sealed record OutageChildren(string WorkKind, ImmutableArray<string> Causes = default)
{
    internal bool Covers(string workKind, string cause) =>
        WorkKind == workKind && (Causes.IsDefaultOrEmpty || Causes.Contains(cause));
}

/// <summary>What a mass-outage policy says, pinned into a command.</summary>
/// <param name="Rule">Policy and version: <c>default.v1</c>.</param>
/// <param name="StationsMin">See <see cref="MassOutagePolicy"/>.</param>
/// <param name="WithinMinutes">See <see cref="MassOutagePolicy"/>.</param>
/// <param name="HoldMinutes">See <see cref="MassOutagePolicy"/>.</param>
/// <param name="LateHours">See <see cref="MassOutagePolicy"/>.</param>
public sealed record OutageTerms(string Rule, int StationsMin, int WithinMinutes, int HoldMinutes, int LateHours)
{
    internal TimeSpan Within => TimeSpan.FromMinutes(WithinMinutes);

    internal TimeSpan Hold => TimeSpan.FromMinutes(HoldMinutes);
}
