using System.Collections.Immutable;
using FieldOps.Domain.Assets;

namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>One search for a contractor through the lots.</summary>
internal readonly record struct LotSearch(
    ScopeVerdict Verdict,
    DispatchDirectory Directory,
    AssetFacts Asset,
    string WorkKind,
    Guid OrderId,
    DateTimeOffset At,
    IReadOnlyDictionary<Guid, int>? OpenOrders,
    IReadOnlyDictionary<(Guid Lot, Guid Contractor), int>? Volumes,
    DispatchDemands Demands)
{
    /// <summary>Looks at one lot, writes down every verdict, and answers the winner; null when none can.</summary>
    public (Assignee Assignee, int Rivals)? Look(
        DirectoryLot lot, ImmutableArray<CandidateVerdict>.Builder candidates)
    {
        var best = -1;
        var bestDraw = 0d;
        var able = 0;
        foreach (var share in lot.Shares)
        {
            var candidate = Judge(lot, share);
            candidates.Add(candidate);
            if (candidate.Verdict is not (CandidateVerdicts.Share or CandidateVerdicts.Volume) || share.Percent <= 0m)
            {
                continue;
            }

            able++;
            var draw = Claim(share, candidate.Volume);
            if (best < 0 || draw > bestDraw)
            {
                best = candidates.Count - 1;
                bestDraw = draw;
            }
        }

        if (best < 0)
        {
            return null;
        }

        var winner = candidates[best] with { Verdict = CandidateVerdicts.Chosen };
        candidates[best] = winner;
        var inHouse = Directory.ContractorOf(winner.ContractorId) is { InHouse: true };
        return (new Assignee(winner.ContractorId, winner.ContractorCode, inHouse, lot.Id), able - 1);
    }

    // By volume the highest average: who would still be below its share with this order; the earlier share wins a tie.
    private double Claim(LotShare share, int? volume) => volume is { } given
        ? (double)(share.Percent / (given + 1))
        : ShareDraw.Of(OrderId, share.ContractorId, share.Percent);

    private CandidateVerdict Judge(DirectoryLot lot, LotShare share)
    {
        var contractor = Directory.ContractorOf(share.ContractorId);
        var cover = contractor is null ? default : ContractCover.Of(Demands.Contracts, Directory, contractor, lot, At);
        var papers = contractor is null
            ? default
            : PaperCover.Of(Demands.Qualifications, Directory, contractor, At);
        int? open = OpenOrders is null ? null : OpenOrders.GetValueOrDefault(share.ContractorId);
        var word = contractor switch
        {
            null or { Active: false } => CandidateVerdicts.NotActive,
            _ when (cover.Fault ?? papers.Fault) is { } fault => fault,
            { InHouse: false } when Verdict.Outcome == ScopeOutcomes.PilotOnly && !lot.Pilot =>
                CandidateVerdicts.NotPilot,
            _ when lot.OpenOrdersMax is { } bound && open >= bound => CandidateVerdicts.Overloaded,
            _ when lot.ByVolume => CandidateVerdicts.Volume,
            _ => CandidateVerdicts.Share,
        };
        int? volume = lot.ByVolume ? Volumes?.GetValueOrDefault((lot.Id, share.ContractorId)) ?? 0 : null;
        return new CandidateVerdict(
            share.ContractorId, contractor?.Code ?? string.Empty, lot.Id, word, share.Percent, open,
            contractor?.Standing, volume, cover.Contract, papers.Expired);
    }
}
