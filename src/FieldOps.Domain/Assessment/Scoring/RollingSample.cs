using System.Collections.Immutable;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>
/// The rolling quarter (滚动季度, domain reference 7.7): a rule with fewer cases than the scheme's small sample counts
/// those of the months before too, where it says over how many months. A rule without any case stays without one, for
/// what is rolled makes a sample larger, and here there is none; what its first case would count with, should it come
/// late, is kept all the same.
/// </summary>
public static class RollingSample
{
    /// <summary>The months before that a scheme may look to, the nearest first; none where no rule rolls.</summary>
    /// <param name="scheme">The month's scheme.</param>
    /// <param name="month">The month.</param>
    public static IEnumerable<MonthKey> MonthsOf(ScoringScheme scheme, MonthKey month)
    {
        var back = ScoreTree.RulesOf(scheme).Select(p => p.Rule.RollingMonths ?? 1).DefaultIfEmpty(1).Max() - 1;
        for (var key = month.Previous; back > 0; key = key.Previous, back--)
        {
            yield return key;
        }
    }

    /// <summary>
    /// The rules that have too few cases, by path; none where no rule of the scheme rolls. Objections change nothing of
    /// it: whoever is right about an order must not have two months counted along for it.
    /// </summary>
    /// <param name="facts">The month's own facts.</param>
    /// <param name="scheme">Its scheme.</param>
    public static ImmutableArray<string> RulesOf(MonthFacts facts, ScoringScheme scheme) =>
        [.. Short(facts, scheme).Select(p => p.Path)];

    /// <summary>What a sheet of these facts has to know of the months before; null where no rule is short.</summary>
    /// <param name="facts">The month's own facts.</param>
    /// <param name="scheme">Its scheme.</param>
    /// <param name="month">The month.</param>
    /// <param name="ordersOf">
    /// The orders of a month before as they were known, without what objections took out; in any order, those that do
    /// not count are passed over.
    /// </param>
    public static RolledOrders? Of(
        MonthFacts facts, ScoringScheme scheme, MonthKey month, Func<MonthKey, IEnumerable<OrderFact>> ordersOf)
    {
        ArgumentNullException.ThrowIfNull(ordersOf);
        var rules = Short(facts, scheme);
        if (rules.Length == 0)
        {
            return null;
        }

        var back = rules.Max(r => r.Rule.RollingMonths!.Value) - 1;
        return new RolledOrders(
            scheme.Id, month.ToString(), [.. rules.Select(r => r.Path)],
            [
                .. MonthsOf(scheme, month).Take(back).Select((key, at) => new RolledMonth(
                    key.ToString(),
                    CasesOf(ordersOf(key), scheme, rules.Where(r => r.Rule.RollingMonths!.Value - 1 > at))))
                    .Reverse(),
            ]);
    }

    /// <summary>
    /// The figure of a rule that measures, and the months that it counts over where that is more than its own, the own
    /// one last; null for a measure without a figure.
    /// </summary>
    internal static (Tally Tally, ImmutableArray<RolledCases>? Months)? FigureOf(
        PlacedRule placed, ScoringScheme scheme, ConcernedOrders counted, MonthFacts facts)
    {
        var measure = placed.Rule.Measure!;
        if (ScoreMeasures.Of(measure, counted, facts.Readings) is not { } own)
        {
            return null;
        }

        if (own.Cases == 0 || facts.Rolled is not { } rolled || rolled.SchemeId != scheme.Id
            || !rolled.Rules.Contains(placed.Path))
        {
            return (own, null);
        }

        // Counted at once and not added up, so that a mean of minutes stays an exact fraction.
        RolledMonth[] months =
        [
            .. rolled.Before.TakeLast(placed.Rule.RollingMonths!.Value - 1),
            new(rolled.Month, counted.All),
        ];
        Tally Of(IEnumerable<OrderFact> orders) => ScoreMeasures.Of(measure, new([.. orders], []), facts.Readings)!;
        return (
            Of(months.SelectMany(m => m.Orders)),
            [.. months.Select(m => (m.Month, Tally: Of(m.Orders))).Select(m => new RolledCases(
                m.Month, decimal.Round(m.Tally.Sum, 2, MidpointRounding.AwayFromZero), (int)m.Tally.Cases))]);
    }

    private static PlacedRule[] Short(MonthFacts facts, ScoringScheme scheme)
    {
        var rolling = ScoreTree.RulesOf(scheme).Where(p => p.Rule.RollingMonths is not null).ToArray();
        if (rolling.Length == 0)
        {
            return [];
        }

        var counted = Counted(facts.Orders, scheme);
        return
        [
            .. rolling.Where(p => ScoreMeasures.CasesOf(p.Rule.Measure!, counted).Count() < scheme.SmallSampleOrders),
        ];
    }

    private static ConcernedOrders Counted(IEnumerable<OrderFact> orders, ScoringScheme scheme) =>
        new([.. orders.Where(o => CountedOrders.Counts(o, scheme))], []);

    // What a recompute replaced is of no use here: the facts are as they were known.
    private static ImmutableArray<OrderFact> CasesOf(
        IEnumerable<OrderFact> orders, ScoringScheme scheme, IEnumerable<PlacedRule> rules)
    {
        var counted = Counted(orders, scheme);
        return
        [
            .. rules.SelectMany(r => ScoreMeasures.CasesOf(r.Rule.Measure!, counted)).DistinctBy(o => o.OrderId)
                .Select(o => o with { Ended = o.Ended! with { Before = null } })
                .OrderBy(o => o.Number, StringComparer.Ordinal).ThenBy(o => o.OrderId),
        ];
    }
}
