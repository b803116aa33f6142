using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Clock;
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

    private static Task<IResult> TodayAsync(
        [AsParameters] MonthCall call, EarlierMonths before, IAppClock clock, TimeZoneInfo zone) =>
        call.OnAsync(async month =>
        {
            var state = await call.StateAsync(month.EntityId) ?? MonthState.None;
            if (state.Status != MonthStatus.Open)
            {
                return HttpAnswers.Refuse(
                    MonthRefusals.Closed,
                    ("month", call.Month), ("status", state.Status.ToString().ToLowerInvariant()));
            }

            var (scheme, refusal) = await call.Writes.SchemeOfAsync(call.Call.Tenant, month, call.Cancelled);
            if (scheme is null)
            {
                return HttpAnswers.Refuse(refusal!);
            }

            var fees = await call.Writes.FeesAsync(call.Call.Tenant, month, call.Cancelled);
            var known = await before.KnowingAsync(call.Call.Tenant, state, scheme, call.Cancelled);
            return HttpAnswers.Ok(TodayModel.Of(known, scheme, fees, clock.Now, zone));
        });
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
    IReadOnlyList<TodayLineModel> Today)
{
    public static TodayModel Of(
        MonthState state, ScoringScheme scheme, ImmutableArray<FeeLine> fees, DateTimeOffset now, TimeZoneInfo zone)
    {
        var facts = state.Facts();
        var sheet = MonthScore.Of(facts, scheme);
        var statement = SheetStatement.Of(fees, sheet.Score, scheme.Settlement, state);
        var today = new TodayFacts(facts, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).Date), zone);
        var losses = sheet.Lines.Where(l => l.Deduction > 0).ToArray();
        return new TodayModel(
            now, sheet.Score, sheet.Grade, sheet.NoScoreReason, statement.TotalCny, fees.Sum(f => f.MonthlyFeeCny),
            [.. losses.Select(LineModel.Of)], [.. losses.Select(today.Of).OfType<TodayLineModel>()]);
    }
}

/// <summary>What today cost on one line.</summary>
internal sealed record TodayLineModel(string Path, string TitleZh, string TitleEn, IReadOnlyList<RefModel> Refs);
