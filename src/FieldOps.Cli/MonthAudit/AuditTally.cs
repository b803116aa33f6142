using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>Counts of a measure, and what a curve makes of them.</summary>
internal static class AuditTally
{
    public static (decimal Sum, decimal Cases, decimal Per) Of(
        JsonElement measure, JsonElement[] counted, AuditedMonth month, HashSet<Guid> without)
    {
        var kind = measure.Str("kind");
        if (kind == "reading")
        {
            var mine = month.Readings
                .Where(r => !without.Contains(r.Key) && r.Value.Str("indicator") == measure.Str("indicator"))
                .Select(r => month.Corrected.GetValueOrDefault(r.Key, r.Value)).ToArray();
            var (sum, cases) = (mine.Sum(r => r.Dec("numerator")), mine.Sum(r => r.Dec("denominator")));
            return (sum, cases, measure.DecOr("per") ?? 100m);
        }

        var orders = Concerned(measure, counted);
        var due = orders.SelectMany(o => o.Of("ended").List("clocks"))
            .Where(c => c.Str("clock") == measure.StrOr("clock"))
            .Where(c => c.Str("outcome") is "on-time" or "late")
            .ToArray();
        return kind switch
        {
            "clock-on-time" => (due.Count(c => c.Str("outcome") == "on-time"), due.Length, 100m),
            "no-overrun" => (due.Count(c => !Overruns(c, measure.Dec("overrunPercent"))), due.Length, 100m),
            "mean-minutes" => (due.Sum(c => c.Dec("elapsedSeconds")) / 60m, due.Length, 1m),
            "reply-right-first" => (
                orders.Count(o => o.Of("ended").Dec("returnCount") == 0), orders.Length, 100m),
            "no-repeat" => (
                NotBack([.. orders, .. Concerned(measure, month.Earlier)], orders, measure.Dec("repeatWithinDays")),
                orders.Length, 100m),
            _ => throw new InvalidDataException($"measure {kind}"),
        };
    }

    public static decimal Loss(JsonElement curve, decimal weight, decimal sum, decimal cases, decimal per)
    {
        switch (curve.Str("kind"))
        {
            case "banded":
                var step = curve.List("steps").OrderByDescending(s => s.Dec("fromPercent"))
                    .FirstOrDefault(s => 100m * sum >= s.Dec("fromPercent") * cases);
                return step.ValueKind == JsonValueKind.Undefined
                    ? weight
                    : weight - (weight * step.Dec("sharePercent") / 100m).Cents();
            case "per-point":
                var below = Math.Max(0m, ((curve.Dec("targetPercent") * cases) - (100m * sum)) / cases);
                var points = curve.Str("rounding") == "whole" ? decimal.Floor(below) : below;
                return (points * curve.Dec("pointsPerPercentPoint")).Cents();
            default:
                return Stepped(curve, sum, cases, per);
        }
    }

    public static decimal Bonus(JsonElement rule, decimal sum, decimal cases, decimal per)
    {
        var steps = decimal.Floor(Steps(rule, rule.Dec("target"), rule.Dec("step"), sum, cases, per));
        return Math.Min(Math.Max((steps * rule.Dec("pointsPerStep")).Cents(), 0m), rule.Dec("pointsMax"));
    }

    private static decimal Stepped(JsonElement curve, decimal sum, decimal cases, decimal per)
    {
        var target = curve.Dec("target");
        var relative = curve.Has("stepIsPercentOfTarget") && curve.Of("stepIsPercentOfTarget").GetBoolean();
        var width = relative ? target * curve.Dec("step") / 100m : curve.Dec("step");
        var steps = Math.Max(0m, -Steps(curve, target, width, sum, cases, per));
        var counted = curve.Str("counting") switch
        {
            "whole" => decimal.Floor(steps),
            "begun" => decimal.Ceiling(steps),
            _ => steps,
        };
        return (counted * curve.Dec("pointsPerStep")).Cents();
    }

    /// <summary>Steps on the good side of the target; below 0 on the other.</summary>
    private static decimal Steps(
        JsonElement rule, decimal target, decimal width, decimal sum, decimal cases, decimal per)
    {
        var above = ((per * sum) - (target * cases)) / (cases * width);
        return rule.Str("better") == "higher" ? above : -above;
    }

    private static JsonElement[] Concerned(JsonElement measure, JsonElement[] orders) =>
    [
        .. orders.Where(o => Names(measure, "workKinds", o.Str("workKind")))
            .Where(o => Names(measure, "assetClasses", o.Str("assetClass"))),
    ];

    private static int NotBack(JsonElement[] before, JsonElement[] orders, decimal days) =>
        orders.Count(o => !Repeats(o, before, (double)days));

    private static bool Names(JsonElement measure, string list, string word) =>
        measure.Words(list) is { Length: var count } words && (count == 0 || words.Contains(word));

    private static bool Overruns(JsonElement clock, decimal percent) =>
        clock.Dec("elapsedSeconds") > clock.Dec("limitMinutes") * 60m * percent / 100m;

    private static bool Repeats(JsonElement order, JsonElement[] orders, double days)
    {
        var (id, asset, at) = (order.Id("orderId"), order.Id("assetId"), order.At("occurredAt"));
        return orders.Any(o => o.Id("orderId") != id && o.Id("assetId") == asset
            && (o.At("occurredAt") < at || (o.At("occurredAt") == at && o.Id("orderId").CompareTo(id) < 0))
            && at - o.At("occurredAt") <= TimeSpan.FromDays(days));
    }
}
