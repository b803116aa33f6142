using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
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
        api.MapPost("/months/{contractor}/{month}/marks", MarkAsync)
            .WithSummary("Awards or deducts points on a rule, with evidence. / 人工评分")
            .Answers<MonthView>().Refuses(403, 404, 409, 422);
        api.MapPost("/months/{contractor}/{month}/readings", ReadAsync)
            .WithSummary("Records a reading of an indicator. / 登记指标数据")
            .Answers<MonthView>().Refuses(403, 404, 409, 422);
        api.MapPost("/months/{contractor}/{month}/readings/{reading:guid}:correct", CorrectAsync)
            .WithSummary("Corrects a reading; the original stays beside it. / 指标修正值")
            .Answers<MonthView>().Refuses(403, 404, 409, 422);
        api.MapGet("/months/{contractor}/{month}/records", RecordsAsync)
            .WithSummary("Marks and readings, originals and corrections side by side. / 评分与指标明细")
            .Answers<MonthRecordsModel>().Refuses(404, 422);
    }

    private static async Task<IResult> MarkAsync(
        string contractor,
        string month,
        ApiCall call,
        ApiBody<MarkBody> body,
        MonthWrites writes,
        SchemeChoice schemes,
        CancellationToken cancellationToken)
    {
        var (found, refusal) = await writes.FindAsync(call, contractor, month, cancellationToken);
        if (found is null)
        {
            return HttpAnswers.Refuse(refusal!);
        }

        var wish = body.Value;
        if (schemes.At(wish.Scheme, found.StartsAt) is not { } scheme)
        {
            return HttpAnswers.Refuse(AssessmentProblems.SchemeUnknown, ("scheme", wish.Scheme));
        }

        if (scheme.MarkedRules().FirstOrDefault(r => r.Path == wish.Rule) is not { } rule)
        {
            return HttpAnswers.Refuse(
                AssessmentProblems.RuleNotMarked, ("rule", wish.Rule), ("scheme", wish.Scheme));
        }

        return HttpAnswers.From(await writes.AskAsync(
            call, call.ToContext(), found,
            new RecordMark(
                found, NameBasedId.Of(call.CommandId, "mark"), rule, wish.Points, wish.Day, wish.Subject,
                wish.Evidence),
            cancellationToken));
    }

    private static async Task<IResult> ReadAsync(
        string contractor,
        string month,
        ApiCall call,
        ApiBody<ReadingBody> body,
        MonthWrites writes,
        CancellationToken cancellationToken)
    {
        var (found, refusal) = await writes.FindAsync(call, contractor, month, cancellationToken);
        if (found is null)
        {
            return HttpAnswers.Refuse(refusal!);
        }

        var wish = body.Value;
        return HttpAnswers.From(await writes.AskAsync(
            call, call.ToContext(), found,
            new RecordReading(
                found, NameBasedId.Of(call.CommandId, "reading"), wish.Indicator, wish.Numerator, wish.Denominator,
                wish.Day, wish.Evidence),
            cancellationToken));
    }

    private static async Task<IResult> CorrectAsync(
        string contractor,
        string month,
        Guid reading,
        ApiCall call,
        ApiBody<CorrectionBody> body,
        MonthWrites writes,
        CancellationToken cancellationToken)
    {
        var (found, refusal) = await writes.FindAsync(call, contractor, month, cancellationToken);
        return found is null
            ? HttpAnswers.Refuse(refusal!)
            : HttpAnswers.From(await writes.AskAsync(
                call, call.ToContext(), found,
                new CorrectReading(reading, body.Value.Numerator, body.Value.Denominator, body.Value.Reason),
                cancellationToken));
    }

    private static async Task<IResult> RecordsAsync(
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
        return HttpAnswers.Ok(new MonthRecordsModel(
            [.. state.Marks.Values.OrderBy(m => m.Day).ThenBy(m => m.MarkId)],
            [.. state.Readings.Values.OrderBy(r => r.Day).ThenBy(r => r.ReadingId)]));
    }
}

/// <summary>A mark on a rule that people mark.</summary>
internal sealed record MarkBody(
    string Scheme, string Rule, decimal Points, DateOnly Day, string Evidence, string? Subject = null);

/// <summary>A reading of an indicator.</summary>
internal sealed record ReadingBody(
    string Indicator, long Numerator, long Denominator, DateOnly Day, string Evidence);

/// <summary>What counts in place of a reading.</summary>
internal sealed record CorrectionBody(long Numerator, long Denominator, string Reason);

/// <summary>Marks and readings of a month, by day.</summary>
internal sealed record MonthRecordsModel(IReadOnlyList<MarkFact> Marks, IReadOnlyList<ReadingFact> Readings);
