using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment;

/// <summary>The running month as if it closed today.</summary>
internal static class TodayEndpoints
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/months/{contractor}/{month}/today", TodayAsync)
            .WithSummary("Score and yuan if the month closed today, and what today cost. / 若今日结账")
            .Answers<TodayModel>().Refuses(404, 409, 422).WaitsFor(AssessmentProjection.Schema);

    private static async Task<IResult> TodayAsync(
        string contractor,
        string month,
        ApiCall call,
        MonthWrites writes,
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

        var snapshot = await entities.ReadAsync(call.Key(MonthRef.EntityType, found.EntityId), cancellationToken);
        var state = (MonthState)snapshot.State;
        if (state.Status != MonthStatus.Open)
        {
            return HttpAnswers.Refuse(
                MonthRefusals.Closed, ("month", month), ("status", state.Status.ToString().ToLowerInvariant()));
        }

        if (writes.SchemeOf(found) is not { } scheme)
        {
            return HttpAnswers.From(writes.SchemeUnknown());
        }

        var facts = state.Facts();
        var sheet = MonthScore.Of(facts, scheme);
        var fees = await writes.FeesAsync(call.Tenant, found, cancellationToken);
        var statement = SheetStatement.Of(fees, sheet.Score, scheme.Settlement, state);
        var today = new TodayFacts(facts, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.Now, zone).Date), zone);
        return HttpAnswers.Ok(new TodayModel(
            clock.Now, sheet.Score, sheet.Grade, sheet.NoScoreReason, statement.TotalCny,
            fees.Sum(f => f.MonthlyFeeCny),
            [.. sheet.Lines.Where(l => l.Deduction > 0).Select(LineModel.Of)],
            [.. sheet.Lines.Where(l => l.Deduction > 0).Select(l => today.Of(l)).OfType<TodayLineModel>()]));
    }
}

/// <summary>Tells which facts are of today, on the operator's wall.</summary>
internal sealed class TodayFacts
{
    private readonly HashSet<Guid> _today;

    public TodayFacts(MonthFacts facts, DateOnly day, TimeZoneInfo zone)
    {
        bool Is(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).Date) == day;
        _today =
        [
            .. facts.Orders.Where(o => Is(o.OccurredAt)).Select(o => o.OrderId),
            .. facts.Findings.Where(f => Is(f.FoundAt)).Select(f => f.FindingId),
            .. facts.Violations.Where(v => Is(v.OccurredAt)).Select(v => v.ViolationId),
            .. facts.Marks.Where(m => m.Day == day).Select(m => m.MarkId),
            .. facts.Readings.Where(r => r.Day == day).Select(r => r.ReadingId),
        ];
    }

    /// <summary>The facts of today that cost points on a line; null when none did.</summary>
    public TodayLineModel? Of(ScoreLine line)
    {
        var refs = line.Refs.Where(r => _today.Contains(r.Id)).Select(RefModel.Of).ToArray();
        return refs.Length == 0 ? null : new TodayLineModel(line.Path, line.TitleZh, line.TitleEn, refs);
    }
}

/// <summary>A running month as if it closed today.</summary>
internal sealed record TodayModel(
    DateTimeOffset AsOf,
    decimal? Score,
    string? Grade,
    string? NoScoreReason,
    decimal TotalCny,
    decimal MonthlyFeeCny,
    IReadOnlyList<LineModel> Losses,
    IReadOnlyList<TodayLineModel> Today);

/// <summary>What today cost on one line.</summary>
internal sealed record TodayLineModel(string Path, string TitleZh, string TitleEn, IReadOnlyList<RefModel> Refs);
