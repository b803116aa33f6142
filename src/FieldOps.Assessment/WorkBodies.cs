using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;

namespace FieldOps.Assessment;

/// <summary>
/// A work to record, by the contract's price list where <c>terms</c> names none; exactly one of the members behind
/// <c>terms</c> is set.
/// </summary>
internal sealed record WorkBody(
    string Evidence,
    string? Terms = null,
    SeatsBody? Seats = null,
    BonusBody? Bonus = null,
    ProjectBody? Project = null,
    CablesBody? Cables = null,
    VisitsBody? Visits = null,
    AssetsBody? Assets = null,
    CountBody? Fine = null,
    CountBody? MajorEvent = null,
    AuditBody? Audit = null,
    bool Late = false,
    string? Reason = null) : ILateBody
{
    /// <summary>The work with the prices of the list, or why there is none.</summary>
    public (WorkFact? Work, Refusal? Refusal) Priced(SettlementTerms terms, Guid id, int daysInMonth)
    {
        object?[] members = [Seats, Bonus, Project, Cables, Visits, Assets, Fine, MajorEvent, Audit];
        if (members.Count(m => m is not null) != 1)
        {
            return (null, Refusal.Of(SettlementProblems.WorkAmbiguous));
        }

        var bare = new WorkFact(id, terms.Id, terms.Version, Evidence, "", default);
        var work = this switch
        {
            { Seats: { } b } when terms.Seats is { } t => bare with { Seats = b.Priced(t) },
            { Bonus: { } b } when terms.Seats is { } t => bare with
            {
                Bonus = new OverAchievement(b.AmountCny, b.TargetsMet, t.ContractorPercent),
            },
            { Project: { } b } => terms.Projects is { } t && b.Priced(t) is { } p ? bare with { Project = p } : null,
            { Cables: { } b } when terms.Cables is { } t => bare with { Cables = b.Priced(t) },
            { Visits: { } b } => terms.Visits.FirstOrDefault(v => v.Code == b.Code) is { } p
                ? bare with { Visits = new VisitCount(p with { CountedFrom = null }, b.Speciality, b.Count) }
                : null,
            { Assets: { } b } => terms.Assets.FirstOrDefault(a => a.Code == b.Code) is { } p
                ? bare with { Assets = new AssetCount(p, b.Count, b.Days ?? daysInMonth, daysInMonth) }
                : null,
            { Fine: { } b } => terms.Fines.FirstOrDefault(f => f.Code == b.Code) is { } p
                ? bare with { Fine = new PricedCount(p, b.Count) }
                : null,
            { MajorEvent: { } b } => terms.MajorEvents.FirstOrDefault(m => m.Code == b.Code) is { } p
                ? bare with { MajorEvent = new PricedCount(p, b.Count) }
                : null,
            { Audit: { } b } => bare with { Audit = new AuditedRevenue(b.Code, b.AmountCny) },
            _ => null,
        };
        return work is null ? (null, Refusal.Of(SettlementProblems.PriceUnknown, ("terms", terms.Id))) : (work, null);
    }
}

/// <summary>Why a work is taken back.</summary>
internal sealed record WithdrawBody(string Reason, bool Late = false) : ILateBody;

/// <summary>A month of seats.</summary>
internal sealed record SeatsBody(
    IReadOnlyList<SeatHoursBody> Hours, decimal QualityScore, decimal BusinessScore, decimal? TotalScore = null)
{
    public SeatMonth Priced(SeatTerms terms) => new(
        [.. Hours.Select(h => new SeatHours(h.Kind, [.. h.HoursEach]))], QualityScore, BusinessScore, TotalScore,
        terms);
}

/// <summary>Hours on one kind of seat, one entry a person.</summary>
internal sealed record SeatHoursBody(SeatKind Kind, IReadOnlyList<decimal> HoursEach);

/// <summary>Over-achievement.</summary>
internal sealed record BonusBody(decimal AmountCny, bool TargetsMet);

/// <summary>Support of a project.</summary>
internal sealed record ProjectBody(
    string ProjectCode,
    string Level,
    string Kind,
    ProjectCourse Course,
    decimal ContractCny,
    decimal WorkloadPercent,
    bool OwnSingleService = false)
{
    public ProjectWork? Priced(ProjectTerms terms) =>
        terms.Fees.FirstOrDefault(f => f.Level == Level && f.Kind == Kind) is { } fee
            ? new ProjectWork(
                ProjectCode, Level, Kind, Course, ContractCny, WorkloadPercent, OwnSingleService, fee.Cny,
                terms.BuiltByAnother)
            : null;
}

/// <summary>Cables in care.</summary>
internal sealed record CablesBody(IReadOnlyList<CableInCare> Cables, decimal DuctHoleKm = 0m)
{
    public CableMonth Priced(CableTerms terms) => new([.. Cables], DuctHoleKm, terms);
}

/// <summary>Visits of one type.</summary>
internal sealed record VisitsBody(string Code, string Speciality, decimal Count);

/// <summary>Assets in care; the whole month when no days are said.</summary>
internal sealed record AssetsBody(string Code, decimal Count, int? Days = null);

/// <summary>So many of something with a price.</summary>
internal sealed record CountBody(string Code, int Count = 1);

/// <summary>Abnormal revenue that is not settled.</summary>
internal sealed record AuditBody(string Code, decimal AmountCny);
