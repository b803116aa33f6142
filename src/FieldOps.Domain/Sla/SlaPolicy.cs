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
/// <param name="DecidedAt">The instant that decides version, hours and rest windows.</param>
/// <param name="Zone">IANA zone of the rest windows of clocks without a calendar.</param>
/// <param name="Grades">Limits of graded circuits and customers; the strictest counts.</param>
public sealed record SlaPolicy(
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Source,
    bool BoundaryInclusive,
    ImmutableArray<ClockKind> PausableClocks,
    ImmutableArray<SlaSeverity> Severities,
    ImmutableArray<SlaLine> Lines,
    SlaInstant DecidedAt = SlaInstant.Created,
    string? Zone = null,
    ImmutableArray<SlaGrade>? Grades = null) : IPolicyDocument
{
    /// <summary>The area classes that each limit is given for: urban, suburban or county, remote.</summary>
    public static ImmutableArray<string> AreaClasses { get; } = ["U", "S", "R"];

    /// <summary>The limits for an order without grades or calendars; see <see cref="SlaTermsMaking"/>.</summary>
    /// <param name="assetClass">Code of the asset class catalogue.</param>
    /// <param name="areaClass">U, S or R.</param>
    /// <param name="severity">X.733 word; judged only on lines that are graded by severity.</param>
    /// <param name="workKind"><c>repair</c>, <c>generation</c>, <c>guard</c> …</param>
    /// <param name="batteryMinutes">Battery backup; null when not known, then the line's own assumption counts.</param>
    public SlaAnswer TermsFor(
        string assetClass, string areaClass, string severity, string workKind, int? batteryMinutes) =>
        SlaTermsMaking.TermsFor(
            this,
            new SlaQuestion(assetClass, areaClass, severity, workKind, batteryMinutes, [], EffectiveFrom),
            _ => null);

    /// <summary>The line that applies, null when none does.</summary>
    public SlaLine? LineFor(string assetClass, string workKind) => Lines.FirstOrDefault(
        l => l.WorkKinds.Contains(workKind)
            && (l.AssetClasses.Contains(assetClass) || l.AssetClasses.Contains(SlaLine.AnyAssetClass)));
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
/// <param name="Rests">When clocks rest by night, such as no tower climbing; null for never.</param>
public sealed record SlaLine(
    string Id,
    ImmutableArray<string> AssetClasses,
    ImmutableArray<string> WorkKinds,
    bool GradedBySeverity,
    ImmutableArray<SlaLineLimit> Limits,
    string Source,
    SlaOnLoad? OnLoad = null,
    ImmutableArray<SlaRest>? Rests = null)
{
    /// <summary>Stands for every asset class.</summary>
    public const string AnyAssetClass = "*";
}

/// <summary>One clock of a line.</summary>
/// <param name="Clock">Which clock; the on-load clock has a rule of its own.</param>
/// <param name="Minutes">
/// Area class to minutes within the calendar's hours, all of <see cref="SlaPolicy.AreaClasses"/>.
/// </param>
/// <param name="Calendar">Document of policies/calendar; null: around the clock.</param>
/// <param name="BoundaryInclusive">Its own boundary; null: that of the policy.</param>
/// <param name="StartsAt">Its own start, of arrive and restore only; null: the usual one.</param>
public sealed record SlaLineLimit(
    ClockKind Clock,
    ImmutableSortedDictionary<string, int> Minutes,
    string? Calendar = null,
    bool? BoundaryInclusive = null,
    ClockStart? StartsAt = null);

/// <summary>
/// Limits promised to a circuit or customer, carried by the asset as a tag. They apply to faults, to clocks that the
/// line has; the severity does not stretch them.
/// </summary>
/// <param name="Tag">Tag of the asset: <c>circuit-aaa</c>, <c>customer-gold</c>.</param>
/// <param name="Limits">One per clock that is promised.</param>
/// <param name="Source">Where the numbers come from.</param>
public sealed record SlaGrade(string Tag, ImmutableArray<SlaLineLimit> Limits, string Source);

/// <summary>A daily time in which clocks rest, on the wall of the clock's calendar or of the policy's zone.</summary>
/// <param name="Clocks">Which clocks.</param>
/// <param name="From"><c>HH:mm</c>.</param>
/// <param name="To"><c>HH:mm</c>; before <paramref name="From"/> when it crosses midnight.</param>
/// <param name="AreaClasses">Where; null for everywhere.</param>
/// <param name="ExceptSeverities">Faults that allow no rest; null for none.</param>
public sealed record SlaRest(
    ImmutableArray<ClockKind> Clocks,
    string From,
    string To,
    ImmutableArray<string>? AreaClasses = null,
    ImmutableArray<string>? ExceptSeverities = null);

/// <summary>The instant that decides which rules an order runs under.</summary>
public enum SlaInstant
{
    /// <summary>When the order is created.</summary>
    Created,

    /// <summary>When the trouble began.</summary>
    Occurred,
}

/// <summary>On load by mains failure + battery − margin (domain reference, section 6.2).</summary>
/// <param name="MarginMinutes">Minutes before the battery is empty.</param>
/// <param name="BatteryMinutesAssumed">Used when the station's battery is not known.</param>
/// <param name="MinutesMin">The limit is never shorter than this.</param>
public sealed record SlaOnLoad(int MarginMinutes, int BatteryMinutesAssumed, int MinutesMin);
