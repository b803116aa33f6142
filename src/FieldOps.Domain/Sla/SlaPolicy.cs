using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla;

/// <summary>
/// The limit matrix as a document (domain reference, section 6.2): every number in it is one operator's rule at one
/// time.
/// </summary>
/// <param name="Id">Document id: <c>default</c>.</param>
/// <param name="Version">1 and up; an order stores the version it runs under.</param>
/// <param name="EffectiveFrom">First instant at which orders are created under it, UTC.</param>
/// <param name="Source">Where the numbers come from.</param>
/// <param name="BoundaryInclusive">True: elapsed equal to the limit is on time.</param>
/// <param name="PausableClocks">The clocks that approved pauses stop.</param>
/// <param name="Severities">One rule per perceived severity.</param>
/// <param name="Lines">The matrix; the first line that names the asset class and the work kind applies.</param>
public sealed record SlaPolicy(
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Source,
    bool BoundaryInclusive,
    ImmutableArray<ClockKind> PausableClocks,
    ImmutableArray<SlaSeverity> Severities,
    ImmutableArray<SlaLine> Lines) : IPolicyDocument
{
    /// <summary>The area classes that each limit is given for: urban, suburban or county, remote.</summary>
    public static ImmutableArray<string> AreaClasses { get; } = ["U", "S", "R"];

    /// <summary>
    /// The limits for one order. Refusals: <c>sla.no-line</c> when no line names asset class and work kind,
    /// <c>sla.area-unknown</c>, <c>sla.severity-unknown</c>, and <c>sla.severity-no-order</c> when the severity makes
    /// no
    /// fault order (a warning goes to inspection).
    /// </summary>
    /// <param name="assetClass">Code of the asset class catalogue.</param>
    /// <param name="areaClass">U, S or R.</param>
    /// <param name="severity">X.733 word; judged only on lines that are graded by severity.</param>
    /// <param name="workKind"><c>repair</c>, <c>generation</c>, <c>guard</c> …</param>
    /// <param name="batteryMinutes">Battery backup; null when not known, then the line's own assumption counts.</param>
    public SlaAnswer TermsFor(
        string assetClass, string areaClass, string severity, string workKind, int? batteryMinutes)
    {
        var line = LineFor(assetClass, workKind);
        if (line is null)
        {
            return SlaAnswer.No("sla.no-line", ("assetClass", assetClass), ("workKind", workKind));
        }

        if (!AreaClasses.Contains(areaClass))
        {
            return SlaAnswer.No("sla.area-unknown", ("areaClass", areaClass));
        }

        var factor = 1m;
        if (line.GradedBySeverity)
        {
            var grade = Severities.FirstOrDefault(s => s.Severity == severity);
            if (grade is null)
            {
                return SlaAnswer.No("sla.severity-unknown", ("severity", severity));
            }

            if (!grade.MakesFaultOrder)
            {
                return SlaAnswer.No("sla.severity-no-order", ("severity", severity));
            }

            factor = grade.RestoreFactor;
        }

        var limits = line.Limits.Select(l => LimitOf(l, areaClass, factor)).Concat(OnLoadOf(line, batteryMinutes));
        return SlaAnswer.Yes(new SlaTerms(Id, Version, line.Id, BoundaryInclusive, [.. limits.OrderBy(l => l.Clock)]));
    }

    /// <summary>The line that applies, null when none does.</summary>
    public SlaLine? LineFor(string assetClass, string workKind) => Lines.FirstOrDefault(
        l => l.WorkKinds.Contains(workKind)
            && (l.AssetClasses.Contains(assetClass) || l.AssetClasses.Contains(SlaLine.AnyAssetClass)));

    private ClockLimit LimitOf(SlaLineLimit limit, string areaClass, decimal restoreFactor)
    {
        var minutes = limit.Minutes[areaClass];
        // Whole minutes, never less than the factor gives: a limit is not shortened by rounding.
        var graded = limit.Clock == ClockKind.Restore ? (int)decimal.Ceiling(minutes * restoreFactor) : minutes;
        return new ClockLimit(limit.Clock, graded, PausableClocks.Contains(limit.Clock));
    }

    private IEnumerable<ClockLimit> OnLoadOf(SlaLine line, int? batteryMinutes)
    {
        if (line.OnLoad is { } rule)
        {
            var battery = batteryMinutes ?? rule.BatteryMinutesAssumed;
            var minutes = Math.Max(battery - rule.MarginMinutes, rule.MinutesMin);
            yield return new ClockLimit(ClockKind.OnLoad, minutes, PausableClocks.Contains(ClockKind.OnLoad));
        }
    }
}

/// <summary>What a severity does to an order.</summary>
/// <param name="Severity">
/// X.733 word: <c>critical</c>, <c>major</c>, <c>minor</c>, <c>warning</c>, <c>indeterminate</c>.
/// </param>
/// <param name="MakesFaultOrder">False: it makes no fault order, it goes to inspection.</param>
/// <param name="RestoreFactor">Multiplies the restore limit; above 0.</param>
public sealed record SlaSeverity(string Severity, bool MakesFaultOrder, decimal RestoreFactor);

/// <summary>One line of the matrix.</summary>
/// <param name="Id">Stable within the document: <c>station-vip</c>.</param>
/// <param name="AssetClasses">Codes of the catalogue, or <see cref="AnyAssetClass"/>.</param>
/// <param name="WorkKinds">Kinds of work that it governs.</param>
/// <param name="GradedBySeverity">
/// Whether the severity table applies (faults) or not (generation, planned work).
/// </param>
/// <param name="Limits">One per clock.</param>
/// <param name="Source">The source mark of this line.</param>
/// <param name="OnLoad">How long until the generator carries the load; null where nothing is generated.</param>
public sealed record SlaLine(
    string Id,
    ImmutableArray<string> AssetClasses,
    ImmutableArray<string> WorkKinds,
    bool GradedBySeverity,
    ImmutableArray<SlaLineLimit> Limits,
    string Source,
    SlaOnLoad? OnLoad = null)
{
    /// <summary>Stands for every asset class.</summary>
    public const string AnyAssetClass = "*";
}

/// <summary>One clock of a line.</summary>
/// <param name="Clock">Which clock; the on-load clock has a rule of its own.</param>
/// <param name="Minutes">Area class to minutes, all of <see cref="SlaPolicy.AreaClasses"/>.</param>
public sealed record SlaLineLimit(ClockKind Clock, ImmutableSortedDictionary<string, int> Minutes);

/// <summary>On load by mains failure + battery − margin (domain reference, section 6.2).</summary>
/// <param name="MarginMinutes">Minutes before the battery is empty.</param>
/// <param name="BatteryMinutesAssumed">Used when the station's battery is not known.</param>
/// <param name="MinutesMin">The limit is never shorter than this.</param>
public sealed record SlaOnLoad(int MarginMinutes, int BatteryMinutesAssumed, int MinutesMin);
