using System.Collections.Immutable;
using FieldOps.Domain.Assets;

namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>Chooses whom an order goes to. Same arguments, same choice.</summary>
public static class DispatchChoices
{
    /// <summary>
    /// The automatic choice: what the scope policy keeps in the house goes to the operator's own crew; else the first
    /// lot, by code, that covers the work and has a contractor that can take it, by weighted share.
    /// </summary>
    /// <param name="scope">The operator's scope policy.</param>
    /// <param name="directory">Contractors and lots.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="workKind">A word of <see cref="WorkKinds"/>.</param>
    /// <param name="orderId">The order; the key of the draw.</param>
    /// <param name="at">The instant of the choice, UTC: lots are effective or not.</param>
    /// <param name="openOrders">Open orders per contractor; null when load does not count. Missing means none.</param>
    /// <param name="volumes">Orders given per lot and contractor, for lots that share by volume.</param>
    public static DispatchChoice Choose(
        ScopePolicy scope,
        DispatchDirectory directory,
        AssetFacts asset,
        string workKind,
        Guid orderId,
        DateTimeOffset at,
        IReadOnlyDictionary<Guid, int>? openOrders = null,
        IReadOnlyDictionary<(Guid Lot, Guid Contractor), int>? volumes = null)
    {
        var verdict = scope.VerdictOn(asset, workKind);
        return verdict.Outcome switch
        {
            ScopeOutcomes.Denied => new DispatchChoice(null, DispatchReasons.WorkDenied, verdict, []),
            ScopeOutcomes.InHouseOnly => InHouse(verdict, directory, asset),
            _ => ByLot(new LotSearch(
                verdict, directory, asset, workKind, orderId, at, openOrders, volumes, scope.Demands())),
        };
    }

    /// <summary>
    /// A dispatcher's own choice of a contractor, held to the same scope policy and contracts. An in-house crew may be
    /// given any work. Refusals: <c>dispatch.contractor-unknown</c>, <c>dispatch.contractor-not-active</c>,
    /// <c>dispatch.scope-denied</c> (with the line that says so), <c>dispatch.not-pilot</c>, <c>dispatch.no-lot</c>,
    /// <c>dispatch.contract-not-in-force</c>, <c>dispatch.qualification-expired</c>.
    /// </summary>
    public static HandDispatch ByHand(
        ScopePolicy scope,
        DispatchDirectory directory,
        AssetFacts asset,
        string workKind,
        Guid contractorId,
        DateTimeOffset at)
    {
        var verdict = scope.VerdictOn(asset, workKind);
        if (directory.ContractorOf(contractorId) is not { } contractor)
        {
            return HandDispatch.Refuse("dispatch.contractor-unknown", ("contractorId", contractorId.ToString("D")));
        }

        if (!contractor.Active)
        {
            return HandDispatch.Refuse(
                "dispatch.contractor-not-active",
                ("contractor", contractor.Code), ("standing", contractor.Standing ?? "inactive"));
        }

        if (contractor.InHouse)
        {
            return Taken(verdict, contractor, lot: null, contract: null, expired: null);
        }

        if (verdict.Outcome is ScopeOutcomes.InHouseOnly or ScopeOutcomes.Denied)
        {
            return HandDispatch.Refuse(
                "dispatch.scope-denied",
                ("contractor", contractor.Code),
                ("assetClass", asset.AssetClass),
                ("workKind", workKind),
                ("outcome", verdict.Outcome),
                ("policy", FormattableString.Invariant($"{verdict.PolicyId} v{verdict.PolicyVersion}")),
                ("rule", verdict.RuleId),
                ("source", verdict.Source));
        }

        var papers = PaperCover.Of(scope.Demands().Qualifications, directory, contractor, at);
        return papers.Fault is null
            ? HandByLot(verdict, scope.Contracts, directory, asset, workKind, contractor, at, papers.Expired)
            : HandDispatch.Refuse(
                WorkOrderRefusals.QualificationExpired,
                ("contractor", contractor.Code), ("qualification", papers.Expired ?? "-"));
    }

