using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>The score of a month by the words of a rule file (domain reference, 7), worked out a second way.</summary>
internal sealed class AuditScore
{
    private readonly AuditedMonth _month;
    private readonly JsonElement _scheme;
    private readonly JsonElement[] _counted;
    private readonly JsonElement[] _findings;
    private readonly HashSet<Guid> _out;

    public AuditScore(AuditedMonth month, JsonElement scheme)
    {
        (_month, _scheme) = (month, scheme);
        _out = [.. month.Adjustments.Select(a => a.Body.IdOr("factId")).OfType<Guid>()];
        var excluded = scheme.Words("excludedAttributions");
        _counted =
        [
            .. month.Orders.Where(o => !month.Withdrawn.ContainsKey(o.Key) && o.Value.Has("ended")
                    && !_out.Contains(o.Key) && !excluded.Contains(o.Value.Of("ended").Str("attribution")))
                .Select(o => o.Value),
        ];
        _findings = [.. month.Findings.Where(f => !_out.Contains(f.Key)).Select(f => f.Value)];
    }

    /// <summary>Points of every rule by path, before findings and bonuses.</summary>
    public Dictionary<string, decimal> Rules { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a line of the sheet says something that was measured; a breach alone does not.</summary>
    public bool IsMeasured() => HasFacts() && RulesOf(_scheme).Any(r => IsMeasured(r.Path, r.Rule));

    /// <summary>The score; null without one.</summary>
    public decimal? Score()
    {
        if (!HasFacts())
        {
            return null;
        }

        var violations = Violations();

        var (points, weight, bonus, bonusLeft) = (0m, 0m, 0m, _scheme.DecOr("bonusMax") ?? 0m);
        foreach (var (path, rule) in RulesOf(_scheme))
        {
            var (reached, counts, extra) = Rule(path, rule);
            var granted = Math.Min(extra, bonusLeft);
            (bonus, bonusLeft) = (bonus + granted, bonusLeft - granted);
            reached = AdjustedPoints(path) ?? reached;
            Rules[path] = reached;
            points += reached - FindingsOf(path, rule, reached);
            weight += counts ? rule.Dec("weight") : 0m;
        }

        if (weight == 0 && violations.Length == 0)
        {
            return null;
        }

        if (violations.Any(v => v.Str("class") == "veto"))
        {
            return _scheme.Dec("floor");
        }

        var operating = bonus + weight switch
        {
            0m => _scheme.Dec("cap"),
            100m => points,
            _ => (points * 100m / weight).Cents(),
        };
        var score = operating - violations.Sum(v => v.Dec("points"));
        return Math.Min(Math.Max(score, _scheme.Dec("floor")), _scheme.Dec("cap"));
    }

    /// <summary>The rules of a scheme by path.</summary>
    public static IEnumerable<(string Path, JsonElement Rule)> RulesOf(JsonElement scheme) =>
        from table in scheme.List("tables")
        from item in table.List("items")
        from content in item.List("contents")
        from rule in content.List("rules")
        select ($"{table.Str("id")}/{item.Str("id")}/{content.Str("id")}/{rule.Str("id")}", rule);

    private JsonElement[] Violations() =>
        [.. _month.Violations.Where(v => !_out.Contains(v.Key)).Select(v => v.Value)];

    private bool HasFacts() => Violations().Length + _findings.Length + Told() > 0
        || _counted.Any(o => Clocks(o).Any(c => c.Str("outcome") is "on-time" or "late"));

    private bool IsMeasured(string path, JsonElement rule)
    {
        var found = rule.List("findings").Any(p => _findings.Any(f => f.Str("kind") == p.Str("kind")));
        return found || (rule.Has("measure") && rule.Of("measure").Str("kind") switch
        {
            "findings-only" or "deductions-by-people" => true,
            "points-by-people" => _month.MarksOf(_scheme.Str("id"))
                .Any(m => !_out.Contains(m.Id) && m.Path == path),
            _ => Figure(path, rule.Of("measure")).Cases > 0,
        });
    }

    private decimal? AdjustedPoints(string path) => _month.Adjustments.Select(a => a.Body)
        .Where(a => a.Str("path") == path).Select(a => a.DecOr("points")).LastOrDefault(p => p is not null);

    private (decimal Points, bool Counts, decimal Bonus) Rule(string path, JsonElement rule)
    {
        var weight = rule.Dec("weight");
        if (!rule.Has("measure"))
        {
            return Blank(weight, "unmeasured");
        }

        var measure = rule.Of("measure");
        var least = rule.DecOr("pointsMin") ?? 0m;
        switch (measure.Str("kind"))
        {
            case "findings-only":
                return (weight, true, 0m);
            case "points-by-people" or "deductions-by-people":
                return Marked(path, weight, least, measure.Str("kind") == "points-by-people");
        }

        var (sum, cases, per) = Figure(path, measure);
        if (cases == 0)
        {
            return Blank(weight, measure.Str("kind") == "reading" ? "unmeasured" : "noCases");
        }

        var loss = Math.Min(weight - least, AuditTally.Loss(rule.Of("curve"), weight, sum, cases, per));
        return (weight - loss, true, rule.Has("bonus") ? AuditTally.Bonus(rule.Of("bonus"), sum, cases, per) : 0m);
    }

    /// <summary>Cases of a rule in the month itself.</summary>
    public decimal CasesOf(JsonElement rule) =>
        AuditTally.Of(rule.Of("measure"), _counted, _month, _out).Cases;

    // What was taken out by an objection is no order of the months before either. Without a case of its own the month
    // has none.
    private (decimal Sum, decimal Cases, decimal Per) Figure(string path, JsonElement measure)
    {
        var own = AuditTally.Of(measure, _counted, _month, _out);
        return own.Cases > 0 && _month.Rolled.TryGetValue(path, out var before)
            ? AuditTally.Of(
                measure, [.. _counted, .. before.Where(o => !_out.Contains(o.Id("orderId")))], _month, _out)
            : own;
    }

    // Marks of this table and readings that it asks for; those of other tables count there.
    private int Told()
    {
        var asked = RulesOf(_scheme).Where(r => r.Rule.Has("measure")).Select(r => r.Rule.Of("measure"))
            .Where(m => m.Str("kind") == "reading").Select(m => m.Str("indicator")).ToHashSet();
        return _month.MarksOf(_scheme.Str("id")).Count(m => !_out.Contains(m.Id))
            + _month.Readings.Count(r => !_out.Contains(r.Key) && asked.Contains(r.Value.Str("indicator")));
    }

    private (decimal Points, bool Counts, decimal Bonus) Marked(string path, decimal weight, decimal least, bool mean)
    {
        var marks = _month.MarksOf(_scheme.Str("id")).Where(m => !_out.Contains(m.Id) && m.Path == path)
            .Select(m => m.Points).ToArray();
        if (marks.Length == 0)
        {
            return mean ? Blank(weight, "unmeasured") : (weight, true, 0m);
        }

        var points = mean ? (marks.Sum() / marks.Length).Cents() : weight - marks.Sum();
        return (Math.Min(weight, Math.Max(least, points)), true, 0m);
    }

    private (decimal Points, bool Counts, decimal Bonus) Blank(decimal weight, string setting) =>
        _scheme.Str(setting) == "full-marks" ? (weight, true, 0m) : (0m, false, 0m);

    private decimal FindingsOf(string path, JsonElement rule, decimal points)
    {
        var (left, taken) = (points, 0m);
        foreach (var price in rule.List("findings"))
        {
            var found = _findings.Where(f => f.Str("kind") == price.Str("kind")).ToArray();
            if (found.Length == 0)
            {
                continue;
            }

            var full = found.Sum(f =>
                price.Dec("pointsEach") + ((price.DecOr("pointsPerLevel") ?? 0m) * f.Dec("levels")));
            var zeroes = price.Has("zeroesRule") && price.Of("zeroesRule").GetBoolean();
            var cost = zeroes ? left : Math.Min(left, full.Cents());
            left -= cost;
            taken += -(AdjustedPoints($"{path}/{price.Str("kind")}") ?? -cost);
        }

        return taken;
    }

    private static JsonElement[] Clocks(JsonElement order) => order.Of("ended").List("clocks");
}
