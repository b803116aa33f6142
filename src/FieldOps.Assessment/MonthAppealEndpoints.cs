using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment;

/// <summary>Objections, corrections and re-openings: how a sheet changes, and who said so.</summary>
internal static class MonthAppealEndpoints
{
    // A closed month is some months back at most: whoever corrects older ones names the way himself.
    private const int OpenMonthsSearched = 24;

    public static void Map(RouteGroupBuilder api)
    {
        Step(api, "/months/{contractor}/{month}:dispute-lines", DisputeAsync, "Objects to single lines. / 逐条申诉");
        Step(
            api, "/months/{contractor}/{month}/disputes/{dispute:guid}:decide", DecideAsync,
            "Upholds or rejects one objection. / 申诉裁定");
        Step(
            api, "/months/{contractor}/{month}:ask-reopening", AskReopeningAsync,
            "The first of two people asks to open a closed month again. / 申请重新开启");
        Step(
            api, "/months/{contractor}/{month}:reopen", ReopenAsync,
            "The second, the department head, agrees: late facts come in. / 批准重新开启");
        Step(
            api, "/months/{contractor}/{month}:correct", CorrectAsync,
            "Works out what late facts make of a published month; the open month carries it. / 更正入下一开放月");
        api.MapGet("/months/{contractor}/{month}/history", HistoryAsync)
            .WithSummary("Signatures, objections, replaced sheets, corrections: who, when, why. / 变更历史")
            .Answers<MonthHistoryModel>().Refuses(404, 422);
    }

    private static void Step(RouteGroupBuilder api, string route, Delegate handler, string summary) =>
        api.MapPost(route, handler).WithSummary(summary).Answers<MonthView>().Refuses(403, 404, 409, 422);

    private static Task<IResult> DisputeAsync(
        string contractor,
        string month,
        ApiCall call,
        ApiBody<DisputeLinesBody> body,
        MonthWrites writes,
        CancellationToken cancellationToken)
    {
        var lines = body.Value.Lines.Select((line, index) => new DisputedLine(
            NameBasedId.Of(call.CommandId, $"dispute/{index}"), line.Path, line.FactId, line.Reason, line.Evidence));
        return AskAsync(
            contractor, month, new DisputeLines(body.Value.Sheet, [.. lines]), call, writes, cancellationToken);
    }

    private static Task<IResult> DecideAsync(
        string contractor,
        string month,
        Guid dispute,
        ApiCall call,
        ApiBody<DecisionBody> body,
        MonthWrites writes,
        CancellationToken cancellationToken)
    {
        var wish = body.Value;
        return AskAsync(
            contractor, month, new DecideDispute(dispute, wish.Upheld, wish.Points, wish.Reason), call, writes,
            cancellationToken);
    }

    private static Task<IResult> AskReopeningAsync(
        string contractor,
        string month,
        ApiCall call,
        ApiBody<ReasonBody> body,
        MonthWrites writes,
        CancellationToken cancellationToken) =>
        AskAsync(contractor, month, new AskReopening(body.Value.Reason), call, writes, cancellationToken);

    private static Task<IResult> ReopenAsync(
        string contractor, string month, ApiCall call, MonthWrites writes, CancellationToken cancellationToken) =>
        AskAsync(contractor, month, new ReopenMonth(), call, writes, cancellationToken);

    private static async Task<IResult> CorrectAsync(
        string contractor,
        string month,
        ApiCall call,
        ApiBody<ReasonBody> body,
        MonthWrites writes,
        SchemeChoice schemes,
        IEntities entities,
        IAppClock clock,
        TimeZoneInfo zone,
        CancellationToken cancellationToken)
    {
        var (found, refusal) = await writes.FindAsync(call, contractor, month, cancellationToken);
        if (found is null)
        {
            return HttpAnswers.Refuse(refusal!);
        }

        var state = await StateAsync(call, found, entities, cancellationToken);
        if (state?.Sheet?.Score is not { } score || schemes.Get(score.SchemeId, score.SchemeVersion) is not { } scheme)
        {
            return HttpAnswers.Refuse(state is null ? MonthRefusals.Unknown : MonthRefusals.NotComputed);
        }

        var into = MonthKey.Of(clock.Now, zone);
        for (var looked = 0; looked < OpenMonthsSearched; looked++, into = into.Next)
        {
            var wanted = MonthRef.Of(found.ContractorId, found.ContractorCode, into, zone);
            if (await StateAsync(call, wanted, entities, cancellationToken) is null or { Status: MonthStatus.Open })
            {
                break;
            }
        }

        var open = MonthRef.Of(found.ContractorId, found.ContractorCode, into, zone);
        return HttpAnswers.From(await writes.AskAsync(
            call, call.ToContext(), found, new CorrectMonth(scheme, open, body.Value.Reason), cancellationToken));
    }

    private static async Task<IResult> HistoryAsync(
        string contractor, string month, ApiCall call, IEntities entities, CancellationToken cancellationToken)
    {
        if (MonthAccess.IdOf(call, contractor, month) is not { } id)
        {
            return MonthAccess.Refuse(call, contractor, month);
        }

        var snapshot = await entities.ReadAsync(call.Key(MonthRef.EntityType, id), cancellationToken);
        if (snapshot.Version == 0)
        {
            return HttpAnswers.Refuse(MonthRefusals.Unknown);
        }

        var state = (MonthState)snapshot.State;
        return MonthAccess.SeesSheet(call.By, state)
            ? HttpAnswers.Ok(MonthHistoryModel.Of(state))
            : HttpAnswers.Refuse(MonthRefusals.NotComputed);
    }

    private static async Task<MonthState?> StateAsync(
        ApiCall call, MonthRef month, IEntities entities, CancellationToken cancellationToken)
    {
        var snapshot = await entities.ReadAsync(call.Key(MonthRef.EntityType, month.EntityId), cancellationToken);
        return snapshot.Version == 0 ? null : (MonthState)snapshot.State;
    }

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
