using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>Cases of a rule: how many, how many good, and which were not.</summary>
internal sealed record Tally(int Good, int Cases, ImmutableArray<FactRef> Bad);

/// <summary>Counts the cases of a measure over the orders that count.</summary>
internal static class ScoreMeasures
{
    private const decimal SecondsPerMinute = 60m;

    /// <summary>The tally; null for a measure without a rate.</summary>
    /// <param name="measure">What to count.</param>
    /// <param name="counted">Ended orders of the contractor's scope, by number.</param>
    public static Tally? Of(ScoreMeasure measure, ImmutableArray<OrderFact> counted)
    {
        var orders = counted.Where(order => Concerns(measure, order));
        return measure.Kind switch
        {
            MeasureKind.ClockOnTime => OnTime(measure.Clock!.Value, orders),
            MeasureKind.NoRepeat => NoRepeat(TimeSpan.FromDays(measure.RepeatWithinDays!.Value), orders),
            MeasureKind.ReplyRightFirst => RightFirst(orders),
            _ => null,
        };
    }

    private static bool Concerns(ScoreMeasure measure, OrderFact order) =>
        (measure.WorkKinds.IsEmpty || measure.WorkKinds.Contains(order.WorkKind))
        && (measure.AssetClasses.IsEmpty || measure.AssetClasses.Contains(order.AssetClass));

    private static Tally OnTime(ClockKind clock, IEnumerable<OrderFact> orders)
    {
        var good = 0;
        var bad = ImmutableArray.CreateBuilder<FactRef>();
        foreach (var order in orders)
        {
            var ended = order.Ended!.Clocks.FirstOrDefault(c => c.Clock == clock);
            if (ended is { Outcome: ClockOutcome.OnTime })
            {
                good++;
            }
            else if (ended is { Outcome: ClockOutcome.Late })
            {
                bad.Add(new FactRef(order.OrderId, order.Number, "late", Figures(ended)));
            }
        }

        return new Tally(good, good + bad.Count, bad.ToImmutable());
    }

    private static Tally NoRepeat(TimeSpan within, IEnumerable<OrderFact> orders)
    {
        var all = orders.OrderBy(o => o.OccurredAt).ThenBy(o => o.OrderId).ToArray();
        var last = new Dictionary<Guid, OrderFact>();
        var bad = ImmutableArray.CreateBuilder<FactRef>();
        foreach (var order in all)
        {
            if (last.TryGetValue(order.AssetId, out var before) && order.OccurredAt - before.OccurredAt <= within)
            {
                bad.Add(new FactRef(order.OrderId, order.Number, "repeat", before.Number));
            }

            last[order.AssetId] = order;
        }

        return new Tally(all.Length - bad.Count, all.Length, bad.ToImmutable());
    }

    private static Tally RightFirst(IEnumerable<OrderFact> orders)
    {
        var all = orders.ToArray();
        ImmutableArray<FactRef> bad =
        [
            .. all.Where(o => o.Ended!.ReturnCount > 0).Select(o => new FactRef(
                o.OrderId, o.Number, "returned", o.Ended!.ReturnCount.ToString(CultureInfo.InvariantCulture))),
        ];
        return new Tally(all.Length - bad.Length, all.Length, bad);
    }

    private static string Figures(ClockFact clock)
    {
        var minutes = clock.ElapsedSeconds / SecondsPerMinute;
        return string.Create(CultureInfo.InvariantCulture, $"{minutes:0.##}/{clock.LimitMinutes} min");
    }
}
