namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>What one rule of a scheme must satisfy.</summary>
internal static class ScoreRuleCheck
{
    private const int OverrunPercentMin = 101;
    private const int OverrunPercentMax = 10_000;

    // Longer than a year ago is no return of a fault, and every month between is read.
    private const int RepeatDaysMax = 366;

    // A quarter in the domain reference; beyond a year nothing rolls that could still be of use.
    private const int RollingMonthsMax = 12;

    public static IEnumerable<string> FaultsOf(ScoreRule rule) =>
        Measure(rule).Concat(Curve(rule)).Concat(Bounds(rule)).Concat(Findings(rule)).Concat(Rolling(rule));

    private static IEnumerable<string> Measure(ScoreRule rule)
    {
        if (rule.Measure is not { } measure)
        {
            yield break;
        }

        var timed = measure.Kind is MeasureKind.ClockOnTime or MeasureKind.MeanMinutes or MeasureKind.NoOverrun;
        if (timed && measure.Clock is null)
        {
            yield return "a clock measure names its clock.";
        }

        if (measure is { Kind: MeasureKind.NoRepeat, RepeatWithinDays: not (> 0 and <= RepeatDaysMax) })
        {
            yield return $"a repeat measure names its days, at most {RepeatDaysMax}.";
        }

        if (measure.Kind == MeasureKind.NoOverrun
            && measure.OverrunPercent is not (>= OverrunPercentMin and <= OverrunPercentMax))
        {
            yield return
                $"an overrun measure names its percent of the limit, {OverrunPercentMin} to {OverrunPercentMax}.";
        }

        if (measure.Kind == MeasureKind.Reading && (measure.Indicator is not { } word || !Indicators.IsKnown(word)))
        {
            var known = string.Join(", ", Indicators.All.Select(i => i.Word));
            yield return $"indicator {measure.Indicator ?? "(none)"} is not known; the indicators are {known}.";
        }

        if (measure.Kind == MeasureKind.Reading && measure.Per is { } per && per is not (1 or 100 or 1_000 or 10_000))
        {
            yield return "a reading is per 1, 100, 1000 or 10000.";
        }
    }

    private static IEnumerable<string> Curve(ScoreRule rule)
    {
        if (HasFigure(rule.Measure) != (rule.Curve is not null))
        {
            yield return "a curve goes with a rate, and a rate with a curve.";
        }

        if (rule.Curve is not { } curve)
        {
            yield break;
        }

        if (!IsCurve(curve))
        {
            yield return "the curve lacks its figures, or its steps do not fall.";
        }

        var percent = rule.Measure is not ({ Kind: MeasureKind.MeanMinutes } or { Per: not (null or 100) });
        if (!percent && curve.Kind != CurveKind.Stepped)
        {
            yield return "a figure that is no percentage takes a stepped curve.";
        }
    }

    private static IEnumerable<string> Bounds(ScoreRule rule)
    {
        if (rule.PointsMin < 0 || rule.PointsMin >= rule.Weight)
        {
            yield return "the floor of a rule is 0 or above and below its weight.";
        }

        if (rule.Bonus is { } bonus && (bonus.Step <= 0 || bonus.PointsPerStep <= 0 || bonus.PointsMax <= 0))
        {
            yield return "a bonus has a step, points a step and points at most, all above 0.";
        }

        if (rule.Bonus is not null && !HasFigure(rule.Measure))
        {
            yield return "a bonus goes with a figure.";
        }
    }

    private static IEnumerable<string> Findings(ScoreRule rule)
    {
        if (rule.Findings.Any(f => f.PointsEach < 0 || f.PointsPerLevel < 0))
        {
            yield return "findings must not cost less than 0.";
        }

        if (!rule.Findings.IsEmpty && rule.Measure is null)
        {
            yield return "a rule with findings is measured by them: say findings-only.";
        }
    }

    // Faults that come back are looked for in the time before as it is; readings and marks are of one month.
    private static IEnumerable<string> Rolling(ScoreRule rule)
    {
        if (rule.RollingMonths is not { } months)
        {
            yield break;
        }

        if (months is < 2 or > RollingMonthsMax)
        {
            yield return $"a rule rolls over 2 to {RollingMonthsMax} months.";
        }

        if (rule.Measure is not
            {
                Kind: MeasureKind.ClockOnTime or MeasureKind.MeanMinutes or MeasureKind.NoOverrun
                    or MeasureKind.ReplyRightFirst,
            })
        {
            yield return "a rule that rolls counts orders: clock-on-time, mean-minutes, no-overrun, reply-right-first.";
        }
    }

    private static bool HasFigure(ScoreMeasure? measure) => measure is
    {
        Kind: not (MeasureKind.FindingsOnly or MeasureKind.PointsByPeople or MeasureKind.DeductionsByPeople),
    };

    private static bool IsCurve(ScoreCurve curve) => curve.Kind switch
    {
        CurveKind.PerPoint =>
            curve is { TargetPercent: > 0 and <= 100, PointsPerPercentPoint: >= 0, Rounding: not null },
        CurveKind.Stepped =>
            curve is { Target: >= 0, Step: > 0, PointsPerStep: >= 0, Better: not null, Counting: not null }
            && (!curve.StepIsPercentOfTarget || curve.Target > 0),
        _ => AreSteps(curve),
    };

    private static bool AreSteps(ScoreCurve curve) =>
        !curve.Steps.IsEmpty
        && curve.Steps.All(s => s.SharePercent is >= 0 and <= 100)
        && curve.Steps.Zip(curve.Steps.Skip(1)).All(pair =>
            pair.Second.FromPercent < pair.First.FromPercent && pair.Second.SharePercent <= pair.First.SharePercent);
}
