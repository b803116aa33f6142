using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Exits;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment;

/// <summary>
/// How contractors leave. It stands beside the months, for an exit ends with what these rows hold: orders, lots, money.
/// </summary>
internal static class ExitEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/exits/{contractor}", ReadAsync)
            .WithSummary("An exit, and what still ties the contractor. / 退出进度")
            .Answers<ExitModel>().Refuses(404).WaitsFor(AssessmentProjection.Schema);
        api.MapGet("/exits/{contractor}/leftovers", LeftoversAsync)
            .WithSummary("What still ties the contractor, one by one, and what to do. / 退出遗留清单")
            .Answers<Page<ExitLeftover>>().Refuses(404, 422).WaitsFor(AssessmentProjection.Schema);
        Step(
            api, "/exits/{contractor}:draft", DraftAsync, ContractorRights.DraftExit,
            "Plans an exit, or announces one's own. / 拟定退出方案");
        Step(
            api, "/exits/{contractor}:decide", DecideAsync, ContractorRights.DecideExit,
            "The department decides. / 部门决定");
        Step(
            api, "/exits/{contractor}:start", StartAsync, ContractorRights.CarryExit,
            "The notice begins; service continues. / 启动退出");
        Step(
            api, "/exits/{contractor}:name-replacement", ReplacementAsync, ContractorRights.CarryExit,
            "Names who takes over a lot, its open orders with it. / 指定标包接替单位");
        Step(
            api, "/exits/{contractor}:hand-over", HandOverAsync, ContractorRights.CarryExit,
            "Hands over, once the notice is over, what came in since it was done last. / 移交在途工单与份额");
        Step(
            api, "/exits/{contractor}:close-leftover", LeftoverAsync, ContractorRights.CarryExit,
            "Closes complaints or arrears. / 遗留事项关闭");
        Step(
            api, "/exits/{contractor}:complete", CompleteAsync, ContractorRights.CarryExit,
            "Gone, nothing lost, all paid. / 完成退出");
    }

    private static void Step(RouteGroupBuilder api, string route, Delegate handler, Right right, string summary) =>
        api.MapPost(route, handler).Needs(right).WithSummary(summary).Answers<ExitState>().Refuses(403, 404, 409, 422);

    private static async Task<IResult> ReadAsync(
        string contractor, ApiCall call, ExitWrites writes, IEntities entities, CancellationToken cancellationToken)
    {
        var id = ContractorIds.Contractor(call.Tenant, contractor);
        var snapshot = await entities.ReadAsync(ExitWrites.KeyOf(call, id), cancellationToken);
        return IsHidden(call, id, snapshot)
            ? HttpAnswers.Refuse(ExitRefusals.Unknown)
            : HttpAnswers.Ok(
                ExitModel.Of((ExitState)snapshot.State, await writes.TiesAsync(call, id, cancellationToken)),
                version: snapshot.Version);
    }

    private static async Task<IResult> LeftoversAsync(
        string contractor,
        string? kind,
        ApiCall call,
        PageQuery page,
        ExitWrites writes,
        IEntities entities,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        var position = progress.PositionOf(AssessmentProjection.Schema);
        var id = ContractorIds.Contractor(call.Tenant, contractor);
        var snapshot = await entities.ReadAsync(ExitWrites.KeyOf(call, id), cancellationToken);
        if (IsHidden(call, id, snapshot))
        {
            return HttpAnswers.Refuse(ExitRefusals.Unknown);
        }

        var after = page.After(1)?[0] ?? "";
        var ties = await writes.TiesAsync(call, id, cancellationToken);
        var rows = ExitLeftover.Of((ExitState)snapshot.State, ties)
            .Where(l => (kind is null || l.Kind == kind) && string.CompareOrdinal(l.Key, after) > 0)
            .OrderBy(l => l.Key, StringComparer.Ordinal).Take(page.Limit + 1).ToArray();
        return HttpAnswers.From(page.ToPage(rows, l => [l.Key], position));
    }

    private static bool IsHidden(ApiCall call, Guid contractor, EntitySnapshot exit) =>
        (call.By.ContractorId is { } own && own != contractor) || exit.Version == 0;

    private static async Task<IResult> ReplacementAsync(
        string contractor,
        ApiCall call,
        ApiBody<ReplacementBody> body,
        ExitWrites writes,
        CancellationToken cancellationToken) =>
        HttpAnswers.From(await writes.NameAsync(call, contractor, body.Value, cancellationToken));

    private static async Task<IResult> HandOverAsync(
        string contractor, ApiCall call, ExitWrites writes, CancellationToken cancellationToken) =>
        HttpAnswers.From(await writes.AskAsync(call, contractor, new HandOverExit(), cancellationToken));

    private static async Task<IResult> DraftAsync(
        string contractor,
        ApiCall call,
        ApiBody<DraftExitBody> body,
        ExitWrites writes,
        CancellationToken cancellationToken) =>
        HttpAnswers.From(await writes.DraftAsync(call, contractor, body.Value, cancellationToken));

    private static async Task<IResult> DecideAsync(
        string contractor,
        ApiCall call,
        ApiBody<DecideExitBody> body,
        ExitWrites writes,
        CancellationToken cancellationToken) =>
        HttpAnswers.From(await writes.AskAsync(
            call, contractor, new DecideExit(body.Value.Approved, body.Value.Minutes), cancellationToken));

    private static async Task<IResult> StartAsync(
        string contractor, ApiCall call, ExitWrites writes, CancellationToken cancellationToken) =>
        HttpAnswers.From(await writes.StartAsync(call, contractor, cancellationToken));

    private static async Task<IResult> LeftoverAsync(
        string contractor,
        ApiCall call,
        ApiBody<LeftoverBody> body,
        ExitWrites writes,
        CancellationToken cancellationToken) =>
        HttpAnswers.From(await writes.AskAsync(
            call, contractor, new CloseLeftover(body.Value.Leftover, body.Value.Evidence), cancellationToken));

    private static async Task<IResult> CompleteAsync(
        string contractor, ApiCall call, ExitWrites writes, CancellationToken cancellationToken)
    {
        var ties = await writes.TiesAsync(
            call, ContractorIds.Contractor(call.Tenant, contractor), cancellationToken);
        return HttpAnswers.From(await writes.AskAsync(call, contractor, ties, cancellationToken));
    }
}
