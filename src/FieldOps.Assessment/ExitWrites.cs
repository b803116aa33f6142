using FieldOps.Domain.Assessment;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Exits;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Config;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment;

/// <summary>Turns wishes about exits into commands that carry what an exit cannot know: orders, lots, months.</summary>
internal sealed class ExitWrites(
    IEntities entities,
    AssessmentRows rows,
    PolicyChoice<ExitRules> exits,
    IFeedProgress progress,
    IAppClock clock,
    TimeZoneInfo zone)
{
    /// <summary>No exit rules name this service. Facts: <c>service</c>.</summary>
    public const string ServiceUnknown = "contractor-exit.service-unknown";

    public static EntityKey KeyOf(ApiCall call, Guid contractor) =>
        call.Key(ExitState.EntityType, ExitState.IdOf(contractor));

    public async Task<Answer> DraftAsync(
        ApiCall call, string contractor, DraftExitBody body, CancellationToken cancellationToken)
    {
        var rules = (await exits.OfAsync(call.Tenant, cancellationToken)).EffectiveAt(RuleSets.Default, clock.Now);
        if (rules?.NoticeMonthsOf(body.Kind, body.Service) is not { } months)
        {
            return new Answer.Refused(Refusal.Of(ServiceUnknown, ("service", body.Service)), 0);
        }

        return await AskAsync(
            call, contractor,
            new DraftExit(
                ContractorIds.Contractor(call.Tenant, contractor), contractor, body.Kind, body.Service, body.Reason,
                body.Plan, months, rules.ReplacementFirst.Contains(body.Service), rules.Leftovers),
            cancellationToken);
    }

    /// <summary>Names who takes over a lot: the exit is told whether lot and replacement are fit.</summary>
    public async Task<Answer> NameAsync(
        ApiCall call, string contractor, ReplacementBody body, CancellationToken cancellationToken)
    {
        var leaving = ContractorIds.Contractor(call.Tenant, contractor);
        var lot = ContractorIds.Lot(call.Tenant, body.Lot);
        var heir = ContractorIds.Contractor(call.Tenant, body.Contractor);
        // Whether a lot is held yet is known once the shares of the last hand-over have gone where they go.
        await progress.WaitToEndAsync(ExitState.SharesPassedBy, cancellationToken);
        var lotState = (ContractLotState)(await entities.ReadAsync(
            call.Key(ContractorIds.LotType, lot), cancellationToken)).State;
        var heirState = (ContractorState)(await entities.ReadAsync(
            call.Key(ContractorIds.ContractorType, heir), cancellationToken)).State;
        var held = lotState.Spans().Any(s =>
            !(s.Until <= clock.Now) && s.Terms.Shares.Any(t => t.ContractorId == leaving));
        return await AskAsync(
            call, contractor,
            new NameReplacement(
                new LotReplacement(lot, body.Lot, heir, body.Contractor), held,
                heirState.Exists() && heirState.Standing == ContractorStanding.Active),
            cancellationToken);
    }

    /// <summary>Starts an exit: it is told which lots name the contractor.</summary>
    public async Task<Answer> StartAsync(ApiCall call, string contractor, CancellationToken cancellationToken)
    {
        await progress.WaitToEndAsync(AssessmentProjection.Schema, cancellationToken);
        var id = ContractorIds.Contractor(call.Tenant, contractor);
        var held = (await rows.LotsOfAsync(call.Tenant, id, cancellationToken))
            .Select(l => new LotHeld(l.LotId, l.Code, LastOf(l, id).Until))
            .Where(l => !(l.Until <= clock.Now));
        return await AskAsync(call, contractor, new StartExit { Lots = [.. held], Zone = zone.Id }, cancellationToken);
    }

    /// <summary>Sends a step; to a contractor the exits of others do not exist.</summary>
    public async Task<Answer> AskAsync(
        ApiCall call, string contractor, ICommand command, CancellationToken cancellationToken)
    {
        var id = ContractorIds.Contractor(call.Tenant, contractor);
        var known = await entities.ReadAsync(call.Key(ContractorIds.ContractorType, id), cancellationToken);
        return known.Version == 0 || (call.By.ContractorId is { } own && own != id)
            ? new Answer.Refused(Refusal.Of(ContractorRefusals.Unknown), 0)
            : await entities.AskAsync(KeyOf(call, id), command, call.ToContext(), cancellationToken);
    }

    /// <summary>What still ties a contractor, as the log has it now.</summary>
    public async Task<CompleteExit> TiesAsync(ApiCall call, Guid contractor, CancellationToken cancellationToken)
    {
        await progress.WaitToEndAsync(
            [
                OrdersToMonthReactor.ReactorName, CorrectionsToMonthReactor.ReactorName, ExitState.SharesPassedBy,
                AssessmentProjection.Schema,
            ],
            cancellationToken);
        var lots = await rows.LotsOfAsync(call.Tenant, contractor, cancellationToken);
        var ended = lots.Where(l => LastOf(l, contractor).Until <= clock.Now).ToArray();
        var orphans = new List<string>();
        foreach (var lot in ended)
        {
            // Where later terms of the same lot go on without the contractor, the lot is its own successor.
            var last = LastOf(lot, contractor);
            if (last.Terms == lot.Terms
                && !await rows.HasSuccessorAsync(call.Tenant, contractor, lot, last.Until!.Value, cancellationToken))
            {
                orphans.Add(lot.Code);
            }
        }

        return new CompleteExit(
            [.. await OpenOrdersAsync(call, contractor, cancellationToken)],
            [.. lots.Except(ended).Select(l => l.Code)],
            [.. await UnsettledAsync(call.Tenant, contractor, lots, cancellationToken)],
            [.. orphans])
        {
            MonthsWithLateFacts =
                [.. await rows.MonthsWithFreshLateFactsAsync(call.Tenant, contractor, cancellationToken)],
        };
    }

    // A month in which a lot pays a day is owed, whether anything happened in it or not. Months from before the
    // operator began to assess here are settled elsewhere.
    private async Task<IEnumerable<string>> UnsettledAsync(
        string tenant, Guid contractor, List<ContractLotState> lots, CancellationToken cancellationToken)
    {
        var opened = await rows.OpenedMonthsAsync(tenant, contractor, cancellationToken);
        var paid = MonthKey.TryParse(await rows.FirstMonthAsync(tenant, cancellationToken), out var first)
            ? lots.SelectMany(l => FeeLines.MonthsOf(l, contractor, first, clock.Now, zone))
            : [];
        return paid.Select(m => m.ToString()).Union(opened.Select(o => o.Month))
            .Except(opened.Where(o => o.Settled).Select(o => o.Month)).Order(StringComparer.Ordinal);
    }

    // The month's own state names the orders; the rows tell which months have some.
    private async Task<List<string>> OpenOrdersAsync(
        ApiCall call, Guid contractor, CancellationToken cancellationToken)
    {
        var open = new List<string>();
        foreach (var month in await rows.MonthsWithOpenOrdersAsync(call.Tenant, contractor, cancellationToken))
        {
            var state = (MonthState)(await entities.ReadAsync(
                call.Key(MonthRef.EntityType, month), cancellationToken)).State;
            open.AddRange(state.OrdersWithoutEnd().Select(o => o.Number));
        }

        open.Sort(StringComparer.Ordinal);
        return open;
    }

    // A lot that never held, because it closed before it began, ended when it closed.
    private static LotSpan LastOf(ContractLotState lot, Guid contractor) =>
        lot.Spans().LastOrDefault(s => s.Terms.Shares.Any(t => t.ContractorId == contractor))
        ?? new LotSpan(lot.Terms!, lot.ClosedFrom ?? lot.Terms!.EffectiveTo);
}
