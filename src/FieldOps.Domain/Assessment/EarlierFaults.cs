using System.Collections.Immutable;
using FieldOps.Domain.Assessment.Scoring;

namespace FieldOps.Domain.Assessment;

/// <summary>
/// What a month must know of the ones before it: a fault that comes back on the 2nd is a repeat of that of the 30th.
/// </summary>
public static class EarlierFaults
{
    /// <summary>Days before the month in which a fault may lie that comes back in it; 0 where no rule asks.</summary>
    public static int DaysOf(ScoringScheme scheme) => ScoreTree.RulesOf(scheme)
        .Select(p => p.Rule.Measure is { Kind: MeasureKind.NoRepeat, RepeatWithinDays: { } days } ? days : 0)
        .DefaultIfEmpty().Max();

    /// <summary>The months before in which such a fault may lie, the nearest first.</summary>
    /// <param name="scheme">The month's scheme.</param>
    /// <param name="startsAt">When the month begins, UTC.</param>
    /// <param name="zone">The operator's zone.</param>
    public static IEnumerable<MonthKey> MonthsOf(ScoringScheme scheme, DateTimeOffset startsAt, TimeZoneInfo zone)
    {
        var from = startsAt.AddDays(-DaysOf(scheme));
        for (var key = MonthKey.Of(startsAt, zone).Previous; key.EndsAt(zone) > from; key = key.Previous)
        {
            yield return key;
        }
    }

    /// <summary>
    /// The last fault of each asset, class and kind of work, of the orders that count by the scheme, as was known at a
    /// log position. What objections took out counts for nothing here either.
    /// </summary>
    /// <param name="months">The months before, in any order.</param>
    /// <param name="position">The position at which the month itself is frozen.</param>
    /// <param name="scheme">The month's scheme.</param>
    /// <param name="startsAt">When the month begins, UTC.</param>
    public static ImmutableArray<EarlierFault> Of(
        IEnumerable<MonthState> months, long position, ScoringScheme scheme, DateTimeOffset startsAt) =>
        Of(months.SelectMany(m => OrdersOf(KnownAt(m, position))), scheme, startsAt);

    /// <summary>The orders of a month; those that an objection took out count by no scheme.</summary>
    public static ImmutableArray<OrderFact> OrdersOf(MonthState month) => MonthScore.Adjusted(month.Facts()).Orders;

    /// <summary>The same of orders from before the month, as they are known.</summary>
    /// <param name="orders">In any order; those that do not count are passed over.</param>
    /// <param name="scheme">The month's scheme.</param>
    /// <param name="startsAt">When the month begins, UTC.</param>
    public static ImmutableArray<EarlierFault> Of(
        IEnumerable<OrderFact> orders, ScoringScheme scheme, DateTimeOffset startsAt)
    {
        var from = startsAt.AddDays(-DaysOf(scheme));
        return
        [
            .. orders.Where(o => CountedOrders.Counts(o, scheme) && o.OccurredAt >= from && o.OccurredAt < startsAt)
                .GroupBy(o => (o.AssetId, o.AssetClass, o.WorkKind))
                .Select(g => g.MaxBy(o => (o.OccurredAt, o.OrderId))!)
                .OrderBy(o => o.OccurredAt).ThenBy(o => o.OrderId)
                .Select(o => new EarlierFault(
                    o.OrderId, o.Number, o.AssetId, o.AssetClass, o.WorkKind, o.OccurredAt)),
        ];
    }

    /// <summary>
    /// A month as was known at a position. One that froze before has the rest among its late facts; one that did not
    /// may know more than the position. An objection that was upheld later changes nothing of what was known.
    /// </summary>
    public static MonthState KnownAt(MonthState month, long position) => MonthFreeze.Cut(
        MonthReopening.WithLate(month with { Late = [.. month.Late.Where(l => l.From() <= position)] }), position)
        with
        {
            Adjustments = [.. month.Adjustments.Where(a => a.From is null || a.From <= position)],
        };
}
