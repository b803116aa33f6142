using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>
/// Figures of a rule. Its value is <c>Per × Sum / Cases</c>: a percentage for counts, a mean for minutes.
/// </summary>
/// <param name="Sum">Good cases, or what was added up.</param>
/// <param name="Cases">Cases; 0 when there was none.</param>
/// <param name="Bad">The facts to look at.</param>
/// <param name="Per">100 for percent, 1 for a mean.</param>
/// <param name="Unit">Shown behind the value.</param>
internal sealed record Tally(
    decimal Sum, decimal Cases, ImmutableArray<FactRef> Bad, decimal Per = 100m, string Unit = "%");

/// <summary>Counts the cases of a measure over the facts that count.</summary>
internal static class ScoreMeasures
{
    private const decimal SecondsPerMinute = 60m;
    private const decimal WholePercent = 100m;
    private const int PerDefault = 100;

    /// <summary>The tally; null for a measure without a figure.</summary>
    /// <param name="measure">What to count.</param>
    /// <param name="counted">Ended orders of the contractor's scope, by number.</param>
    /// <param name="readings">Readings, in the order of their ids.</param>
    public static Tally? Of(
        ScoreMeasure measure, ImmutableArray<OrderFact> counted, ImmutableArray<ReadingFact> readings)
    {
        var orders = counted.Where(order => Concerns(measure, order));
        return measure.Kind switch
        {
            MeasureKind.ClockOnTime => OnTime(measure.Clock!.Value, orders),
            MeasureKind.NoRepeat => NoRepeat(TimeSpan.FromDays(measure.RepeatWithinDays!.Value), orders),
            MeasureKind.ReplyRightFirst => RightFirst(orders),
            MeasureKind.MeanMinutes => Mean(measure.Clock!.Value, orders),
            MeasureKind.NoOverrun => NoOverrun(measure.Clock!.Value, measure.OverrunPercent!.Value, orders),
            MeasureKind.Reading => Read(measure, readings),
            _ => null,
        };
    }

    private static bool Concerns(ScoreMeasure measure, OrderFact order) =>
        (measure.WorkKinds.IsEmpty || measure.WorkKinds.Contains(order.WorkKind))
        && (measure.AssetClasses.IsEmpty || measure.AssetClasses.Contains(order.AssetClass));

    private static IEnumerable<(OrderFact Order, ClockFact Clock)> Due(ClockKind clock, IEnumerable<OrderFact> orders)
    {
        foreach (var order in orders)
        {
            var ended = order.Ended!.Clocks.FirstOrDefault(c => c.Clock == clock);
            if (ended is { Outcome: ClockOutcome.OnTime or ClockOutcome.Late })
            {
                yield return (order, ended);
            }
        }
    }

    private static Tally OnTime(ClockKind clock, IEnumerable<OrderFact> orders)
    {
        var good = 0;
        var bad = ImmutableArray.CreateBuilder<FactRef>();
        foreach (var (order, ended) in Due(clock, orders))
        {
            if (ended.Outcome == ClockOutcome.OnTime)
            {
                good++;
            }
            else
            {
                bad.Add(new FactRef(order.OrderId, order.Number, "late", Figures(ended)));
            }
        }

        return new Tally(good, good + bad.Count, bad.ToImmutable());
    }

    private static Tally NoOverrun(ClockKind clock, int percent, IEnumerable<OrderFact> orders)
    {
        var due = Due(clock, orders).ToArray();
        ImmutableArray<FactRef> bad =
        [
            .. due.Where(d => d.Clock.ElapsedSeconds * WholePercent
                    > d.Clock.LimitMinutes * SecondsPerMinute * percent)
                .Select(d => new FactRef(d.Order.OrderId, d.Order.Number, "overrun", Figures(d.Clock))),
        ];
        return new Tally(due.Length - bad.Length, due.Length, bad);
    }

    private static Tally Mean(ClockKind clock, IEnumerable<OrderFact> orders)
    {
        var due = Due(clock, orders).ToArray();
        ImmutableArray<FactRef> all =
            [.. due.Select(d => new FactRef(d.Order.OrderId, d.Order.Number, "measured", Figures(d.Clock)))];
        return new Tally(due.Sum(d => d.Clock.ElapsedSeconds) / SecondsPerMinute, due.Length, all, 1m, "min");
    }

    // Several readings of one indicator add up: days roll up into the month, parts of a network into the whole.
    private static Tally Read(ScoreMeasure measure, ImmutableArray<ReadingFact> readings)
    {
        var mine = readings.Where(r => r.Indicator == measure.Indicator).ToArray();
        ImmutableArray<FactRef> refs =
        [
            .. mine.Select(r => new FactRef(r.ReadingId, r.Indicator, "reading", string.Create(
                CultureInfo.InvariantCulture, $"{r.NumeratorNow}/{r.DenominatorNow}; {r.Evidence}"))),
        ];
        var per = measure.Per ?? PerDefault;
        return new Tally(
            mine.Sum(r => r.NumeratorNow), mine.Sum(r => r.DenominatorNow), refs, per,
            per == PerDefault ? "%" : $"per {per}");
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
