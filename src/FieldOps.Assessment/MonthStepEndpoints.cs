using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment;

/// <summary>The steps from the frozen facts to the money.</summary>
internal static class MonthStepEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        Step(api, "/months:close", CloseAsync, "Freezes and computes a month of every contractor. / 月度结账")
            .Answers<BatchAnswer>();
        Step(api, "/months/{contractor}/{month}:freeze", FreezeAsync, "Fixes the facts at the log's end. / 冻结");
        Step(api, "/months/{contractor}/{month}:compute", ComputeAsync, "Scores the frozen facts. / 计分");
        Step(api, "/months/{contractor}/{month}:confirm", ConfirmAsync, "The contractor agrees. / 代维单位确认");
        Step(api, "/months/{contractor}/{month}:dispute", DisputeAsync, "The contractor does not agree. / 代维单位异议");
        Step(api, "/months/{contractor}/{month}:approve", ApproveAsync, "The department head agrees. / 部门领导审批");
        Step(api, "/months/{contractor}/{month}:publish", PublishAsync, "Shows it to the contractor as final. / 公布");
        Step(api, "/months/{contractor}/{month}:settle", SettleAsync, "Settles it. / 结算");
    }

    private static RouteHandlerBuilder Step(RouteGroupBuilder api, string route, Delegate handler, string summary) =>
        api.MapPost(route, handler).WithSummary(summary).Answers<MonthView>().Refuses(403, 404, 409, 422);

    private static async Task<IResult> CloseAsync(
        ApiCall call,
        ApiBody<CloseMonthBody> body,
        MonthClosing closing,
        TimeZoneInfo zone,
        CancellationToken cancellationToken)
    {
        if (!MonthKey.TryParse(body.Value.Month, out var month))
        {
            return HttpAnswers.Refuse(AssessmentProblems.MonthInvalid, ("month", body.Value.Month));
        }

        if (!call.By.IsOperator)
        {
            return HttpAnswers.Refuse(MonthRefusals.OperatorOnly);
        }

        var (items, refusal) = await closing.CloseAsync(call, month, zone, cancellationToken);
        return refusal is null ? BatchAnswer.Of(items!) : HttpAnswers.Refuse(refusal);
    }

    private static async Task<IResult> FreezeAsync(
        string contractor, string month, ApiCall call, MonthWrites writes, CancellationToken cancellationToken)
    {
        var (found, refusal) = await writes.FindAsync(call, contractor, month, cancellationToken);
        if (found is null)
        {
            return HttpAnswers.Refuse(refusal!);
        }

        var position = await writes.PositionAsync(cancellationToken);
        return HttpAnswers.From(
            await writes.FreezeAsync(call, call.ToContext(), found, position, cancellationToken));
    }

    private static async Task<IResult> ComputeAsync(
        string contractor,
        string month,
        string? scheme,
        ApiCall call,
        MonthWrites writes,
        CancellationToken cancellationToken)
    {
        var (found, refusal) = await writes.FindAsync(call, contractor, month, cancellationToken);
        return found is null
            ? HttpAnswers.Refuse(refusal!)
            : HttpAnswers.From(
                await writes.ComputeAsync(call, call.ToContext(), found, scheme, cancellationToken));
    }

    private static Task<IResult> ConfirmAsync(
        string contractor,
        string month,
        int? sheet,
        ApiCall call,
        MonthWrites writes,
        CancellationToken cancellationToken) =>
        AskAsync(contractor, month, new ConfirmSheet(sheet), call, writes, cancellationToken);

    private static Task<IResult> DisputeAsync(
        string contractor,
        string month,
        ApiCall call,
        ApiBody<DisputeBody> body,
        MonthWrites writes,
        CancellationToken cancellationToken) =>
        AskAsync(
            contractor, month, new DisputeSheet(body.Value.Sheet, body.Value.Reason), call, writes, cancellationToken);

    private static Task<IResult> ApproveAsync(
        string contractor,
        string month,
        int? sheet,
        ApiCall call,
        MonthWrites writes,
        CancellationToken cancellationToken) =>
        AskAsync(contractor, month, new ApproveSheet(sheet), call, writes, cancellationToken);

    private static Task<IResult> PublishAsync(
        string contractor, string month, ApiCall call, MonthWrites writes, CancellationToken cancellationToken) =>
        AskAsync(contractor, month, new PublishSheet(), call, writes, cancellationToken);

    private static Task<IResult> SettleAsync(
        string contractor, string month, ApiCall call, MonthWrites writes, CancellationToken cancellationToken) =>
        AskAsync(contractor, month, new SettleMonth(), call, writes, cancellationToken);

    private static async Task<IResult> AskAsync(
        string contractor,
        string month,
        ICommand command,
        ApiCall call,
        MonthWrites writes,
        CancellationToken cancellationToken)
    {
        var (found, refusal) = await writes.FindAsync(call, contractor, month, cancellationToken);
        return found is null
            ? HttpAnswers.Refuse(refusal!)
            : HttpAnswers.From(await writes.AskAsync(call, call.ToContext(), found, command, cancellationToken));
    }
}

/// <summary>Which month to close.</summary>
internal sealed record CloseMonthBody(string Month);

/// <summary>Why a sheet is disputed, and which one was seen.</summary>
internal sealed record DisputeBody(string Reason, int? Sheet = null);
