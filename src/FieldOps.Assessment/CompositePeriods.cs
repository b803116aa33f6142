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
        return SchemesOf(composite, newest).Distinct(StringComparer.Ordinal).ToDictionary(
            id => id, id => ScoreOf(known.EffectiveAt(id, months[0].StartsAt(zone)), states), StringComparer.Ordinal);
    }

    private static bool Sees(Actor by, MonthState state) =>
        by.IsOperator || state.Status is MonthStatus.Published or MonthStatus.Confirmed or MonthStatus.Settled;

    private static decimal? ScoreOf(ScoringScheme? scheme, List<MonthState> states)
    {
        if (scheme is null || states.Count == 0)
        {
            return null;
        }

        if (scheme.Kind is SheetKind.Annual or SheetKind.YearEnd)
        {
            var facts = MonthFacts.Union(states.Select(s => s.Facts()));
            return Marked(facts, scheme) ? MonthScore.Of(facts, scheme).Score : null;
        }

        var scores = states.Select(s => MonthOf(s, scheme)).OfType<decimal>().ToArray();
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
