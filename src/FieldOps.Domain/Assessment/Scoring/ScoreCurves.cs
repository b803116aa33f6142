using System.Globalization;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>What a figure costs, and the words for it.</summary>
/// <param name="Deduction">0 to the weight, to 0.01.</param>
/// <param name="Target">What was asked for, null when nothing single was.</param>
/// <param name="TextZh">How it came about.</param>
/// <param name="TextEn">How it came about.</param>
internal sealed record CurveCost(decimal Deduction, decimal? Target, string TextZh, string TextEn);

/// <summary>Turns a figure into points. The fraction is kept exact until the points are rounded to 0.01.</summary>
internal static class ScoreCurves
{
    private const decimal Hundred = 100m;

    /// <summary>The cost of a tally with cases, never more than <paramref name="most"/>.</summary>
    public static CurveCost Of(ScoreCurve curve, decimal weight, decimal most, Tally tally)
    {
        var cost = curve.Kind switch
        {
            CurveKind.PerPoint => PerPoint(curve, most, tally),
            CurveKind.Banded => Banded(curve, weight, tally),
            _ => Stepped(curve, tally),
        };
        return cost.Deduction <= most
            ? cost
            : cost with
            {
                Deduction = most,
                TextZh = $"{cost.TextZh},以 {Text(most)} 分为限",
                TextEn = $"{cost.TextEn}, {Text(most)} at most",
            };
    }

    /// <summary>Bonus points of a tally with cases: whole steps beyond the target.</summary>
    public static decimal Bonus(BonusRule rule, Tally tally)
    {
        var steps = Math.Floor(Beyond(rule.Target, rule.Step, rule.Better, tally));
        return Math.Clamp(Rounded(steps * rule.PointsPerStep), 0m, rule.PointsMax);
    }

    private static CurveCost PerPoint(ScoreCurve curve, decimal most, Tally tally)
    {
        var target = curve.TargetPercent!.Value;
        // Over the common denominator first: a shortfall of exactly one point must not come out as 0.99…9.
        var below = Math.Max(0m, ((target * tally.Cases) - (Hundred * tally.Sum)) / tally.Cases);
        if (below == 0)
        {
            return new CurveCost(0m, target, $"达到目标 {Text(target)}%", $"target {Text(target)} % reached");
        }

        var whole = curve.Rounding == PercentPointRounding.Whole;
        var deduction = Math.Min(
            most, Rounded((whole ? Math.Floor(below) : below) * curve.PointsPerPercentPoint!.Value));
        return new CurveCost(
            deduction,
            target,
            $"目标 {Text(target)}%,低 {Text(Rounded(below))} 个百分点,{(whole ? "按整点" : "按实际")}扣 {Text(deduction)} 分",
            $"target {Text(target)} %, {Text(Rounded(below))} points below, {(whole ? "whole points" : "fractions")} "
                + $"counted: -{Text(deduction)}");
    }

    private static CurveCost Banded(ScoreCurve curve, decimal weight, Tally tally)
    {
        var target = curve.Steps[0].FromPercent;
        foreach (var step in curve.Steps)
        {
            if (Hundred * tally.Sum >= step.FromPercent * tally.Cases)
            {
                var deduction = weight - Rounded(weight * step.SharePercent / Hundred);
                return new CurveCost(
                    deduction,
                    target,
                    $"达到 {Text(step.FromPercent)}% 档,得分值的 {Text(step.SharePercent)}%,扣 {Text(deduction)} 分",
                    $"step from {Text(step.FromPercent)} % gives {Text(step.SharePercent)} % of the points: "
                        + $"-{Text(deduction)}");
            }
        }

        var last = curve.Steps[^1].FromPercent;
        return new CurveCost(
            weight,
            target,
            $"低于最低档 {Text(last)}%,扣 {Text(weight)} 分",
            $"below the last step of {Text(last)} %: -{Text(weight)}");
    }

    private static CurveCost Stepped(ScoreCurve curve, Tally tally)
    {
        var target = curve.Target!.Value;
        var step = curve.StepIsPercentOfTarget ? target * curve.Step!.Value / Hundred : curve.Step!.Value;
        var wrong = curve.Better == BetterSide.Higher ? BetterSide.Lower : BetterSide.Higher;
        var steps = Math.Max(0m, Beyond(target, step, wrong, tally));
        var counted = curve.Counting switch
        {
            StepCounting.Whole => Math.Floor(steps),
            StepCounting.Begun => Math.Ceiling(steps),
            _ => steps,
        };
        var deduction = Rounded(counted * curve.PointsPerStep!.Value);
        return steps == 0
            ? new CurveCost(0m, target, $"达到目标 {Text(target)}", $"target {Text(target)} reached")
            : new CurveCost(
                deduction,
                target,
                $"目标 {Text(target)},每 {Text(step)} 扣 {Text(curve.PointsPerStep.Value)} 分,"
                    + $"计 {Text(Rounded(counted))} 档,扣 {Text(deduction)} 分",
                $"target {Text(target)}, {Text(curve.PointsPerStep.Value)} off per {Text(step)}, "
                    + $"{Text(Rounded(counted))} steps counted: -{Text(deduction)}");
    }

    /// <summary>Steps that the value lies beyond the target on a side; below 0 on the other. One division.</summary>
    private static decimal Beyond(decimal target, decimal step, BetterSide side, Tally tally)
    {
        var above = ((tally.Per * tally.Sum) - (target * tally.Cases)) / (tally.Cases * step);
        return side == BetterSide.Higher ? above : -above;
    }

    private static decimal Rounded(decimal value) => decimal.Round(value, 2, MidpointRounding.AwayFromZero);

    private static string Text(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
