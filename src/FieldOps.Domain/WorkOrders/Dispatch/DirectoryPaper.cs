namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>A company's qualification (资质) as dispatch sees it.</summary>
/// <param name="ContractorId">Whose.</param>
/// <param name="Code">The paper's code; a renewal keeps it.</param>
/// <param name="Kind">What it is: <c>work-at-height</c>.</param>
/// <param name="From">First instant, UTC.</param>
/// <param name="Until">First instant after it, UTC.</param>
/// <param name="Pending">Handed in for one that had expired, and not accepted yet.</param>
public sealed record DirectoryPaper(
    Guid ContractorId, string Code, string Kind, DateTimeOffset From, DateTimeOffset Until, bool Pending = false)
{
    /// <summary>Whether it holds at an instant.</summary>
    public bool HoldsAt(DateTimeOffset at) => !Pending && From <= at && at < Until;
}

/// <summary>What the papers of a contractor say at an instant. An own crew needs none.</summary>
/// <param name="Fault">A word of <see cref="CandidateVerdicts"/> that keeps it from orders; null for nothing.</param>
/// <param name="Expired">Code of the paper that has expired; null for none.</param>
public readonly record struct PaperCover(string? Fault, string? Expired)
{
    /// <summary>Looks the papers up: one that another of its kind has followed is not missed.</summary>
    public static PaperCover Of(
        QualificationDemand demand, DispatchDirectory directory, DirectoryContractor contractor, DateTimeOffset at)
    {
        if (contractor.InHouse || demand == QualificationDemand.Off)
        {
            return default;
        }

        var all = directory.PapersOf(contractor.Id);
        var expired = all.FirstOrDefault(p => (p.Pending || p.Until <= at)
            && !all.Any(o => o.Kind == p.Kind && o.HoldsAt(at)));
        return new PaperCover(
            expired is not null && demand == QualificationDemand.Excludes
                ? CandidateVerdicts.QualificationExpired
                : null,
            expired?.Code);
    }
}
