using System.Collections.Immutable;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>Scores a month: a function of its facts and a scheme, whatever the order of the facts.</summary>
public static class MonthScore
{
    private const decimal WholeWeight = 100m;

    /// <summary>
    /// The sheet. A month without a due order has no score, unless a breach or a finding stands against it: then the
    /// rates count as without cases and the deductions apply, for an idle month must not shelter a breach.
    /// </summary>
    public static ScoreSheet Of(MonthFacts facts, ScoringScheme scheme)
    {
        var sorted = Sorted(Adjusted(facts));
        var sorting = new Sorting(sorted.Orders, scheme);
        var reason = NoScoreReason(sorted, scheme, sorting.Counted);
        if (reason is not null)
        {
            return Without(reason, scheme, sorting, []);
        }

        var lines = LinesOf(sorted, scheme, sorting.Counted);
        var weight = lines.Where(l => Counts(l, scheme)).Sum(l => l.MaxPoints);
        return weight == 0 && sorted.Violations.IsEmpty
            ? Without("nothing-measured", scheme, sorting, lines)
            : Scored(sorted, scheme, sorting, lines, weight);
    }

    private static ScoreSheet Scored(
        MonthFacts facts, ScoringScheme scheme, Sorting sorting, ImmutableArray<ScoreLine> lines, decimal weight)
    {
        var points = lines.Where(l => l.Kind != ScoreLineKind.Bonus).Sum(l => l.Points);
        // Exactly the sum when nothing was left out: then the lines of the sheet add up by hand.
        // With nothing measured but a breach the sheet is whole, less the breach.
        var operating = (weight == 0 ? scheme.Cap : weight == WholeWeight
            ? points
            : decimal.Round(points * WholeWeight / weight, 2, MidpointRounding.AwayFromZero))
            + lines.Where(l => l.Kind == ScoreLineKind.Bonus).Sum(l => l.Points);
        var credit = facts.Violations.Sum(v => v.Points);
        var veto = facts.Violations.Any(v => v.Class == ViolationClass.Veto);
        var score = veto ? scheme.Floor : Math.Clamp(operating - credit, scheme.Floor, scheme.Cap);
        return new ScoreSheet(
            scheme.Id, scheme.Version, scheme.TitleZh, scheme.TitleEn, null, operating, weight, credit, veto, score,
            Grading.GradeOf(score, scheme.Grades), sorting.Counts, ScoreTree.HeadingsOf(scheme, lines),
            [.. lines, .. ScoreLines.Violations(scheme.Credit, facts.Violations)], sorting.Excluded, sorting.Open)
        {
            Corrected = facts.Adjustments.IsEmpty ? null : facts.Adjustments,
        };
    }

    /// <summary>The facts without those that an upheld objection took out.</summary>
    internal static MonthFacts Adjusted(MonthFacts facts)
    {
        var gone = facts.Adjustments.Select(a => a.FactId).OfType<Guid>().ToHashSet();
        if (gone.Count == 0)
        {
            return facts;
        }

        // One about an order of the months before takes it out of what is rolled; its fault was there all the same.
        var here = facts.Orders.Select(o => o.OrderId).Where(gone.Contains).ToHashSet();
        return facts with
        {
            Orders =
            [
                .. facts.Orders.Select(o => gone.Contains(o.OrderId) && o.Ended is { } ended
                    ? o with { Ended = ended with { Attribution = CountedOrders.ByDecision } }
                    : o),
            ],
            Findings = [.. facts.Findings.Where(f => !gone.Contains(f.FindingId))],
            Violations = [.. facts.Violations.Where(v => !gone.Contains(v.ViolationId))],
            Marks = [.. facts.Marks.Where(m => !gone.Contains(m.MarkId))],
            Readings = [.. facts.Readings.Where(r => !gone.Contains(r.ReadingId))],
            Earlier = [.. facts.Earlier.Where(e => !here.Contains(e.OrderId))],
            Rolled = facts.Rolled?.Without(gone),
        };
    }

    private static ScoreLine Corrected(ScoreLine line, MonthFacts facts)
    {
        var adjusted = facts.Adjustments.LastOrDefault(a => a.Points is not null && a.Path == line.Path);
        if (adjusted is not { Points: { } points } || line.Kind == ScoreLineKind.Violation)
        {
            return line;
        }

        return line with
        {
            Points = points,
            Deduction = line.MaxPoints - points,
            OriginalPoints = line.Points,
            TextZh = $"{line.TextZh};申诉成立,更正为 {Text(points)} 分:{adjusted.Reason}",
            TextEn = $"{line.TextEn}; objection upheld, corrected to {Text(points)}: {adjusted.Reason}",
        };
    }

