using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment;

/// <summary>Marks by people and readings of indicators.</summary>
internal static class MonthRecordEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/months/{contractor}/{month}/marks", MarkAsync).Needs(MonthRights.Manage)
            .WithSummary("Awards or deducts points on a rule, with evidence. / 人工评分")
            .Answers<MonthView>().Refuses(403, 404, 409, 422);
        api.MapPost("/months/{contractor}/{month}/marks/{mark:guid}:correct", CorrectMarkAsync)
            .Needs(MonthRights.Manage)
            .WithSummary("Corrects a mark; the original stays beside it. / 评分修正值")
            .Answers<MonthView>().Refuses(403, 404, 409, 422);
        api.MapPost("/months/{contractor}/{month}/marks/{mark:guid}:withdraw", WithdrawMarkAsync)
            .Needs(MonthRights.Manage)
            .WithSummary("Takes a mark back: it stays to be seen and counts for nothing. / 撤销评分")
            .Answers<MonthView>().Refuses(403, 404, 409, 422);
        api.MapPost("/months/{contractor}/{month}/readings", ReadAsync).Needs(MonthRights.Manage)
            .WithSummary("Records a reading of an indicator. / 登记指标数据")
            .Answers<MonthView>().Refuses(403, 404, 409, 422);
        api.MapPost("/months/{contractor}/{month}/readings/{reading:guid}:correct", CorrectAsync)
            .Needs(MonthRights.Manage)
            .WithSummary("Corrects a reading; the original stays beside it. / 指标修正值")
            .Answers<MonthView>().Refuses(403, 404, 409, 422);
        api.MapGet("/months/{contractor}/{month}/records", RecordsAsync)
            .WithSummary("Marks and readings, originals and corrections side by side. / 评分与指标明细")
            .Answers<MonthRecordsModel>().Refuses(404, 422);
    }

    private static Task<IResult> MarkAsync(
        [AsParameters] MonthCall call, ApiBody<MarkBody> body, PolicyChoice<ScoringScheme> schemes) =>
        call.AnswerAsync(async month =>
        {
            var wish = body.Value;
            var (rule, none) = await RuleOfAsync(call, schemes, month, wish.Scheme, wish.Rule);
            return await (rule is null
                ? MonthCall.Refused(none!)
                : call.SendAsync(month, new RecordMark(
                    month, NameBasedId.Of(call.Call.CommandId, "mark"), rule, wish.Points, wish.Day, wish.Subject,
                    wish.Evidence) { LateReason = wish.LateReason() }));
        });

    private static Task<IResult> CorrectMarkAsync(
        [AsParameters] MonthCall call, Guid mark, ApiBody<MarkCorrectionBody> body,
        PolicyChoice<ScoringScheme> schemes) => call.AnswerAsync(async month =>
        {
            var state = await call.StateAsync(month.EntityId);
            if (state is null || !state.WithLateFacts().Marks.TryGetValue(mark, out var known))
            {
                return await MonthCall.Refused(MonthRefusals.MarkUnknown, ("mark", mark.ToString("D")));
            }

            var (rule, none) = await RuleOfAsync(call, schemes, month, known.SchemeId, known.Path);
            return await (rule is null
                ? MonthCall.Refused(none!)
                : call.SendAsync(month, new CorrectMark(mark, new(rule, body.Value.Points), body.Value.Reason)
                {
                    LateReason = body.Value.LateReason(),
                }));
        });

    private static Task<IResult> WithdrawMarkAsync(
        [AsParameters] MonthCall call, Guid mark, ApiBody<WithdrawBody> body) => call.AskAsync(
            new CorrectMark(mark, null, body.Value.Reason) { LateReason = body.Value.LateReason() });

    // The rule as the scheme has it at the month's beginning, or why it cannot be marked.
    private static async Task<(MarkedRule? Rule, Refusal? Refusal)> RuleOfAsync(
        MonthCall call, PolicyChoice<ScoringScheme> schemes, MonthRef month, string scheme, string path)
    {
        var known = await schemes.OfAsync(call.Call.Tenant, call.Cancelled);
        if (known.EffectiveAt(scheme, month.StartsAt) is not { } held)
        {
            return (null, Refusal.Of(AssessmentProblems.SchemeUnknown, ("scheme", scheme)));
        }

        return held.MarkedRules().FirstOrDefault(r => r.Path == path) is { } rule
            ? (rule, null)
            : (null, Refusal.Of(AssessmentProblems.RuleNotMarked, ("rule", path), ("scheme", scheme)));
    }

    private static Task<IResult> ReadAsync([AsParameters] MonthCall call, ApiBody<ReadingBody> body) =>
        call.AskAsync(month => new RecordReading(
            month, NameBasedId.Of(call.Call.CommandId, "reading"), body.Value.Indicator, body.Value.Numerator,
            body.Value.Denominator, body.Value.Day, body.Value.Evidence) { LateReason = body.Value.LateReason() });

    private static Task<IResult> CorrectAsync(
        [AsParameters] MonthCall call, Guid reading, ApiBody<CorrectionBody> body) =>
        call.AskAsync(
            new CorrectReading(reading, body.Value.Numerator, body.Value.Denominator, body.Value.Reason)
            {
                LateReason = body.Value.LateReason(),
            });

    private static Task<IResult> RecordsAsync([AsParameters] MonthCall call) =>
        call.ShowAsync(state => HttpAnswers.Ok(new MonthRecordsModel(
            [.. state.Marks.Values.OrderBy(m => m.Day).ThenBy(m => m.MarkId)],
            [.. state.Readings.Values.OrderBy(r => r.Day).ThenBy(r => r.ReadingId)])));
}

/// <summary>A mark on a rule that people mark.</summary>
internal sealed record MarkBody(
    string Scheme,
    string Rule,
    decimal Points,
    DateOnly Day,
    string Evidence,
    string? Subject = null,
    bool Late = false,
    string? Reason = null) : ILateBody;

/// <summary>What counts in place of a mark.</summary>
internal sealed record MarkCorrectionBody(decimal Points, string Reason, bool Late = false) : ILateBody;

/// <summary>A reading of an indicator.</summary>
internal sealed record ReadingBody(
    string Indicator,
    long Numerator,
    long Denominator,
    DateOnly Day,
    string Evidence,
    bool Late = false,
    string? Reason = null) : ILateBody;

/// <summary>What counts in place of a reading.</summary>
internal sealed record CorrectionBody(long Numerator, long Denominator, string Reason, bool Late = false) : ILateBody;

/// <summary>Marks and readings of a month, by day.</summary>
internal sealed record MonthRecordsModel(IReadOnlyList<MarkFact> Marks, IReadOnlyList<ReadingFact> Readings);
