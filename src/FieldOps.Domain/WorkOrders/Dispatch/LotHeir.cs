using FieldOps.Domain.Contractors.Exits;

namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>Who takes over the orders of a lot from a party that leaves.</summary>
/// <param name="LotId">The lot.</param>
/// <param name="To">The replacement; null when it cannot take orders now.</param>
/// <param name="Verdict">What was found of it.</param>
public sealed record LotHeir(Guid LotId, Assignee? To, CandidateVerdict Verdict)
{
    /// <summary>
    /// Judges a replacement as dispatch would: by its standing, by its contract for the lot, and by its papers.
    /// </summary>
    public static LotHeir Of(
        LotReplacement replacement, DispatchDirectory directory, DispatchDemands demands, DateTimeOffset at)
    {
        var contractor = directory.ContractorOf(replacement.ContractorId);
        var lot = directory.LotOf(replacement.LotId, at);
        var cover = contractor is null || lot is null
            ? default
            : ContractCover.Of(demands.Contracts, directory, contractor, lot, at);
        var papers = contractor is null
            ? default
            : PaperCover.Of(demands.Qualifications, directory, contractor, at);
        var fault = contractor is { Active: true } ? cover.Fault ?? papers.Fault : CandidateVerdicts.NotActive;
        var to = fault is null
            ? new Assignee(contractor!.Id, contractor.Code, contractor.InHouse, replacement.LotId)
            : null;
        return new LotHeir(
            replacement.LotId,
            to,
            new CandidateVerdict(
                replacement.ContractorId, replacement.ContractorCode, replacement.LotId,
                fault ?? CandidateVerdicts.Chosen,
                lot?.Shares.FirstOrDefault(s => s.ContractorId == replacement.ContractorId)?.Percent ?? 0m,
                OpenOrders: null, contractor?.Standing, Contract: cover.Contract,
                Qualification: papers.Expired));
    }
}
