using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Settlement;

/// <summary>A price list (domain reference, 7.6): what is paid beside the score-linked fee of the lots.</summary>
/// <param name="Id">Stable id: <c>line-prices</c>.</param>
/// <param name="Version">From 1.</param>
/// <param name="EffectiveFrom">Months that start at or after this instant are priced by it.</param>
/// <param name="Source">Where it comes from, for people.</param>
/// <param name="TitleZh">Shown to people.</param>
/// <param name="TitleEn">Shown to people.</param>
/// <param name="Seats">Model 2; null when seats are not paid.</param>
/// <param name="Projects">Model 3; null when projects are not paid.</param>
/// <param name="Cables">Model 4; null when cable kilometres are not paid.</param>
/// <param name="Visits">Model 5.</param>
/// <param name="Assets">Model 6.</param>
/// <param name="Fines">Fines in CNY (7).</param>
/// <param name="MajorEvents">Deductions for major events (model 2).</param>
public sealed record SettlementTerms(
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Source,
    string TitleZh,
    string TitleEn,
    SeatTerms? Seats = null,
    ProjectTerms? Projects = null,
    CableTerms? Cables = null,
    ImmutableArray<VisitPrice> Visits = default,
    ImmutableArray<UnitPrice> Assets = default,
    ImmutableArray<UnitPrice> Fines = default,
    ImmutableArray<UnitPrice> MajorEvents = default) : IPolicyDocument
{
    /// <summary>The folder of the policy documents of this kind.</summary>
    public const string PolicyKind = "settlement";

    /// <summary>Model 5; never the default array.</summary>
    public ImmutableArray<VisitPrice> Visits { get; init; } = Visits.IsDefault ? [] : Visits;

    /// <summary>Model 6; never the default array.</summary>
    public ImmutableArray<UnitPrice> Assets { get; init; } = Assets.IsDefault ? [] : Assets;

    /// <summary>Fines; never the default array.</summary>
    public ImmutableArray<UnitPrice> Fines { get; init; } = Fines.IsDefault ? [] : Fines;

    /// <summary>Deductions for major events; never the default array.</summary>
    public ImmutableArray<UnitPrice> MajorEvents { get; init; } = MajorEvents.IsDefault ? [] : MajorEvents;

    /// <summary>What is wrong with the document, one English sentence each; empty when it can be used.</summary>
    public ImmutableArray<string> Faults() => [.. SettlementTermsCheck.FaultsOf(this)];

    /// <summary>The same, and what it counts of classes that no asset has: nobody would be paid for them.</summary>
    /// <param name="assetClasses">The classes that there are.</param>
    public ImmutableArray<string> Faults(IReadOnlyCollection<string> assetClasses)
    {
        ArgumentNullException.ThrowIfNull(assetClasses);
        return [.. Faults(), .. CountedFromCheck.UnknownClasses(Visits, assetClasses)];
    }
}

/// <summary>A price a unit.</summary>
/// <param name="Code">Stable, unique in its list.</param>
/// <param name="TitleZh">Shown to people.</param>
/// <param name="TitleEn">Shown to people.</param>
/// <param name="Cny">CNY each, or a month; above 0.</param>
/// <param name="Source">Source mark.</param>
public sealed record UnitPrice(string Code, string TitleZh, string TitleEn, decimal Cny, string Source);

/// <summary>A price a visit (model 5).</summary>
/// <param name="Code">Type of event.</param>
/// <param name="TitleZh">Shown to people.</param>
/// <param name="TitleEn">Shown to people.</param>
/// <param name="StandardVisits">Standard visits that one event counts for; above 0.</param>
/// <param name="Cny">CNY a standard visit; above 0.</param>
/// <param name="Source">Source mark.</param>
public sealed record VisitPrice(
    string Code, string TitleZh, string TitleEn, decimal StandardVisits, decimal Cny, string Source)
{
    /// <summary>
    /// The month's orders that count for it, by speciality; null where people type its visits. No order is counted
    /// twice in a list.
    /// </summary>
    public ImmutableArray<CountedFrom>? CountedFrom { get; init; }
}

