using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>The money of a month a second way: lots by their own terms, works by the prices they name.</summary>
internal static class AuditMoney
{
    /// <summary>The lots' part and what comes beside it.</summary>
    public static decimal TotalOf(AuditedMonth month, decimal? score, JsonElement scheme) =>
        month.Fees.Sum(f => LotOf(f, score, scheme))
        + month.Works.Values.Sum(w => WorkOf(w, score, month))
        + AuditVisits.LinesOf(month).Values.Sum(l => l.Cny)
        + month.Adjustments.Where(a =>
            Holds(month, a.Body, a.Fees) && AmountOf(month, a.Body.Str("path"), score, scheme) is not null)
            .Sum(a => DifferenceOf(a.Body))
        + month.Carried.Sum()
        - month.PaidElsewhere;

    /// <summary>What an amount came to that an objection was about, with what was upheld of it before.</summary>
    public static decimal? WorthOf(AuditedMonth month, JsonElement adjustment, decimal? score, JsonElement scheme) =>
        AmountOf(month, adjustment.Str("path"), score, scheme)
        + month.Adjustments.Where(a => Holds(month, a.Body, a.Fees)).Select(a => a.Body)
            .Where(a => a.Str("path") == adjustment.Str("path") && a.Id("disputeId") != adjustment.Id("disputeId"))
            .Sum(DifferenceOf);

    // What was upheld of a lot is gone when the lot has come to pay by other fees; logs from before that hold no fees.
    private static bool Holds(AuditedMonth month, JsonElement adjustment, AuditedFee[] decidedOn) =>
        !adjustment.Has("fees") || FeesOf(decidedOn, adjustment).SequenceEqual(FeesOf(month.Fees, adjustment));

    private static IEnumerable<AuditedFee> FeesOf(AuditedFee[] fees, JsonElement adjustment) =>
        fees.Where(f => "lot/" + f.Lot == adjustment.Str("path"));

    private static decimal DifferenceOf(JsonElement adjustment) =>
        adjustment.Has("cny") ? adjustment.Dec("cny") - adjustment.Dec("cnyBefore") : 0m;

    // Amounts are named lot/{code}, work/{id}, visits/{speciality}/{type}; null where the month has none of the name.
    private static decimal? AmountOf(AuditedMonth month, string path, decimal? score, JsonElement scheme)
    {
        var lots = month.Fees.Where(f => path == "lot/" + f.Lot).ToArray();
        if (lots.Length > 0)
        {
            return lots.Sum(f => LotOf(f, score, scheme));
        }

        if (AuditVisits.LinesOf(month).TryGetValue(path, out var line))
        {
            return line.Cny;
        }

        return path.StartsWith("work/", StringComparison.Ordinal) && Guid.TryParse(path["work/".Length..], out var id)
            && month.Works.TryGetValue(id, out var work)
                ? WorkOf(work, score, month)
                : null;
    }

    private static decimal LotOf(AuditedFee fee, decimal? score, JsonElement scheme) =>
        (fee.Fee * fee.Days * Percent(score, scheme) / (fee.DaysInMonth * 100m)).Cents();

    private static decimal Percent(decimal? score, JsonElement scheme)
    {
        var rules = scheme.Of("settlement");
        if (score is not { } reached)
        {
            return rules.Str("noScoreFee") == "full" ? 100m : 0m;
        }

        return rules.Str("model") == "base-and-assessed"
            ? rules.Dec("basePercent")
                + ((100m - rules.Dec("basePercent")) * Math.Min(1m, reached / rules.Dec("fullAtScore")))
            : reached;
    }

    private static decimal WorkOf(JsonElement work, decimal? score, AuditedMonth month)
    {
        if (work.Has("seats"))
        {
            return Seats(work.Of("seats"), score);
        }

        if (work.Has("bonus"))
        {
            var bonus = work.Of("bonus");
            return bonus.Of("targetsMet").GetBoolean() ? bonus.Dec("amountCny").Cents() : 0m;
        }

        if (work.Has("project"))
        {
            return Project(work, month);
        }

        if (work.Has("cables"))
        {
            return AuditCables.Of(work, month.Works.Values);
        }

        if (work.Has("visits"))
        {
            var price = work.Of("visits").Of("price");
            return AuditVisits.Counts(month, work.Of("visits")) ? 0m
                : (work.Of("visits").Dec("count") * price.Dec("standardVisits") * price.Dec("cny")).Cents();
        }

        if (work.Has("assets"))
        {
            var assets = work.Of("assets");
            return (assets.Dec("count") * assets.Of("price").Dec("cny") * assets.Dec("days")
                / assets.Dec("daysInMonth")).Cents();
        }

        foreach (var taken in new[] { "fine", "majorEvent" }.Where(name => work.Has(name)))
        {
            return -(work.Of(taken).Dec("count") * work.Of(taken).Of("price").Dec("cny")).Cents();
        }

        return -work.Of("audit").Dec("amountCny").Cents();
    }

    private static decimal Seats(JsonElement month, decimal? score)
    {
        var terms = month.Of("terms");
        decimal[] scores =
            [month.Dec("qualityScore"), month.Dec("businessScore"), month.DecOr("totalScore") ?? score ?? 100m];
        var coefficient = terms.List("coefficients").OrderByDescending(s => s.Dec("fromScore"))
            .First(s => scores.Min() >= s.Dec("fromScore")).Dec("coefficient");
        var whole = terms.Dec("hoursPerMonth");
        return month.List("hours").Sum(kind =>
        {
            var hours = kind.List("hoursEach").Select(h => h.GetDecimal());
            var counted = kind.Str("kind") == "overtime" ? hours.Sum(h => Math.Max(0m, h - whole)) : hours.Sum();
            var seats = terms.Of("ratioIsDivisor").GetBoolean()
                ? counted / (whole * terms.Dec("staffPerSeat"))
                : counted * terms.Dec("staffPerSeat") / whole;
            var price = terms.List("prices").First(p => p.Str("kind") == kind.Str("kind")).Dec("cny");
            return (seats * price * coefficient).Cents();
        });
    }

    private static decimal Project(JsonElement work, AuditedMonth month)
    {
        var project = work.Of("project");
        var pays = month.Works.Values
            .Where(w => w.Has("project") && w.Of("project").Str("projectCode") == project.Str("projectCode"))
            .OrderByDescending(w => ProjectAlone(w.Of("project"))).ThenBy(w => w.At("recordedAt"))
            .ThenBy(w => w.Id("workId")).First().Id("workId");
        return pays == work.Id("workId") ? ProjectAlone(project).Cents() : 0m;
    }

    private static decimal ProjectAlone(JsonElement project)
    {
        if (project.Of("ownSingleService").GetBoolean())
        {
            return 0m;
        }

        var coefficient = project.Str("course") switch
        {
            "delivered" or "not-implemented" => 1m,
            "built-by-same" => 0m,
            _ => project.List("builtByAnother").Where(s => project.Dec("contractCny") >= s.Dec("fromCny"))
                .OrderByDescending(s => s.Dec("fromCny")).Select(s => s.Dec("coefficient")).FirstOrDefault(),
        };
        return project.Dec("feeCny") * coefficient * project.Dec("workloadPercent") / 100m;
    }
}