    private static HandDispatch HandByLot(
        ScopeVerdict verdict,
        ContractDemand contracts,
        DispatchDirectory directory,
        AssetFacts asset,
        string workKind,
        DirectoryContractor contractor,
        DateTimeOffset at,
        string? expired)
    {
        var needsPilot = verdict.Outcome == ScopeOutcomes.PilotOnly;
        var hasLot = false;
        HandDispatch? lacking = null;
        foreach (var lot in directory.LotsOf(asset.AssetClass))
        {
            if (!lot.Covers(asset, workKind, at) || !lot.Shares.Any(s => s.ContractorId == contractor.Id))
            {
                continue;
            }

            hasLot = true;
            if (!lot.Pilot && needsPilot)
            {
                continue;
            }

            var cover = ContractCover.Of(contracts, directory, contractor, lot, at);
            if (cover.Fault is not { } fault)
            {
                return Taken(verdict, contractor, lot, cover.Contract, expired);
            }

            lacking ??= HandDispatch.Refuse(
                WorkOrderRefusals.ContractNotInForce,
                ("contractor", contractor.Code), ("lot", lot.Code), ("contract", cover.Contract ?? "-"),
                ("reason", fault));
        }

        return lacking ?? HandDispatch.Refuse(
            hasLot ? "dispatch.not-pilot" : "dispatch.no-lot",
            ("contractor", contractor.Code),
            ("assetClass", asset.AssetClass),
            ("area", $"{asset.Region}/{asset.County}"),
            ("workKind", workKind));
    }

    private static HandDispatch Taken(
        ScopeVerdict verdict, DirectoryContractor contractor, DirectoryLot? lot, string? contract, string? expired)
    {
        var share = lot?.Shares.First(s => s.ContractorId == contractor.Id).Percent ?? 0m;
        var candidate = new CandidateVerdict(
            contractor.Id, contractor.Code, lot?.Id, CandidateVerdicts.Chosen, share, OpenOrders: null,
            contractor.Standing, Contract: contract, Qualification: expired);
        var assignee = new Assignee(contractor.Id, contractor.Code, contractor.InHouse, lot?.Id);
        return new HandDispatch(new DispatchChoice(assignee, DispatchReasons.ByHand, verdict, [candidate]), null);
    }

    private static DispatchChoice InHouse(ScopeVerdict verdict, DispatchDirectory directory, AssetFacts asset)
    {
        var candidates = ImmutableArray.CreateBuilder<CandidateVerdict>();
        foreach (var crew in directory.Contractors)
        {
            if (!crew.InHouse || !WorksIn(crew, asset))
            {
                continue;
            }

            var word = crew.Active ? CandidateVerdicts.Chosen : CandidateVerdicts.NotActive;
            candidates.Add(new CandidateVerdict(
                crew.Id, crew.Code, LotId: null, word, 0m, OpenOrders: null, crew.Standing));
            if (crew.Active)
            {
                var assignee = new Assignee(crew.Id, crew.Code, InHouse: true, LotId: null);
                return new DispatchChoice(
                    assignee, DispatchReasons.InHouseByScope, verdict, candidates.ToImmutable());
            }
        }

        return new DispatchChoice(null, DispatchReasons.NoCandidate, verdict, candidates.ToImmutable());
    }

    private static bool WorksIn(DirectoryContractor crew, AssetFacts asset) =>
        crew.HomeAreas.IsDefaultOrEmpty || LotAreas.Cover(crew.HomeAreas, asset.Region, asset.County);

    private static DispatchChoice ByLot(LotSearch search)
    {
        var candidates = ImmutableArray.CreateBuilder<CandidateVerdict>();
        var lotSeen = false;
        foreach (var lot in search.Directory.LotsOf(search.Asset.AssetClass))
        {
            if (!lot.Covers(search.Asset, search.WorkKind, search.At))
            {
                continue;
            }

            lotSeen = true;
            if (search.Look(lot, candidates) is { } found)
            {
                return new DispatchChoice(
                    found.Assignee,
                    found.Rivals == 0 ? DispatchReasons.OnlyCandidate
                        : lot.ByVolume ? DispatchReasons.LotVolume : DispatchReasons.LotShare,
                    search.Verdict,
                    candidates.ToImmutable());
            }
        }

        var reason = lotSeen ? DispatchReasons.NoCandidate : DispatchReasons.NoLot;
        return new DispatchChoice(null, reason, search.Verdict, candidates.ToImmutable());
    }
}
