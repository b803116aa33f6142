using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.FollowUp;
using FieldOps.Domain.Assessment.Reports;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Config;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.Extensions.Options;

namespace FieldOps.Assessment.FollowUp;

/// <summary>Draws reports up out of the months themselves, as the log has them now.</summary>
internal sealed class ReportDesk(
    IEntities entities,
    FollowUpRows rows,
    AssessmentRows register,
    EarlierMonths before,
    CrewFigures figures,
    PolicyChoice<ScoringScheme> schemes,
    PolicyChoice<FollowUpRules> choice,
    IOptions<AssessmentOptions> options,
    IFeedProgress progress,
    IAppClock clock,
    TimeZoneInfo zone)
{
    /// <summary>The operator's zone.</summary>
    public TimeZoneInfo Zone => zone;

    // A branch's orders in a month, many times over.
    private const int FactsMax = 200_000;

    /// <summary>The entity of a report, or why the caller may not know of it.</summary>
    public static (Guid Id, Refusal? Refusal) Find(ApiCall call, ReportKind kind, string code, string month)
    {
        var contractor = ContractorIds.Contractor(call.Tenant, code);
        if (call.By.ContractorId is { } own && (kind == ReportKind.Branch || own != contractor))
        {
            return (Guid.Empty, Refusal.Of(ProcessReportRefusals.Unknown));
        }

        if (!MonthKey.TryParse(month, out _))
        {
            return (Guid.Empty, Refusal.Of(AssessmentProblems.MonthInvalid, ("month", month)));
        }

        return (
            kind == ReportKind.Contractor
                ? ProcessReportState.OfContractor(contractor, month)
                : ProcessReportState.OfBranch(call.Tenant, code, month),
            null);
    }

    /// <summary>The rules of reports that hold now.</summary>
    public async Task<ReportRules?> RulesAsync(string tenant, CancellationToken cancellationToken) =>
        (await choice.OfAsync(tenant, cancellationToken)).EffectiveAt(RuleSets.Default, clock.Now)?.Reports;

    /// <summary>A published report that the caller may see; null when there is none.</summary>
    public async Task<(ProcessReportState State, int Version)?> ReadAsync(
        ApiCall call, Guid id, CancellationToken cancellationToken)
    {
        var snapshot = await entities.ReadAsync(call.Key(ProcessReportState.EntityType, id), cancellationToken);
        var state = (ProcessReportState)snapshot.State;
        var sent = call.By.ContractorId is not { } own
            || state.Circulations.Any(c => c.Readers.Any(r => r.ContractorId == own));
        return snapshot.Version > 0 && sent ? (state, snapshot.Version) : null;
    }

    public Task<Answer> AskAsync(ApiCall call, Guid id, ICommand command, CancellationToken cancellationToken) =>
        entities.AskAsync(
            call.Key(ProcessReportState.EntityType, id), command, call.ToContext(), cancellationToken);

    /// <summary>The report as it would be published now.</summary>
    public async Task<(PublishReport? Draft, Refusal? Refusal)> DraftAsync(
        ApiCall call, ReportKind kind, string code, string month, CancellationToken cancellationToken)
    {
        var published = await schemes.OfAsync(call.Tenant, cancellationToken);
        if (await RulesAsync(call.Tenant, cancellationToken) is not { } rules
            || !MonthKey.TryParse(month, out var key)
            || published.EffectiveAt(options.Value.SchemeId, key.StartsAt(zone)) is not { } scheme)
        {
            return (null, Refusal.Of(FollowUpProblems.RulesUnknown));
        }

        await progress.WaitToEndAsync(
            [AssessmentProjection.Schema, FollowUpProjection.Schema], cancellationToken);
        var known = (await register.ContractorsAsync(
            call.Tenant, YardstickEndpoints.ContractorsMax, cancellationToken)).ToDictionary(c => c.ContractorId);
        var crews = kind == ReportKind.Contractor
            ? await OfContractorAsync(call, code, month, known, (published, scheme), cancellationToken)
            : await OfBranchAsync(call, code, month, known, (published, scheme), cancellationToken);
        if (crews is null)
        {
            return (null, Refusal.Of(
                kind == ReportKind.Contractor ? ContractorRefusals.Unknown : FollowUpProblems.YardstickTooWide));
        }

        var shown = crews.Where(c => c.Month.Sheet is not null).ToArray();
        var own = kind == ReportKind.Branch
            ? IndicatorFigures.Together(
                [.. crews.Where(c => IsInHouse(c.Contractor)).Select(c => OfScheme(c, scheme))])
            : await InHouseAsync(call, month, known.Values, shown.FirstOrDefault(), scheme, cancellationToken);
        var (id, _) = Find(call, kind, code, month);
        return (
            new PublishReport(
                id,
                new ReportSubject(kind, month, code, [.. crews.Select(c => c.Contractor.ContractorId).Order()]),
                ReportContents.Of(shown, own, rules.TopFaults),
                [
                    .. crews.Where(c => !IsInHouse(c.Contractor) && !IsPublished(c.Month))
                        .Select(c => c.Contractor.Code).Order(StringComparer.Ordinal),
                ],
                null),
            null);
    }

    private async Task<List<ReportedCrew>?> OfContractorAsync(
        ApiCall call,
        string code,
        string month,
        Dictionary<Guid, ContractorState> known,
        (PolicySet<ScoringScheme> Published, ScoringScheme Now) schemes,
        CancellationToken cancellationToken)
    {
        if (!known.TryGetValue(ContractorIds.Contractor(call.Tenant, code), out var contractor))
        {
            return null;
        }

        var id = MonthRef.IdOf(contractor.ContractorId, month);
        var state = await MonthAsync(call, id, schemes.Now, cancellationToken);
        return state.Month is null ? [] : [Crew(contractor, state, state.Facts(), schemes)];
    }

    private async Task<List<ReportedCrew>?> OfBranchAsync(
        ApiCall call,
        string region,
        string month,
        Dictionary<Guid, ContractorState> known,
        (PolicySet<ScoringScheme> Published, ScoringScheme Now) schemes,
        CancellationToken cancellationToken)
    {
        if (await rows.BranchAsync(call.Tenant, month, region, FactsMax, cancellationToken) is not { } orders)
        {
            return null;
        }

        var crews = new List<ReportedCrew>();
        foreach (var crew in orders.Where(o => known.ContainsKey(o.Contractor)).GroupBy(o => (o.Contractor, o.Month)))
        {
            var here = crew.Select(o => o.Order).ToHashSet();
            var state = await MonthAsync(call, crew.Key.Month, schemes.Now, cancellationToken);
            // Readings, and what is short of orders, are of a whole contractor: a branch has no part of them.
            var facts = state.Facts() with
            {
                Orders = [.. state.Orders.Values.Where(o => here.Contains(o.OrderId))], Readings = [], Rolled = null,
            };
            crews.Add(Crew(known[crew.Key.Contractor], state, facts, schemes));
        }

        return crews;
    }

    private static ReportedCrew Crew(
        ContractorState contractor,
        MonthState month,
        MonthFacts facts,
        (PolicySet<ScoringScheme> Published, ScoringScheme Now) schemes)
    {
        // By the scheme that its sheet was scored by, so that report and sheet never disagree.
        var used = month.Sheet?.Score is { } sheet
            ? schemes.Published.Get(sheet.SchemeId, sheet.SchemeVersion)
            : null;
        return new ReportedCrew(contractor, month, facts.Orders, IndicatorFigures.Of(used ?? schemes.Now, facts));
    }

    private static ImmutableArray<IndicatorFigure> OfScheme(ReportedCrew crew, ScoringScheme scheme) =>
        IndicatorFigures.Of(scheme, crew.Orders, [], crew.Month.Earlier);

    private async Task<ImmutableArray<IndicatorFigure>> InHouseAsync(
        ApiCall call,
        string month,
        IEnumerable<ContractorState> known,
        ReportedCrew? crew,
        ScoringScheme scheme,
        CancellationToken cancellationToken)
    {
        var own = known.Where(IsInHouse).Select(c => c.ContractorId).ToArray();
        if (own.Length == 0 || crew is null || IsInHouse(crew.Contractor))
        {
            return [];
        }

        var sheet = crew.Month.Sheet!.Score;
        var published = await schemes.OfAsync(call.Tenant, cancellationToken);
        var used = published.Get(sheet.SchemeId, sheet.SchemeVersion) ?? scheme;
        var crews = MonthKey.TryParse(month, out var key)
            ? await figures.OfAsync(
                call.Tenant, new CrewFilter(month, Contractors: own), key, used, FactsMax, cancellationToken)
            : null;
        return crews is null ? [] : IndicatorFigures.Together(crews.Values);
    }

    private async Task<MonthState> MonthAsync(
        ApiCall call, Guid id, ScoringScheme scheme, CancellationToken cancellationToken)
    {
        var known = await entities.ReadAsync(call.Key(MonthRef.EntityType, id), cancellationToken);
        return await before.KnowingAsync(call.Tenant, (MonthState)known.State, scheme, cancellationToken);
    }

    private static bool IsInHouse(ContractorState contractor) => contractor.Kind == ContractorKind.InHouse;

    private static bool IsPublished(MonthState month) => month.Status switch
    {
        MonthStatus.Published or MonthStatus.Settled => true,
        MonthStatus.Confirmed or MonthStatus.Disputed or MonthStatus.Decided =>
            month.Sheet?.SignOff == SignOff.ApproveThenConfirm,
        _ => false,
    };
}
