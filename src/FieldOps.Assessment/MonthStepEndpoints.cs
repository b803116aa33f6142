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
        Step(
            api, "/months:close", CloseAsync, MonthRights.Manage,
            "Freezes and computes a month of every contractor. / 月度结账")
            .Answers<BatchAnswer>();
        Step(
            api, "/months/{contractor}/{month}:freeze", FreezeAsync, MonthRights.Manage,
            "Fixes the facts at the log's end. / 冻结");
        Step(
            api, "/months/{contractor}/{month}:compute", ComputeAsync, MonthRights.Manage,
            "Scores the frozen facts. / 计分");
        Step(
            api, "/months/{contractor}/{month}:confirm", ConfirmAsync, MonthRights.Confirm,
            "The contractor agrees. / 代维单位确认");
        Step(
            api, "/months/{contractor}/{month}:dispute", DisputeAsync, MonthRights.Confirm,
            "The contractor does not agree. / 代维单位异议");
        Step(
            api, "/months/{contractor}/{month}:approve", ApproveAsync, MonthRights.Approve,
            "The department head agrees. / 部门领导审批");
        Step(
            api, "/months/{contractor}/{month}:publish", PublishAsync, MonthRights.Manage,
            "Shows it to the contractor as final. / 公布");
        Step(api, "/months/{contractor}/{month}:settle", SettleAsync, MonthRights.Manage, "Settles it. / 结算");
    }

    private static RouteHandlerBuilder Step(
        RouteGroupBuilder api, string route, Delegate handler, Right right, string summary) =>
        api.MapPost(route, handler).Needs(right).WithSummary(summary).Answers<MonthView>().Refuses(403, 404, 409, 422);

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

        var (items, refusal) = await closing.CloseAsync(call, month, zone, cancellationToken);
        return refusal is null ? BatchAnswer.Of(items!) : HttpAnswers.Refuse(refusal);
    }

    private static Task<IResult> FreezeAsync([AsParameters] MonthCall call) =>
        call.AnswerAsync(async month =>
        {
            var (position, refusal) = await call.Writes.PositionAsync(call.Call.Tenant, call.Cancelled);
            return refusal is not null
                ? await MonthCall.Refused(refusal)
                : await call.Writes.FreezeAsync(
                    call.Call, call.Call.ToContext(), month, position, call.Cancelled);
        });

    private static Task<IResult> ComputeAsync([AsParameters] MonthCall call, string? scheme) =>
        call.AnswerAsync(month =>
            call.Writes.ComputeAsync(call.Call, call.Call.ToContext(), month, scheme, call.Cancelled));

    private static Task<IResult> ConfirmAsync([AsParameters] MonthCall call, int? sheet) =>
        call.AskAsync(new ConfirmSheet(sheet));

    private static Task<IResult> DisputeAsync([AsParameters] MonthCall call, ApiBody<DisputeBody> body) =>
        call.AskAsync(new DisputeSheet(body.Value.Sheet, body.Value.Reason));

    private static Task<IResult> ApproveAsync([AsParameters] MonthCall call, int? sheet) =>
        call.AskAsync(new ApproveSheet(sheet));

    private static Task<IResult> PublishAsync([AsParameters] MonthCall call) => call.AskAsync(new PublishSheet());

    private static Task<IResult> SettleAsync([AsParameters] MonthCall call) => call.AskAsync(new SettleMonth());
}

/// <summary>Which month to close.</summary>
internal sealed record CloseMonthBody(string Month);

/// <summary>Why a sheet is disputed, and which one was seen.</summary>
internal sealed record DisputeBody(string Reason, int? Sheet = null);
