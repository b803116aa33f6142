using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Exits;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
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
        if ((call.By.ContractorId is { } own && own != id) || snapshot.Version == 0)
        {
            return HttpAnswers.Refuse(ExitRefusals.Unknown);
        }

        var ties = await writes.TiesAsync(call, id, cancellationToken);
        return HttpAnswers.Ok(
            new ExitModel(
                (ExitState)snapshot.State, ties.OpenOrders, ties.Lots, ties.LotsWithoutSuccessor,
                ties.UnsettledMonths),
            version: snapshot.Version);
    }

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
        HttpAnswers.From(await writes.AskAsync(call, contractor, new StartExit(), cancellationToken));

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

/// <summary>A plan of exit.</summary>
internal sealed record DraftExitBody(ExitKind Kind, string Service, string Reason, string Plan);

/// <summary>What the department decided.</summary>
internal sealed record DecideExitBody(bool Approved, string Minutes);

/// <summary>A leftover that is closed.</summary>
internal sealed record LeftoverBody(string Leftover, string Evidence);

/// <summary>An exit, and what still ties the contractor.</summary>
internal sealed record ExitModel(
    ExitState Exit,
    IReadOnlyList<string> OpenOrders,
    IReadOnlyList<string> Lots,
    IReadOnlyList<string> LotsWithoutSuccessor,
    IReadOnlyList<string> UnsettledMonths);
