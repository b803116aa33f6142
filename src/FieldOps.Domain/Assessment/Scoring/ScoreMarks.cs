using System.Collections.Immutable;
using System.Globalization;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>Lines that people mark.</summary>
internal static class ScoreMarks
{
    /// <summary>
    /// Points awarded count by their mean, to 0.01; deductions add up day by day, down to the rule's floor. A mark
    /// names scheme and rule, so that the marks of one table never reach another.
    /// </summary>
    public static ScoreLine Line(PlacedRule placed, ScoringScheme scheme, ImmutableArray<MarkFact> marks)
    {
        var mine = marks.Where(m => m.SchemeId == scheme.Id && m.Path == placed.Path).ToImmutableArray();
        var awarded = placed.Rule.Measure!.Kind == MeasureKind.PointsByPeople;
        if (mine.IsEmpty)
        {
            return awarded
                ? ScoreLines.WithoutFigure(placed, ScoreLineStatus.NotMeasured, scheme.Unmeasured)
                : ScoreLines.Plain(
                    placed, ScoreLineStatus.Measured, placed.Rule.Weight, "当期无扣分", "nothing deducted");
        }

        return awarded ? Awarded(placed, mine) : Deducted(placed, mine);
    }

    private static ScoreLine Awarded(PlacedRule placed, ImmutableArray<MarkFact> marks)
    {
        var mean = decimal.Round(marks.Sum(m => m.PointsNow() ?? 0m) / marks.Length, 2, MidpointRounding.AwayFromZero);
        return Of(
            placed, marks, Math.Clamp(mean, placed.Rule.PointsMin, placed.Rule.Weight),
            $"{marks.Length} 次评分,平均 {Text(mean)} 分", $"{marks.Length} marks, mean {Text(mean)}");
    }

    private static ScoreLine Deducted(PlacedRule placed, ImmutableArray<MarkFact> marks)
    {
        var sum = marks.Sum(m => m.PointsNow() ?? 0m);
        var left = Math.Max(placed.Rule.PointsMin, placed.Rule.Weight - sum);
        return Of(
            placed, marks, left, $"{marks.Length} 次扣分,合计 {Text(sum)} 分,余 {Text(left)} 分",
            $"{marks.Length} deductions, {Text(sum)} in all, {Text(left)} left");
    }

    private static ScoreLine Of(
        PlacedRule placed, ImmutableArray<MarkFact> marks, decimal points, string zh, string en) =>
        ScoreLines.Plain(placed, ScoreLineStatus.Measured, points, zh, en) with
        {
            Deduction = placed.Rule.Weight - points,
            Refs =
            [
                .. marks.Select(m => new FactRef(m.MarkId, m.Subject ?? m.Path, "mark", Detail(m))),
            ],
        };

    private static string Detail(MarkFact mark)
    {
        var day = string.Create(CultureInfo.InvariantCulture, $"{mark.Day:yyyy-MM-dd}: ");
        return mark is { Corrected: { Points: { } points } corrected }
            ? $"{day}{Text(mark.Points)} → {Text(points)} ({corrected.Reason}); {mark.Evidence}"
            : $"{day}{Text(mark.Points)}; {mark.Evidence}";
    }

    private static string Text(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
