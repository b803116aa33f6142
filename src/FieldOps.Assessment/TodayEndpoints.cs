using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Http;
using FieldOps.Platform.Log;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment;

/// <summary>The running month as if it closed today.</summary>
internal static class TodayEndpoints
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/months/{contractor}/{month}/today", TodayAsync)
            .WithSummary("Score and yuan if the month closed today, and what became known today cost. / 若今日结账")
            .Answers<TodayModel>().Refuses(404, 409, 422).WaitsFor(AssessmentProjection.Schema);

    private static Task<IResult> TodayAsync(
        [AsParameters] MonthCall call, EarlierMonths before, LogReader log, IAppClock clock, TimeZoneInfo zone) =>
        call.OnAsync(async month =>
        {
            var state = await call.StateAsync(month.EntityId) ?? MonthState.None;
            if (state.Status != MonthStatus.Open)
            {
                return HttpAnswers.Refuse(
                    MonthRefusals.NotRunning,
                    ("month", call.Month), ("status", state.Status.ToString().ToLowerInvariant()));
            }

            var (scheme, refusal) = await call.Writes.SchemeOfAsync(
                call.Call.Tenant, month, state.Sheet, call.Cancelled);
            if (scheme is null)
            {
                return HttpAnswers.Refuse(refusal!);
            }

            var fees = await call.Writes.FeesAsync(call.Call.Tenant, month, call.Cancelled);
            var visits = await call.Writes.VisitsAsync(call.Call.Tenant, month, state, call.Cancelled);
            var known = await before.KnowingAsync(call.Call.Tenant, state, scheme, call.Cancelled);
            var now = clock.Now;
            var midnight = StartOfDay(now, zone);
            // Which rules were short of cases then is asked again.
            var morning = await before.KnowingAsync(
                call.Call.Tenant, state.KnownAt(await log.EndBeforeAsync(midnight, call.Cancelled), midnight), scheme,
                call.Cancelled);
            return HttpAnswers.Ok(TodayModel.Of(
                known with { Visits = visits }, morning with { Visits = visits }, scheme, fees, now));
        });

    // Where the wall skips midnight, the day begins with the first instant that it has.
    private static DateTimeOffset StartOfDay(DateTimeOffset now, TimeZoneInfo zone)
    {
        var day = TimeZoneInfo.ConvertTime(now, zone).Date;
        while (zone.IsInvalidTime(day))
        {
            day = day.AddMinutes(1);
        }

        return new DateTimeOffset(day, zone.GetUtcOffset(day)).ToUniversalTime();
    }
}

/// <summary>A running month as if it closed today.</summary>
/// <param name="AsOf">UTC.</param>
/// <param name="Score">The score; null for a reason.</param>
/// <param name="Grade">Its letter.</param>
/// <param name="NoScoreReason">Why there is none.</param>
/// <param name="TotalCny">What would be paid.</param>
/// <param name="MonthlyFeeCny">The full fees.</param>
/// <param name="Losses">Lines that lost points.</param>
/// <param name="ScoreBeforeToday">The score by what was known when the day began.</param>
/// <param name="TotalCnyBeforeToday">What would have been paid then.</param>
/// <param name="Today">Lines whose points moved by what became known today, whenever it happened.</param>
internal sealed record TodayModel(
    DateTimeOffset AsOf,
    decimal? Score,
    string? Grade,
    string? NoScoreReason,
    decimal TotalCny,
    decimal MonthlyFeeCny,
    IReadOnlyList<LineModel> Losses,
    decimal? ScoreBeforeToday,
    decimal TotalCnyBeforeToday,
    IReadOnlyList<TodayLineModel> Today)
{
    public static TodayModel Of(
        MonthState state,
        MonthState morning,
        ScoringScheme scheme,
        ImmutableArray<FeeLine> fees,
        DateTimeOffset now)
    {
        var (sheet, before) = (MonthScore.Of(state.Facts(), scheme), MonthScore.Of(morning.Facts(), scheme));
        decimal Total(ScoreSheet of, MonthState by) =>
            SheetStatement.Of(fees, of.Score, scheme.Settlement, by).TotalCny;
        return new TodayModel(
            now, sheet.Score, sheet.Grade, sheet.NoScoreReason, Total(sheet, state), fees.Sum(f => f.MonthlyFeeCny),
            [.. sheet.Lines.Where(l => l.Deduction > 0).Select(LineModel.Of)],
            before.Score, Total(before, morning), [.. TodayLineModel.Between(before, sheet)]);
    }
}

/// <summary>What today did to one line.</summary>
/// <param name="Path">The rule, or the finding below it.</param>
/// <param name="TitleZh">Shown to people.</param>
/// <param name="TitleEn">Shown to people.</param>
/// <param name="Points">Points that it moved by: negative for what today cost.</param>
/// <param name="Refs">The facts that the line did not name when the day began.</param>
internal sealed record TodayLineModel(
    string Path, string TitleZh, string TitleEn, decimal Points, IReadOnlyList<RefModel> Refs)
{
    /// <summary>The lines that moved, in the order of the sheet.</summary>
    public static IEnumerable<TodayLineModel> Between(ScoreSheet before, ScoreSheet now)
    {
        var old = before.Lines.ToLookup(l => l.Path, StringComparer.Ordinal);
        foreach (var lines in now.Lines.GroupBy(l => l.Path, StringComparer.Ordinal))
        {
            var known = old[lines.Key].SelectMany(l => l.Refs).Select(r => r.Id).ToHashSet();
            var fresh = lines.SelectMany(l => l.Refs).Where(r => !known.Contains(r.Id)).Select(RefModel.Of).ToArray();
            var (first, moved) = (lines.First(), Lost(old[lines.Key]) - Lost(lines));
            // A veto costs the month and no points.
            if (moved != 0 || (first.Kind == ScoreLineKind.Violation && fresh.Length > 0))
            {
                yield return new TodayLineModel(lines.Key, first.TitleZh, first.TitleEn, moved, fresh);
            }
        }
    }

    // What a bonus adds is no deduction.
    private static decimal Lost(IEnumerable<ScoreLine> lines) =>
        lines.Sum(l => l.Kind == ScoreLineKind.Bonus ? -l.Points : l.Deduction);
}
