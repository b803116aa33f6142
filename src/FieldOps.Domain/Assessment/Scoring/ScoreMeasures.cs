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
    private const long HundredthsPer3Seconds = 5;
    private const long Hundred = 100;
    private const decimal WholePercent = 100m;
    private const int PerDefault = 100;

    /// <summary>The tally; null for a measure without a figure.</summary>
    /// <param name="measure">What to count.</param>
    /// <param name="counted">Ended orders of the contractor's scope, by number.</param>
    /// <param name="readings">Readings, in the order of their ids.</param>
    public static Tally? Of(
        ScoreMeasure measure, ConcernedOrders counted, ImmutableArray<ReadingFact> readings) => measure.Kind switch
    {
        MeasureKind.ClockOnTime => OnTime(counted.DueOf(measure)),
        MeasureKind.NoRepeat => NoRepeat(
            TimeSpan.FromDays(measure.RepeatWithinDays!.Value), counted.Of(measure), counted.EarlierOf(measure)),
        MeasureKind.ReplyRightFirst => RightFirst(counted.Of(measure)),
        MeasureKind.MeanMinutes => Mean(counted.DueOf(measure)),
        MeasureKind.NoOverrun => NoOverrun(measure.OverrunPercent!.Value, counted.DueOf(measure)),
        MeasureKind.Reading => Read(measure, readings),
        _ => null,
    };

    /// <summary>The orders that are cases of a measure that counts orders.</summary>
    public static IEnumerable<OrderFact> CasesOf(ScoreMeasure measure, ConcernedOrders counted) =>
        measure.Kind == MeasureKind.ReplyRightFirst
            ? counted.Of(measure)
            : counted.DueOf(measure).Select(d => d.Order);

    private static Tally OnTime(List<DueClock> due)
    {
        var bad = ImmutableArray.CreateBuilder<FactRef>();
        foreach (var (order, ended) in due)
        {
            if (ended.Outcome == ClockOutcome.Late)
            {
                bad.Add(new FactRef(order.OrderId, order.Number, "late", Figures(ended)));
            }
        }

        return new Tally(due.Count - bad.Count, due.Count, bad.ToImmutable());
    }

    private static Tally NoOverrun(int percent, List<DueClock> due)
    {
        var bad = ImmutableArray.CreateBuilder<FactRef>();
        foreach (var (order, ended) in due)
        {
            if (ended.ElapsedSeconds * WholePercent > ended.LimitMinutes * SecondsPerMinute * percent)
            {
                bad.Add(new FactRef(order.OrderId, order.Number, "overrun", Figures(ended)));
            }
        }

        return new Tally(due.Count - bad.Count, due.Count, bad.ToImmutable());
    }

    private static Tally Mean(List<DueClock> due)
    {
        var (seconds, all) = (0L, ImmutableArray.CreateBuilder<FactRef>(due.Count));
        foreach (var (order, ended) in due)
        {
            seconds = checked(seconds + ended.ElapsedSeconds);
            all.Add(new FactRef(order.OrderId, order.Number, "measured", Figures(ended)));
        }

        return new Tally(seconds / SecondsPerMinute, due.Count, all.MoveToImmutable(), 1m, "min");
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

    // In a period of several months what was late to one lies between the orders of the others: all faults are walked
    // in the order of time. Only cases can be bad.
    private static Tally NoRepeat(TimeSpan within, List<OrderFact> orders, IEnumerable<EarlierFault> earlier)
    {
        var (last, bad) = (new Dictionary<Guid, Fault>(), ImmutableArray.CreateBuilder<FactRef>());
        foreach (var fault in Walk(orders, [.. earlier]))
        {
            if (fault.IsCase && last.TryGetValue(fault.AssetId, out var before) && fault.At - before.At <= within)
            {
                bad.Add(new FactRef(fault.OrderId, fault.Number, "repeat", before.Number));
            }

            last[fault.AssetId] = fault;
        }

        return new Tally(orders.Count - bad.Count, orders.Count, bad.ToImmutable());
    }

    // An order that is a case itself is not also one from before.
    private static IEnumerable<Fault> Walk(List<OrderFact> orders, EarlierFault[] earlier)
    {
        var cases = earlier.Length == 0 ? [] : orders.Select(o => o.OrderId).ToHashSet();
        return orders.Select(o => new Fault(o.AssetId, o.OccurredAt, o.OrderId, o.Number, true))
            .Concat(earlier.Where(e => !cases.Contains(e.OrderId))
                .Select(e => new Fault(e.AssetId, e.OccurredAt, e.OrderId, e.Number, false)))
            .OrderBy(f => f.At).ThenBy(f => f.OrderId);
    }

    private static Tally RightFirst(List<OrderFact> orders)
    {
        var bad = ImmutableArray.CreateBuilder<FactRef>();
        foreach (var order in orders)
        {
            if (order.Ended!.ReturnCount > 0)
            {
                bad.Add(new FactRef(
                    order.OrderId, order.Number, "returned",
                    order.Ended.ReturnCount.ToString(CultureInfo.InvariantCulture)));
            }
        }

        return new Tally(orders.Count - bad.Count, orders.Count, bad.ToImmutable());
    }

    private readonly record struct Fault(
        Guid AssetId, DateTimeOffset At, Guid OrderId, string Number, bool IsCase);

    // Minutes to 0.01, trailing zeros left out. Seconds are whole, so hundredths never lie half between two.
    private static string Figures(ClockFact clock)
    {
        var hundredths = ((clock.ElapsedSeconds * HundredthsPer3Seconds) + 1) / 3;
        var (whole, part) = Math.DivRem(hundredths, Hundred);
        var minutes = part == 0 ? $"{whole}" : part % 10 == 0 ? $"{whole}.{part / 10}" : $"{whole}.{part:00}";
        return string.Create(CultureInfo.InvariantCulture, $"{minutes}/{clock.LimitMinutes} min");
    }
}
