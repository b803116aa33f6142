using System.Globalization;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>What a rate costs, and the words for it.</summary>
/// <param name="Deduction">0 to the weight, to 0.01.</param>
/// <param name="TargetPercent">What was asked for, null when nothing single was.</param>
/// <param name="TextZh">How it came about.</param>
/// <param name="TextEn">How it came about.</param>
internal sealed record CurveCost(decimal Deduction, decimal? TargetPercent, string TextZh, string TextEn);

/// <summary>Turns a rate into points. The fraction is kept exact until the points are rounded to 0.01.</summary>
internal static class ScoreCurves
{
    private const decimal Hundred = 100m;

    /// <summary>The cost of <paramref name="good"/> of <paramref name="cases"/>; cases above 0.</summary>
    public static CurveCost Of(ScoreCurve curve, decimal weight, int good, int cases) =>
        curve.Kind == CurveKind.PerPoint
            ? PerPoint(curve, weight, good, cases)
            : Banded(curve, weight, good, cases);

    private static CurveCost PerPoint(ScoreCurve curve, decimal weight, int good, int cases)
    {
        var target = curve.TargetPercent!.Value;
        // Over the common denominator first: a shortfall of exactly one point must not come out as 0.99…9.
        var below = Math.Max(0m, ((target * cases) - (Hundred * good)) / cases);
        var counted = curve.Rounding == PercentPointRounding.Whole ? Math.Floor(below) : below;
        var deduction = Math.Min(weight, Rounded(counted * curve.PointsPerPercentPoint!.Value));
        if (below == 0)
        {
            return new CurveCost(0m, target, $"达到目标 {Text(target)}%", $"target {Text(target)} % reached");
        }

        var whole = curve.Rounding == PercentPointRounding.Whole;
        return new CurveCost(
            deduction,
            target,
            $"目标 {Text(target)}%,低 {Text(Rounded(below))} 个百分点,{(whole ? "按整点" : "按实际")}扣 {Text(deduction)} 分",
            $"target {Text(target)} %, {Text(Rounded(below))} points below, {(whole ? "whole points" : "fractions")} "
                + $"counted: -{Text(deduction)}");
    }

    private static CurveCost Banded(ScoreCurve curve, decimal weight, int good, int cases)
    {
        var target = curve.Steps[0].FromPercent;
        foreach (var step in curve.Steps)
        {
            if (Hundred * good >= step.FromPercent * cases)
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

    private static decimal Rounded(decimal value) => decimal.Round(value, 2, MidpointRounding.AwayFromZero);

    private static string Text(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