    private static string Text(decimal value) =>
        value.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);

    private static ScoreSheet Without(
        string reason, ScoringScheme scheme, Sorting sorting, ImmutableArray<ScoreLine> lines) =>
        new(
            scheme.Id, scheme.Version, scheme.TitleZh, scheme.TitleEn, reason, null, 0m, 0m, false, null, null,
            sorting.Counts, [], lines, sorting.Excluded, sorting.Open);

    private static ImmutableArray<ScoreLine> LinesOf(
        MonthFacts facts, ScoringScheme scheme, ImmutableArray<OrderFact> counted)
    {
        var lines = ImmutableArray.CreateBuilder<ScoreLine>();
        var bonusLeft = scheme.BonusMax;
        var concerned = new ConcernedOrders(counted, facts.Earlier);
        foreach (var placed in ScoreTree.RulesOf(scheme))
        {
            foreach (var line in ScoreLines.Rule(placed, scheme, concerned, facts))
            {
                var granted = line.Kind == ScoreLineKind.Bonus ? Math.Min(line.Points, bonusLeft) : line.Points;
                bonusLeft -= line.Kind == ScoreLineKind.Bonus ? granted : 0m;
                var corrected = Corrected(line with { Points = granted }, facts);
                lines.Add(corrected);
                if (line.Kind == ScoreLineKind.Rule)
                {
                    lines.AddRange(ScoreLines.Findings(placed, corrected.Points, facts.Findings)
                        .Select(l => Corrected(l, facts)));
                }
            }
        }

        lines.AddRange(ScoreLines.Unpriced(scheme, facts.Findings));
        return lines.ToImmutable();
    }

    private static bool Counts(ScoreLine line, ScoringScheme scheme) => line.Status switch
    {
        ScoreLineStatus.NotMeasured => scheme.Unmeasured == MarksWithoutMeasure.FullMarks,
        ScoreLineStatus.NoCases => scheme.NoCases == MarksWithoutMeasure.FullMarks,
        _ => true,
    };

    private static string? NoScoreReason(
        MonthFacts facts, ScoringScheme scheme, ImmutableArray<OrderFact> counted)
    {
        if (!facts.Violations.IsEmpty || !facts.Findings.IsEmpty || counted.Any(IsDue) || IsMeasured(facts, scheme))
        {
            return null;
        }

        return facts.Orders.All(o => o.Withdrawn is not null) ? "no-orders" : "no-due-orders";
    }

    // What people marked or read for another table says nothing about this one.
    private static bool IsMeasured(MonthFacts facts, ScoringScheme scheme) =>
        facts.Marks.Any(m => m.SchemeId == scheme.Id)
        || (!facts.Readings.IsEmpty && ScoreTree.RulesOf(scheme).Any(placed =>
            placed.Rule.Measure is { Kind: MeasureKind.Reading } measure
            && facts.Readings.Any(r => r.Indicator == measure.Indicator)));

    private static bool IsDue(OrderFact order) =>
        order.Ended!.Clocks.Any(c => c.Outcome is ClockOutcome.OnTime or ClockOutcome.Late);

    private static MonthFacts Sorted(MonthFacts facts) => facts with
    {
        Orders = [.. facts.Orders.OrderBy(o => o.Number, StringComparer.Ordinal).ThenBy(o => o.OrderId)],
        Findings = [.. facts.Findings.OrderBy(f => f.FoundAt).ThenBy(f => f.FindingId)],
        Violations = [.. facts.Violations.OrderBy(v => v.OccurredAt).ThenBy(v => v.ViolationId)],
        Marks = [.. facts.Marks.OrderBy(m => m.Day).ThenBy(m => m.MarkId)],
        Readings = [.. facts.Readings.OrderBy(r => r.Day).ThenBy(r => r.ReadingId)],
    };

    /// <summary>The orders of a month by what becomes of them.</summary>
    private sealed class Sorting
    {
        public Sorting(ImmutableArray<OrderFact> orders, ScoringScheme scheme)
        {
            var here = orders.Where(o => o.Withdrawn is null).ToArray();
            var ended = here.Where(o => o.Ended is not null).ToArray();
            Counted = [.. ended.Where(o => !CountedOrders.IsExcluded(o, scheme))];
            Excluded =
            [
                .. ended.Where(o => CountedOrders.IsExcluded(o, scheme))
                    .Select(o => new FactRef(o.OrderId, o.Number, "excluded", o.Ended!.Attribution)),
            ];
            Open = [.. here.Where(o => o.Ended is null).Select(o => new FactRef(o.OrderId, o.Number, "open"))];
            Counts = new OrderCounts(
                orders.Length, Counted.Length, Excluded.Length, Open.Length, orders.Length - here.Length);
        }

        public ImmutableArray<OrderFact> Counted { get; }

        public ImmutableArray<FactRef> Excluded { get; }

        public ImmutableArray<FactRef> Open { get; }

        public OrderCounts Counts { get; }
    }
}
