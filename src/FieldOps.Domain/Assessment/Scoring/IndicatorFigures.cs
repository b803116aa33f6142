using System.Collections.Immutable;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>
/// The measured indicators of a scheme over any set of facts: of one crew, of a region, of several crews together. The
/// same measures as on the score sheet, before any points.
/// </summary>
public static class IndicatorFigures
{
    /// <summary>One figure a rule that measures, in the scheme's order; rules without a figure are left out.</summary>
    /// <param name="scheme">Which rules, and which attributions count for nobody.</param>
    /// <param name="orders">Orders in any order; those that do not count are passed over.</param>
    /// <param name="readings">Readings in any order.</param>
    public static ImmutableArray<IndicatorFigure> Of(
        ScoringScheme scheme, IEnumerable<OrderFact> orders, IEnumerable<ReadingFact> readings) =>
        Of(scheme, orders, readings, []);

    /// <summary>The same with what is known of the time before, where a fault may have come back.</summary>
    /// <param name="scheme">Which rules, and which attributions count for nobody.</param>
    /// <param name="orders">Orders in any order; those that do not count are passed over.</param>
    /// <param name="readings">Readings in any order.</param>
    /// <param name="earlier">Faults from before, by the same scheme.</param>
    public static ImmutableArray<IndicatorFigure> Of(
        ScoringScheme scheme,
        IEnumerable<OrderFact> orders,
        IEnumerable<ReadingFact> readings,
        ImmutableArray<EarlierFault> earlier) =>
        Of(scheme, MonthFacts.None with { Orders = [.. orders], Readings = [.. readings], Earlier = earlier });

    /// <summary>
    /// The figures of a month as its sheet counts them: what upheld objections took out is out, and rules that are
    /// short of cases count over the months before too.
    /// </summary>
    public static ImmutableArray<IndicatorFigure> Of(ScoringScheme scheme, MonthFacts facts)
    {
        var adjusted = MonthScore.Adjusted(facts);
        var counted = new ConcernedOrders(
            [.. adjusted.Orders.Where(o => CountedOrders.Counts(o, scheme))], adjusted.Earlier);
        return
        [
            .. ScoreTree.RulesOf(scheme)
                .Where(p => p.Rule is { Measure: not null, Curve: not null })
                .Select(p => Figure(p, scheme, counted, adjusted))
                .OfType<IndicatorFigure>(),
        ];
    }

    /// <summary>
    /// Several crews as one: good cases and cases add up, so that no mean of means is taken. All rows must be of the
    /// same scheme.
    /// </summary>
    public static ImmutableArray<IndicatorFigure> Together(
        IReadOnlyCollection<ImmutableArray<IndicatorFigure>> crews) =>
        crews.Count == 0
            ? []
            :
            [
                .. crews.First().Select((figure, at) => figure with
                {
                    Sum = crews.Sum(c => c[at].Sum), Cases = crews.Sum(c => c[at].Cases),
                }),
            ];

    private static IndicatorFigure? Figure(
        PlacedRule placed, ScoringScheme scheme, ConcernedOrders counted, MonthFacts facts)
    {
        var (rule, curve) = (placed.Rule, placed.Rule.Curve!);
        if (RollingSample.FigureOf(placed, scheme, counted, facts)?.Tally is not { } tally)
        {
            return null;
        }

        var (target, better) = curve.Kind switch
        {
            CurveKind.PerPoint => (curve.TargetPercent, BetterSide.Higher),
            CurveKind.Banded => (curve.Steps[0].FromPercent, BetterSide.Higher),
            _ => (curve.Target, curve.Better ?? BetterSide.Higher),
        };
        return new IndicatorFigure(
            placed.Path, rule.TitleZh, rule.TitleEn, tally.Sum, tally.Cases, tally.Per, tally.Unit, target, better);
    }
}

/// <summary>A measured indicator: its value is <c>Per × Sum / Cases</c>.</summary>
/// <param name="Path">The rule: <c>table/item/content/rule</c>.</param>
/// <param name="TitleZh">Shown to people.</param>
/// <param name="TitleEn">Shown to people.</param>
/// <param name="Sum">Good cases, or what was added up.</param>
/// <param name="Cases">Cases; 0 when there was none.</param>
/// <param name="Per">100 for percent, 1 for a mean.</param>
/// <param name="Unit">Shown behind the value: <c>%</c>, <c>min</c>.</param>
/// <param name="Target">What is asked for, in the unit of the value; null when nothing single is.</param>
/// <param name="Better">Which side of the target is good.</param>
public sealed record IndicatorFigure(
    string Path,
    string TitleZh,
    string TitleEn,
    decimal Sum,
    decimal Cases,
    decimal Per,
    string Unit,
    decimal? Target,
    BetterSide Better)
{
    /// <summary>To 0.01, half away from zero; null without a case.</summary>
    public decimal? Value() =>
        Cases == 0 ? null : decimal.Round(Per * Sum / Cases, 2, MidpointRounding.AwayFromZero);

    /// <summary>Whether the exact figure reaches the target; null without a case or a target.</summary>
    public bool? IsMet() => Cases == 0 || Target is not { } target
        ? null
        : Better == BetterSide.Higher ? Per * Sum >= target * Cases : Per * Sum <= target * Cases;
}
