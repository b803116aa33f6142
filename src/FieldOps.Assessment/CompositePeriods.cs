using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment;

/// <summary>
/// Scores of schemes over the months of a period. A monthly or daily table counts by the mean of its months, a special
/// one by the mean of the months it was marked in, an annual or year-end one by the facts of the whole period at once.
/// </summary>
internal sealed class CompositePeriods(
    IEntities entities,
    EarlierMonths before,
    PolicyChoice<ScoringScheme> schemes,
    PolicyChoice<CompositeScheme> composites,
    TimeZoneInfo zone)
{
    public async Task<Dictionary<string, decimal?>> ScoresAsync(
        ApiCall call,
        Guid contractor,
        CompositeScheme composite,
        MonthKey[] months,
        CancellationToken cancellationToken)
    {
        var states = new List<MonthState>();
        foreach (var month in months)
        {
            var key = call.Key(MonthRef.EntityType, MonthRef.IdOf(contractor, month.ToString()));
            var snapshot = await entities.ReadAsync(key, cancellationToken);
            // What is still open says nothing final, and a sheet that the reader may not see yet stays unseen.
            if (snapshot.Version > 0 && ((MonthState)snapshot.State) is { Status: not MonthStatus.Open } state
                && Sees(call.By, state))
            {
                states.Add(state);
            }
        }

        var known = await schemes.OfAsync(call.Tenant, cancellationToken);
        var newest = (await composites.OfAsync(call.Tenant, cancellationToken)).Newest();
        var scores = new Dictionary<string, decimal?>(StringComparer.Ordinal);
        foreach (var id in SchemesOf(composite, newest).Distinct(StringComparer.Ordinal))
        {
            scores[id] = known.EffectiveAt(id, months[0].StartsAt(zone)) is { } scheme && states.Count > 0
                ? await ScoreAsync(call.Tenant, scheme, states, cancellationToken)
                : null;
        }

        return scores;
    }

    private static bool Sees(Actor by, MonthState state) =>
        by.IsOperator || state.Status is MonthStatus.Published or MonthStatus.Confirmed or MonthStatus.Settled;

    private async Task<decimal?> ScoreAsync(
        string tenant, ScoringScheme scheme, List<MonthState> states, CancellationToken cancellationToken)
    {
        // The sheet of a month knows earlier faults by its own scheme, which may look less far back or count others.
        var months = new List<MonthState>();
        foreach (var state in states)
        {
            months.Add(await before.TryAsync(tenant, state, scheme, cancellationToken));
        }

        if (scheme.Kind is SheetKind.Annual or SheetKind.YearEnd)
        {
            var facts = MonthFacts.Union(months.Select(s => s.Facts()));
            return Marked(facts, scheme) ? MonthScore.Of(facts, scheme).Score : null;
        }

        var scores = months.Select(s => MonthOf(s, scheme)).OfType<decimal>().ToArray();
        return scores.Length == 0
            ? null
            : decimal.Round(scores.Sum() / scores.Length, 2, MidpointRounding.AwayFromZero);
    }

    // The sheet that was signed counts, where it is of this scheme; other tables are scored from the same frozen facts.
    private static decimal? MonthOf(MonthState state, ScoringScheme scheme)
    {
        if (state.Sheet is { } sheet && sheet.Score.SchemeId == scheme.Id)
        {
            return sheet.Score.Score;
        }

        var facts = state.Facts();
        return scheme.Kind == SheetKind.Monthly || Marked(facts, scheme) ? MonthScore.Of(facts, scheme).Score : null;
    }

    private static bool Marked(MonthFacts facts, ScoringScheme scheme) =>
        facts.Marks.Any(m => m.SchemeId == scheme.Id) || scheme.Kind == SheetKind.Annual;

    private static IEnumerable<string> SchemesOf(
        CompositeScheme composite, Dictionary<string, CompositeScheme> newest) =>
        composite.Parts.SelectMany(p =>
            p.Scheme is { } scheme ? [scheme] : SchemesOf(newest[p.Composite!], newest));
}
