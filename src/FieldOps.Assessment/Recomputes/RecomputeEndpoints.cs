using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Recomputes;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment.Recomputes;

/// <summary>Recomputes: ask, read the difference, approve as another person, cancel.</summary>
internal static class RecomputeEndpoints
{
    private const string One = "/sla-recomputes/{id:guid}";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/sla-recomputes", RequestAsync).Needs(SlaRights.Recompute)
            .WithSummary("Asks for a recompute; a dry run follows · 申请重算（先试算）")
            .Answers<RecomputeModel>(StatusCodes.Status201Created).Refuses(403, 409, 422);
        api.MapGet("/sla-recomputes", ListAsync).Needs(PlatformRights.ReadAll)
            .WithSummary("Recomputes, the latest first · 重算列表")
            .Answers<Page<RecomputeModel>>().Refuses(403).WaitsFor(IntervalProjection.Schema);
        api.MapGet(One, ReadAsync).Needs(PlatformRights.ReadAll).WithSummary("A recompute and how far it is · 重算进度与汇总")
            .Answers<RecomputeModel>().Refuses(403, 404);
        api.MapGet(One + "/orders", OrdersAsync).Needs(PlatformRights.ReadAll)
            .WithSummary("The orders that change, clock by clock · 受影响工单明细")
            .WithDescription("flips=true: only orders of which a clock breaks or mends, and those with a code.")
            .Answers<Page<RecomputeOrderModel>>().Refuses(403, 404, 422);
        api.MapGet(One + "/months", MonthsAsync).Needs(PlatformRights.ReadAll)
            .WithSummary("Scores and amounts by contractor and month, before and after · 得分与金额变化")
            .Answers<Page<RecomputeMonthModel>>().Refuses(403, 404);
        api.MapPost(One + ":approve", ApproveAsync).Needs(SlaRights.Recompute)
            .WithSummary("Approves the difference that was read, as another person · 审批重算")
            .Answers<RecomputeModel>().Refuses(403, 404, 409);
        api.MapPost(One + ":cancel", CancelAsync).Needs(SlaRights.Recompute)
            .WithSummary("Ends it; what was applied stays · 取消重算")
            .Answers<RecomputeModel>().Refuses(403, 404, 409, 422);
    }

    private static async Task<IResult> RequestAsync(
        ApiCall call,
        ApiBody<RecomputeBody> body,
        RecomputeRuleSets ruleSets,
        RecomputeEvents declared,
        IEntities entities,
        CancellationToken cancellationToken)
    {
        var id = NameBasedId.Of(call.CommandId, RecomputeEntity.TypeName);
        var codes = (body.Value.Change.Orders ?? []).SelectMany(o => o.DeclaredEvents ?? []);
        var events = await declared.ReadAsync(call.Tenant, codes, cancellationToken);
        if (events.FirstOrDefault(e => e.Value.Version == 0).Key is { } undeclared)
        {
            return HttpAnswers.Refuse(RecomputeRefusals.EventUnknown, ("event", undeclared));
        }

        var command = body.Value.ToCommand(call.Tenant, id, events);
        if (await ruleSets.UnknownAsync(call.Tenant, command.Change, cancellationToken) is { } unknown)
        {
            return HttpAnswers.Refuse(
                RecomputeRefusals.RuleSetUnknown, ("id", unknown.Id), ("version", $"{unknown.Version}"));
        }

        return HttpAnswers.From(
            await entities.AskAsync(
                call.Key(RecomputeEntity.TypeName, id), command, call.ToContext(), cancellationToken),
            accepted => RecomputeModel.Of((RecomputeState)accepted.View, null),
            $"/api/v1/sla-recomputes/{id:D}");
    }

    private static async Task<IResult> ListAsync(
        ApiCall call,
        PageQuery page,
        RecomputeRunTable runs,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        var position = progress.PositionOf(IntervalProjection.Schema);
        var after = page.After(2);
        Guid id = default;
        if (after is not null && !Guid.TryParse(after[1], out id))
        {
            return HttpAnswers.Refuse(RequestRefusals.PageCursorInvalid);
        }

        var rows = await runs.PageAsync(
            call.Tenant, after is null ? null : (after[0], id), page.Limit + 1, cancellationToken);
        return HttpAnswers.From(page.ToPage(
            rows,
            r => [System.Text.Json.JsonSerializer.SerializeToElement(r.RequestedAt).GetString()!, $"{r.RecomputeId:D}"],
            position));
    }

    private static async Task<IResult> ReadAsync(
        Guid id, ApiCall call, RecomputeRunTable runs, IEntities entities, CancellationToken cancellationToken)
    {
        var (snapshot, refusal) = await FindAsync(id, call, entities, cancellationToken);
        if (snapshot is null)
        {
            return refusal!;
        }

        var run = await runs.FindAsync(call.Tenant, id, cancellationToken);
        return HttpAnswers.Ok(
            RecomputeModel.Of((RecomputeState)snapshot.State, RecomputeProgressModel.Of(run)),
            version: snapshot.Version);
    }

    private static async Task<IResult> OrdersAsync(
        Guid id,
        string? contractor,
        string? month,
        bool? flips,
        ApiCall call,
        PageQuery page,
        RecomputeRunTable runs,
        DifferenceTable differences,
        IEntities entities,
        CancellationToken cancellationToken)
    {
        var (snapshot, refusal) = await FindAsync(id, call, entities, cancellationToken);
        if (snapshot is null)
        {
            return refusal!;
        }

        var filter = new DifferenceFilter(
            contractor is null ? null : ContractorIds.Contractor(call.Tenant, contractor), month, flips == true);
        if (CursorOf(page.After(3)) is not { } cursor)
        {
            return HttpAnswers.Refuse(RequestRefusals.PageCursorInvalid);
        }

        var rows = await runs.FindAsync(call.Tenant, id, cancellationToken) is { } run
            ? await differences.ReadAsync(run.No, filter, cursor, page.Limit + 1, cancellationToken)
            : [];
        return HttpAnswers.From(page.ToPage(
            [.. rows.Select(r => RecomputeOrderModel.Of(r.Order))],
            r => [$"{r.ContractorId ?? Guid.Empty:D}", r.Month, $"{r.OrderId:D}"],
            0));
    }

    private static async Task<IResult> MonthsAsync(
        Guid id,
        ApiCall call,
        PageQuery page,
        RecomputeRunTable runs,
        RecomputeMonths months,
        IEntities entities,
        CancellationToken cancellationToken)
    {
        var (snapshot, refusal) = await FindAsync(id, call, entities, cancellationToken);
        if (snapshot is null)
        {
            return refusal!;
        }

        var after = page.After(2);
        Guid contractor = default;
        if (after is not null && !Guid.TryParse(after[0], out contractor))
        {
            return HttpAnswers.Refuse(RequestRefusals.PageCursorInvalid);
        }

        var rows = await runs.FindAsync(call.Tenant, id, cancellationToken) is { } run
            ? await months.PageAsync(
                run.No, after is null ? null : (contractor, after[1]), page.Limit + 1, cancellationToken)
            : [];
        return HttpAnswers.From(page.ToPage(rows, r => [$"{r.ContractorId:D}", r.Month], 0));
    }

    // Nobody approves what a declared event says no more: it is asked for anew.
    private static async Task<IResult> ApproveAsync(
        Guid id,
        ApiCall call,
        ApiBody<RecomputeApprovalBody> body,
        RecomputeRunTable runs,
        RecomputeEvents declared,
        IEntities entities,
        CancellationToken cancellationToken)
    {
        var snapshot = await entities.ReadAsync(call.Key(RecomputeEntity.TypeName, id), cancellationToken);
        if ((RecomputeState)snapshot.State is { Status: RecomputeStatus.Ready, Change.Orders: var orders }
            && await declared.ChangedAsync(call.Tenant, orders, cancellationToken) is { } code)
        {
            return HttpAnswers.Refuse(RecomputeRefusals.EventChanged, ("event", code));
        }

        return await AskAsync(
            id, call, new ApproveRecompute(body.Value.Digest), runs, entities, cancellationToken);
    }

    private static Task<IResult> CancelAsync(
        Guid id,
        ApiCall call,
        ApiBody<RecomputeCancelBody> body,
        RecomputeRunTable runs,
        IEntities entities,
        CancellationToken cancellationToken) =>
        AskAsync(id, call, new CancelRecompute(body.Value.Reason), runs, entities, cancellationToken);

    private static async Task<IResult> AskAsync(
        Guid id,
        ApiCall call,
        ICommand command,
        RecomputeRunTable runs,
        IEntities entities,
        CancellationToken cancellationToken)
    {
        var answer = await entities.AskAsync(
            call.Key(RecomputeEntity.TypeName, id), command, call.ToContext(), cancellationToken);
        var run = await runs.FindAsync(call.Tenant, id, cancellationToken);
        return HttpAnswers.From(
            answer, accepted => RecomputeModel.Of((RecomputeState)accepted.View, RecomputeProgressModel.Of(run)));
    }

    // To contractors recomputes say nothing: what they change is told by orders and months.
    private static async Task<(EntitySnapshot? Found, IResult? Refusal)> FindAsync(
        Guid id, ApiCall call, IEntities entities, CancellationToken cancellationToken)
    {
        var snapshot = await entities.ReadAsync(call.Key(RecomputeEntity.TypeName, id), cancellationToken);
        return snapshot.Version == 0
            ? (null, HttpAnswers.Refuse(RecomputeRefusals.Unknown))
            : (snapshot, null);
    }

    private static RecomputeCursor? CursorOf(IReadOnlyList<string>? key)
    {
        if (key is null)
        {
            return RecomputeCursor.Start;
        }

        return Guid.TryParse(key[0], out var contractor) && Guid.TryParse(key[2], out var order)
            ? new RecomputeCursor(null, order, contractor, key[1])
            : null;
    }
}
