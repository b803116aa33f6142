using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment;

/// <summary>Objections, corrections and re-openings: how a sheet changes, and who said so.</summary>
internal static class MonthAppealEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        Step(
            api, "/months/{contractor}/{month}:dispute-lines", DisputeAsync, MonthRights.Confirm,
            "Objects to single lines. / 逐条申诉");
        Step(
            api, "/months/{contractor}/{month}/disputes/{dispute:guid}:decide", DecideAsync, MonthRights.Manage,
            "Upholds or rejects one objection. / 申诉裁定");
        Step(
            api, "/months/{contractor}/{month}:ask-reopening", AskReopeningAsync, MonthRights.Manage,
            "The first of two people asks to open a closed month again. / 申请重新开启");
        Step(
            api, "/months/{contractor}/{month}:decline-reopening", DeclineReopeningAsync, MonthRights.Manage,
            "The second does not agree, or the first takes the wish back: the month stays. / 驳回或撤回重新开启申请");
        Step(
            api, "/months/{contractor}/{month}:reopen", ReopenAsync, MonthRights.Approve,
            "The second, the department head, agrees: late facts come in. / 批准重新开启");
        Step(
            api, "/months/{contractor}/{month}:correct", CorrectAsync, MonthRights.Manage,
            "Works out what late facts make of a published month; the open month carries it. / 更正入下一开放月");
        api.MapGet("/months/{contractor}/{month}/history", HistoryAsync)
            .WithSummary("Signatures, objections, replaced sheets, corrections: who, when, why. / 变更历史")
            .Answers<MonthHistoryModel>().Refuses(404, 422);
    }

    private static void Step(RouteGroupBuilder api, string route, Delegate handler, Right right, string summary) =>
        api.MapPost(route, handler).Needs(right).WithSummary(summary).Answers<MonthView>().Refuses(403, 404, 409, 422);

    private static Task<IResult> DisputeAsync([AsParameters] MonthCall call, ApiBody<DisputeLinesBody> body)
    {
        var lines = body.Value.Lines.Select((line, index) => new DisputedLine(
            NameBasedId.Of(call.Call.CommandId, $"dispute/{index}"), line.Path, line.FactId, line.Reason,
            line.Evidence));
        return call.AskAsync(new DisputeLines(body.Value.Sheet, [.. lines]));
    }

    // A month that froze before does not know of the decision, so it must be told where in the log that is.
    private static Task<IResult> DecideAsync(
        [AsParameters] MonthCall call, Guid dispute, ApiBody<DecisionBody> body, IFeedProgress progress) =>
        call.AnswerAsync(async month =>
        {
            var from = await progress.LogEndAsync(call.Cancelled) + 1;
            return await call.SendAsync(month, new DecideDispute(
                dispute, body.Value.Upheld, body.Value.Points, body.Value.Reason, from, body.Value.Cny));
        });

    private static Task<IResult> AskReopeningAsync([AsParameters] MonthCall call, ApiBody<ReasonBody> body) =>
        call.AskAsync(new AskReopening(body.Value.Reason));

    private static Task<IResult> DeclineReopeningAsync([AsParameters] MonthCall call, ApiBody<ReasonBody> body) =>
        call.AskAsync(new DeclineReopening(body.Value.Reason));

    private static Task<IResult> ReopenAsync([AsParameters] MonthCall call) => call.AskAsync(new ReopenMonth());

    private static Task<IResult> CorrectAsync(
        [AsParameters] MonthCall call,
        ApiBody<ReasonBody> body,
        CorrectionDesk corrections,
        IAppClock clock,
        TimeZoneInfo zone) =>
        call.AnswerAsync(month => corrections.CorrectAsync(
            call.Call, call.Call.ToContext(), month, MonthKey.Of(clock.Now, zone), body.Value.Reason, call.Cancelled));

    private static Task<IResult> HistoryAsync([AsParameters] MonthCall call) =>
        call.ShowAsync(state => MonthAccess.SeesSheet(call.Call.By, state)
            ? HttpAnswers.Ok(MonthHistoryModel.Of(state))
            : HttpAnswers.Refuse(MonthRefusals.NotComputed));
}
