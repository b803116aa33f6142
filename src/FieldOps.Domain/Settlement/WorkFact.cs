using System.Collections.Immutable;

namespace FieldOps.Domain.Settlement;

/// <summary>
/// Something done or found that is paid or taken off beside the lots' fees, with the prices it was recorded under:
/// whatever becomes of the price list, the amount stays explainable. Exactly one of the members behind the instant is
/// set.
/// </summary>
/// <param name="WorkId">Given by the caller.</param>
/// <param name="TermsId">The price list.</param>
/// <param name="TermsVersion">Its version.</param>
/// <param name="Evidence">Reference or short statement of the proof.</param>
/// <param name="RecordedBy">Actor id.</param>
/// <param name="RecordedAt">UTC.</param>
/// <param name="Seats">A month of seats.</param>
/// <param name="Bonus">Over-achievement.</param>
/// <param name="Project">A project.</param>
/// <param name="Cables">Cables in care.</param>
/// <param name="Visits">Visits.</param>
/// <param name="Assets">Assets in care.</param>
/// <param name="Fine">A fine.</param>
/// <param name="MajorEvent">A major event.</param>
/// <param name="Audit">Abnormal revenue.</param>
public sealed record WorkFact(
    Guid WorkId,
    string TermsId,
    int TermsVersion,
    string Evidence,
    string RecordedBy,
    DateTimeOffset RecordedAt,
    SeatMonth? Seats = null,
    OverAchievement? Bonus = null,
    ProjectWork? Project = null,
    CableMonth? Cables = null,
    VisitCount? Visits = null,
    AssetCount? Assets = null,
    PricedCount? Fine = null,
    PricedCount? MajorEvent = null,
    AuditedRevenue? Audit = null)
{
    /// <summary>Who took it back, and why; null while it counts. Whoever sets a work right records another.</summary>
    public WithdrawnWork? Withdrawn { get; init; }
}

/// <summary>Why a work counts for nothing any more; it stays to be seen.</summary>
/// <param name="Reason">1 to 2,000 characters.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record WithdrawnWork(string Reason, string By, DateTimeOffset At);

/// <summary>A month of seats.</summary>
/// <param name="Hours">Hours of each person by kind.</param>
/// <param name="QualityScore">0 to 100.</param>
/// <param name="BusinessScore">0 to 100.</param>
/// <param name="TotalScore">0 to 100; null for the month's own score.</param>
/// <param name="Terms">The prices.</param>
public sealed record SeatMonth(
    ImmutableArray<SeatHours> Hours,
    decimal QualityScore,
    decimal BusinessScore,
    decimal? TotalScore,
    SeatTerms Terms);

/// <summary>Hours of the people on one kind of seat.</summary>
/// <param name="Kind">Kind of seat; for overtime all hours worked, of which those beyond a full month count.</param>
/// <param name="HoursEach">One entry a person, 0 or above.</param>
public sealed record SeatHours(SeatKind Kind, ImmutableArray<decimal> HoursEach);

/// <summary>Over-achievement: payable only if the targets were met.</summary>
/// <param name="AmountCny">In all, 0 or above.</param>
/// <param name="TargetsMet">Whether they were.</param>
/// <param name="ContractorPercent">The contractor's part; the rest is its staff's.</param>
public sealed record OverAchievement(decimal AmountCny, bool TargetsMet, decimal ContractorPercent);

/// <summary>Support of one project by one of its partners.</summary>
/// <param name="ProjectCode">The project: overlapping kinds of one project pay once.</param>
/// <param name="Level">Customer level.</param>
/// <param name="Kind">Kind of support.</param>
/// <param name="Course">What became of it.</param>
/// <param name="ContractCny">Value of the project.</param>
/// <param name="WorkloadPercent">This partner's part of the workload, above 0 to 100.</param>
/// <param name="OwnSingleService">True for the partner's own single-service job: it pays nothing.</param>
/// <param name="FeeCny">The fee of level and kind.</param>
/// <param name="BuiltByAnother">Coefficients by size.</param>
public sealed record ProjectWork(
    string ProjectCode,
    string Level,
    string Kind,
    ProjectCourse Course,
    decimal ContractCny,
    decimal WorkloadPercent,
    bool OwnSingleService,
    decimal FeeCny,
    ImmutableArray<SizeStep> BuiltByAnother);

/// <summary>What became of a project (domain reference, 7.6 model 3).</summary>
public enum ProjectCourse
{
    /// <summary>Delivered.</summary>
    Delivered,

    /// <summary>Won, but built by someone else: a coefficient by size.</summary>
    BuiltByAnother,

    /// <summary>Won and built by the same partner, who is paid for building: nothing here.</summary>
    BuiltBySame,

    /// <summary>Not implemented through no fault of the partner: the whole fee.</summary>
    NotImplemented,
}

/// <summary>Cables in care in a month.</summary>
/// <param name="Cables">Cables handed over.</param>
/// <param name="DuctHoleKm">Hole-kilometres of duct.</param>
/// <param name="Terms">The prices.</param>
public sealed record CableMonth(ImmutableArray<CableInCare> Cables, decimal DuctHoleKm, CableTerms Terms)
{
    /// <summary>
    /// Whether its lengths add up with those of the month's other works of the same price list. Null in works that were
    /// recorded before that was the rule: they go on paying by themselves, for their sheets were signed so.
    /// </summary>
    public bool? AddsUp { get; init; }
}

/// <summary>A cable in care.</summary>
/// <param name="Code">The cable.</param>
/// <param name="Level">Level, a code of the price list.</param>
/// <param name="Km">Above 0.</param>
/// <param name="HandedOver">Day of hand-over: the order in which lengths add up.</param>
/// <param name="County">For suburban cables: the county whose lengths add up by themselves; null for the city.</param>
public sealed record CableInCare(string Code, string Level, decimal Km, DateOnly HandedOver, string? County = null);

/// <summary>Visits of one type.</summary>
/// <param name="Price">The price.</param>
/// <param name="Speciality">For subtotals.</param>
/// <param name="Count">0 or above.</param>
public sealed record VisitCount(VisitPrice Price, string Speciality, decimal Count);

/// <summary>Assets in care over some days.</summary>
/// <param name="Price">The price a month.</param>
/// <param name="Count">Pieces or kilometres, above 0.</param>
/// <param name="Days">Days of the month in care, 1 to its length.</param>
/// <param name="DaysInMonth">Its length.</param>
public sealed record AssetCount(UnitPrice Price, decimal Count, int Days, int DaysInMonth);

/// <summary>So many of something with a price.</summary>
/// <param name="Price">The price each.</param>
/// <param name="Count">1 or above.</param>
public sealed record PricedCount(UnitPrice Price, int Count);

/// <summary>Revenue that an audit found abnormal, or that a breach brought: it is not settled.</summary>
/// <param name="Code">Number of the audit.</param>
/// <param name="AmountCny">Above 0.</param>
public sealed record AuditedRevenue(string Code, decimal AmountCny);
