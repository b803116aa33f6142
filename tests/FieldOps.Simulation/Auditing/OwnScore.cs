using System.Globalization;
using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>One rule of a sheet as the auditor counts it.</summary>
internal sealed record OwnLine(int? Good, int? Cases, decimal Points, bool Counts);

/// <summary>Score arithmetic of the auditor's own, from the words of the domain reference 7.</summary>
internal static class OwnScore
{
    /// <summary>Rounded half away from zero to 0.01, by hand.</summary>
    public static decimal Cents(decimal value)
    {
        var cents = Math.Truncate(Math.Abs(value) * 100 + 0.5m);
        return value < 0 ? -cents / 100 : cents / 100;
    }

    public static string Grade(decimal score, JsonElement scheme) =>
        scheme.List("grades").OrderByDescending(g => g.Number("from"))
            .First(g => score >= g.Number("from")).Text("grade");

    /// <summary>A rule with few cases of its own counts further back: from which month.</summary>
    public static string? RollsFrom(JsonElement rule, JsonElement scheme, string month, OwnSheetFacts facts)
    {
        if (!rule.Has("rollingMonths"))
        {
            return null;
        }

        var cases = Tally(rule.At("measure"), facts, []).Cases;
        var (year, number) = (
            int.Parse(month[..4], CultureInfo.InvariantCulture), int.Parse(month[5..], CultureInfo.InvariantCulture));
        var first = (year * 12) + number - rule.Int("rollingMonths");
        return cases >= scheme.Int("smallSampleOrders")
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{first / 12:0000}-{(first % 12) + 1:00}");
    }

    public static OwnLine Rule(string path, JsonElement rule, JsonElement scheme, OwnSheetFacts facts)
    {
        var weight = rule.Number("weight");
        if (!rule.Has("measure"))
        {
            return Unknown(weight, scheme.Text("unmeasured"));
        }

        var measure = rule.At("measure");
        switch (measure.Text("kind"))
        {
            case "findings-only":
                return new OwnLine(null, null, weight, true);
            // Nobody reads or marks for these tables in the county: the marks are for another one.
            case "reading" or "points-by-people":
                return Unknown(weight, scheme.Text("unmeasured"));
        }

        var (good, cases) = Tally(measure, facts, []);
        if (cases > 0 && facts.RollsFrom.TryGetValue(path, out var from))
        {
            (good, cases) = Tally(
                measure, facts,
                facts.Before.Where(o => string.CompareOrdinal(
                    MonthFactsOwn.MonthOf(o.Origin.Instant("occurredAt")), from) >= 0));
        }

        return cases == 0
            ? Unknown(weight, scheme.Text("noCases"))
            : new OwnLine(good, cases, weight - Loss(rule.At("curve"), weight, good, cases), true);
    }

    public static decimal FindingsOf(JsonElement rule, decimal points, OwnSheetFacts facts)
    {
        var left = points;
        foreach (var price in rule.List("findings"))
        {
            var found = facts.Findings.Where(f => f.Text("kind") == price.Text("kind")).ToArray();
            if (found.Length > 0)
            {
                var full = found.Sum(f =>
                    price.Number("pointsEach") + ((price.NumberOr("pointsPerLevel") ?? 0) * f.Int("levels")));
                left -= price.Flag("zeroesRule") ? left : Math.Min(left, Cents(full));
            }
        }

        return points - left;
    }

    private static OwnLine Unknown(decimal weight, string marks) =>
        marks == "full-marks" ? new OwnLine(null, null, weight, true) : new OwnLine(null, null, 0, false);

    private static (int Good, int Cases) Tally(
        JsonElement measure, OwnSheetFacts facts, IEnumerable<OwnVerdict> along)
    {
        var orders = Concerned(measure, facts.Counted.Concat(along));
        switch (measure.Text("kind"))
        {
            case "clock-on-time":
                var clocks = orders.SelectMany(o => o.Clocks)
                    .Where(c => c.Clock == measure.Text("clock")).ToArray();
                var good = clocks.Count(c => c.Outcome == "on-time");
                return (good, good + clocks.Count(c => c.Outcome == "late"));
            case "no-repeat":
                OwnVerdict[] all = [.. orders, .. Concerned(measure, facts.Before)];
                return (orders.Count(o => !Repeats(o, all, measure.Int("repeatWithinDays"))), orders.Length);
            case "reply-right-first":
                return (orders.Count(o => o.Returns == 0), orders.Length);
            default:
                throw new InvalidDataException($"measure {measure.Text("kind")}");
        }
    }

    private static OwnVerdict[] Concerned(JsonElement measure, IEnumerable<OwnVerdict> orders) =>
    [
        .. orders.Where(o => Names(measure, "workKinds", o.Origin.Text("workKind")))
            .Where(o => Names(measure, "assetClasses", o.Origin.At("asset").Text("assetClass"))),
    ];

    private static bool Names(JsonElement measure, string list, string word) =>
        measure.Words(list) is { Length: var count } words && (count == 0 || words.Contains(word));

    private static bool Repeats(OwnVerdict order, OwnVerdict[] orders, int days)
    {
        var (asset, at) = (AssetOf(order), order.Origin.Instant("occurredAt"));
        return orders.Any(o => o.Id != order.Id && AssetOf(o) == asset
            && (o.Origin.Instant("occurredAt") < at
                || (o.Origin.Instant("occurredAt") == at && o.Id.CompareTo(order.Id) < 0))
            && at - o.Origin.Instant("occurredAt") <= TimeSpan.FromDays(days));
    }

    private static Guid AssetOf(OwnVerdict order) => order.Origin.At("asset").Id("assetId");

    private static decimal Loss(JsonElement curve, decimal weight, int good, int cases)
    {
        if (curve.Text("kind") == "banded")
        {
            var step = curve.List("steps").OrderByDescending(s => s.Number("fromPercent"))
                .FirstOrDefault(s => 100m * good >= s.Number("fromPercent") * cases);
            return step.ValueKind == JsonValueKind.Undefined
                ? weight
                : weight - Cents(weight * step.Number("sharePercent") / 100);
        }

        var below = ((curve.Number("targetPercent") * cases) - (100m * good)) / cases;
        if (below <= 0)
        {
            return 0;
        }

        var points = curve.Text("rounding") == "whole" ? Math.Floor(below) : below;
        return Math.Min(weight, Cents(points * curve.Number("pointsPerPercentPoint")));
    }
}