/// <summary>Seats by hours (model 2).</summary>
/// <param name="HoursPerMonth">Hours of a full month: 20.83 days of 8 hours are 166.64.</param>
/// <param name="StaffPerSeat">Staff that one seat needs.</param>
/// <param name="RatioIsDivisor">
/// True: hours are divided by hours a month and by the ratio. The source is garbled, so the other reading is a setting.
/// </param>
/// <param name="Prices">CNY a seat and month by kind.</param>
/// <param name="Coefficients">Steps of f over the lowest of three scores, from the highest down.</param>
/// <param name="ContractorPercent">The contractor's part of over-achievement; the rest is its staff's.</param>
/// <param name="Source">Source mark.</param>
public sealed record SeatTerms(
    decimal HoursPerMonth,
    decimal StaffPerSeat,
    bool RatioIsDivisor,
    ImmutableArray<SeatPrice> Prices,
    ImmutableArray<CoefficientStep> Coefficients,
    decimal ContractorPercent,
    string Source);

/// <summary>A seat's price.</summary>
/// <param name="Kind">Kind of seat.</param>
/// <param name="Cny">CNY a seat and month.</param>
public sealed record SeatPrice(SeatKind Kind, decimal Cny);

/// <summary>A step of the coefficient.</summary>
/// <param name="FromScore">Score from which it holds, inclusive.</param>
/// <param name="Coefficient">0 to 2.</param>
public sealed record CoefficientStep(decimal FromScore, decimal Coefficient);

/// <summary>Kinds of seat.</summary>
public enum SeatKind
{
    /// <summary>In training.</summary>
    Trainee,

    /// <summary>Agent.</summary>
    Agent,

    /// <summary>Team leader.</summary>
    TeamLeader,

    /// <summary>Hours beyond a full month.</summary>
    Overtime,
}

/// <summary>Project support fees (model 3).</summary>
/// <param name="Fees">CNY by customer level and kind.</param>
/// <param name="BuiltByAnother">Coefficient by project size for what was won but built by someone else.</param>
/// <param name="Source">Source mark.</param>
public sealed record ProjectTerms(
    ImmutableArray<ProjectFee> Fees, ImmutableArray<SizeStep> BuiltByAnother, string Source);

/// <summary>A project's fee.</summary>
/// <param name="Level"><c>A1</c>, <c>A2</c>, <c>B</c> or <c>C</c>.</param>
/// <param name="Kind"><c>private-line</c> or <c>solution</c>.</param>
/// <param name="Cny">CNY a project.</param>
public sealed record ProjectFee(string Level, string Kind, decimal Cny);

/// <summary>A step by project size.</summary>
/// <param name="FromCny">Contract value from which it holds, inclusive.</param>
/// <param name="Coefficient">0 to 1.</param>
public sealed record SizeStep(decimal FromCny, decimal Coefficient);

/// <summary>Cable kilometres (model 4).</summary>
/// <param name="Prices">CNY a kilometre and month by cable level.</param>
/// <param name="Bands">Factors over cumulated kilometres, from the first up; the last has no end.</param>
/// <param name="SplitAtEdge">
/// True: a cable that crosses an edge is split there. False: it moves whole to the next band, which begins with it.
/// </param>
/// <param name="DuctCny">CNY a hole-kilometre and month, without factor.</param>
/// <param name="Source">Source mark.</param>
public sealed record CableTerms(
    ImmutableArray<UnitPrice> Prices,
    ImmutableArray<LengthBand> Bands,
    bool SplitAtEdge,
    decimal DuctCny,
    string Source);

/// <summary>A band of cumulated length.</summary>
/// <param name="Factor">0 to 1.</param>
/// <param name="UpToKm">Its end; null for the last.</param>
public sealed record LengthBand(decimal Factor, decimal? UpToKm = null);
