using System.Collections.Immutable;
using System.Globalization;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>Makes the lines of a sheet.</summary>
internal static class ScoreLines
{
    private const decimal Hundred = 100m;

    /// <summary>The line of a rule, before its findings; behind it the line of its bonus, if there is one.</summary>
    public static IEnumerable<ScoreLine> Rule(
        PlacedRule placed, ScoringScheme scheme, ConcernedOrders counted, MonthFacts facts)
    {
        var rule = placed.Rule;
        if (rule.Measure is null)
        {
            return [WithoutFigure(placed, ScoreLineStatus.NotMeasured, scheme.Unmeasured)];
        }

        if (rule.Measure.Kind is MeasureKind.PointsByPeople or MeasureKind.DeductionsByPeople)
        {
            return [ScoreMarks.Line(placed, scheme, facts.Marks)];
        }

        if (RollingSample.FigureOf(placed, scheme, counted, facts) is not { } figure)
        {
            return
            [
                Plain(placed, ScoreLineStatus.Measured, rule.Weight, "满分,按发现问题扣分", "full points, less findings"),
            ];
        }

        var tally = figure.Tally;
        if (tally.Cases == 0)
        {
            var status = rule.Measure.Kind == MeasureKind.Reading
                ? ScoreLineStatus.NotMeasured
                : ScoreLineStatus.NoCases;
            var marks = status == ScoreLineStatus.NoCases ? scheme.NoCases : scheme.Unmeasured;
            return [WithoutFigure(placed, status, marks)];
        }

        var line = Rolled(
            Rated(placed, tally, tally.Cases < scheme.SmallSampleOrders), figure.Months, scheme.SmallSampleOrders);
        var bonus = rule.Bonus is { } better ? ScoreCurves.Bonus(better, tally) : 0m;
        return bonus == 0m ? [line] : [line, BonusLine(placed, line, bonus)];
    }

    /// <summary>A line without a rate.</summary>
    public static ScoreLine Plain(
        PlacedRule placed, ScoreLineStatus status, decimal points, string zh, string en)
    {
        var rule = placed.Rule;
        return new ScoreLine(
            placed.Path, ScoreLineKind.Rule, status, rule.TitleZh, rule.TitleEn, rule.Source, rule.Weight, points, 0m,
            null, null, null, null, false, [], $"{rule.TitleZh}:{zh}", $"{rule.TitleEn}: {en}");
    }

    /// <summary>A rule that nothing measured.</summary>
    public static ScoreLine WithoutFigure(PlacedRule placed, ScoreLineStatus status, MarksWithoutMeasure marks)
    {
        var left = marks == MarksWithoutMeasure.LeftOut;
        var (zh, en) = status == ScoreLineStatus.NoCases
            ? ("当月无此类工单", "no case in this month")
            : ("尚无数据来源", "nothing measures this yet");
        return Plain(
            placed, status, left ? 0m : placed.Rule.Weight,
            left ? $"{zh},不计入" : $"{zh},按满分计",
            left ? $"{en}: left out" : $"{en}: full points");
    }

    /// <summary>The lines of the findings that a rule prices, never below the points that it has left.</summary>
    public static IEnumerable<ScoreLine> Findings(
        PlacedRule placed, decimal points, ImmutableArray<FindingFact> findings)
    {
        var left = points;
        foreach (var price in placed.Rule.Findings)
        {
            var found = findings.Where(f => f.Kind == price.Kind).ToImmutableArray();
            if (found.IsEmpty)
            {
                continue;
            }

            var full = found.Sum(f => price.PointsEach + (price.PointsPerLevel * f.Levels));
            var cost = Math.Min(left, price.ZeroesRule ? left : Rounded(full));
            left -= cost;
            yield return Finding(
                $"{placed.Path}/{price.Kind}", price.TitleZh, price.TitleEn, price.Source, ScoreLineStatus.Measured,
                cost, found,
                price.ZeroesRule ? "发现即该项为零" : $"{found.Length} 次,应扣 {Text(full)} 分,实扣 {Text(cost)} 分",
                price.ZeroesRule ? "one of them takes all points of the rule"
                    : $"{found.Length} found, {Text(full)} points due, -{Text(cost)} taken");
        }
    }

    /// <summary>Findings that no rule prices.</summary>
    public static IEnumerable<ScoreLine> Unpriced(ScoringScheme scheme, ImmutableArray<FindingFact> findings)
    {
        var priced = ScoreTree.RulesOf(scheme)
            .SelectMany(p => p.Rule.Findings)
            .Select(price => price.Kind)
            .ToHashSet(StringComparer.Ordinal);
        return findings.Where(f => !priced.Contains(f.Kind))
            .GroupBy(f => f.Kind, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Finding(
                $"findings/{g.Key}", g.Key, g.Key, scheme.Source, ScoreLineStatus.NotPriced, 0m, [.. g],
                $"{g.Count()} 次,本方案未定价,不扣分", $"{g.Count()} found, no price in this scheme: nothing taken"));
    }

    /// <summary>The lines of breaches, one each.</summary>
    public static IEnumerable<ScoreLine> Violations(CreditRules rules, ImmutableArray<ViolationFact> violations) =>
        violations.Select(v =>
        {
            var veto = v.Class == ViolationClass.Veto;
            var (zh, en) = v.Class switch
            {
                ViolationClass.Class1 => ("一类违约", "Class-1 breach"),
                ViolationClass.Class2 => ("二类违约", "Class-2 breach"),
                _ => ("一票否决", "Veto"),
            };
            return new ScoreLine(
                $"credit/{Word(v.Class)}", ScoreLineKind.Violation, ScoreLineStatus.Measured, zh, en, rules.Source,
                0m, -v.Points, v.Points, null, null, null, null, false,
                [new FactRef(v.ViolationId, v.Kind, "violation", v.Evidence)],
                veto ? $"{v.Kind}:当月按最低分计" : $"{v.Kind}:扣 {Text(v.Points)} 分",
                veto ? $"{v.Kind}: the month is worth the floor" : $"{v.Kind}: -{Text(v.Points)}");
        });

    private static ScoreLine Rated(PlacedRule placed, Tally tally, bool small)
    {
        var rule = placed.Rule;
        var cost = ScoreCurves.Of(rule.Curve!, rule.Weight, rule.Weight - rule.PointsMin, tally);
        var value = Rounded(tally.Per * tally.Sum / tally.Cases);
        var percent = tally.Unit == "%";
        var (sum, cases) = (Rounded(tally.Sum), tally.Cases);
        var shown = percent
            ? $"{Text(sum)}/{Text(cases)} = {Text(value)}"
            : $"{Text(sum)}/{Text(cases)} = {Text(value)} {tally.Unit}";
        return new ScoreLine(
            placed.Path, ScoreLineKind.Rule, ScoreLineStatus.Measured, rule.TitleZh, rule.TitleEn, rule.Source,
            rule.Weight, rule.Weight - cost.Deduction, cost.Deduction, percent ? Whole(sum) : null, Whole(cases),
            percent ? value : null, percent ? cost.Target : null, small, tally.Bad,
            $"{rule.TitleZh}:{shown}{(percent ? "%" : "")};{cost.TextZh}{(small ? ";样本偏少" : "")}",
            $"{rule.TitleEn}: {shown}{(percent ? " %" : "")}; {cost.TextEn}{(small ? "; small sample" : "")}")
        {
            Value = percent ? null : value,
            Unit = percent ? null : tally.Unit,
            Target = percent ? null : cost.Target,
        };
    }

    private static ScoreLine Rolled(ScoreLine line, ImmutableArray<RolledCases>? over, int least)
    {
        if (over is not { } months)
        {
            return line;
        }

        var parts = months.Select(m => $"{m.Month} {Text(m.Sum)}/{Text(m.Cases)}").ToArray();
        return line with
        {
            Rolled = months,
            TextZh = $"{line.TextZh};冻结时不足 {least} 件,按 {months.Length} 个月滚动计:{string.Join('、', parts)}",
            TextEn = $"{line.TextEn}; fewer than {least} cases at the freeze, counted over {months.Length} months: "
                + string.Join(", ", parts),
        };
    }

    private static ScoreLine BonusLine(PlacedRule placed, ScoreLine line, decimal bonus) => new(
        $"{placed.Path}/bonus", ScoreLineKind.Bonus, ScoreLineStatus.Measured, $"{placed.Rule.TitleZh}加分",
        $"{placed.Rule.TitleEn}, bonus", placed.Rule.Bonus!.Source, 0m, bonus, 0m, line.Numerator, line.Denominator,
        line.RatePercent, line.TargetPercent, line.SmallSample, [],
        $"优于 {Text(placed.Rule.Bonus.Target)},加 {Text(bonus)} 分",
        $"better than {Text(placed.Rule.Bonus.Target)}: +{Text(bonus)}");

    private static ScoreLine Finding(
        string path, string titleZh, string titleEn, string source, ScoreLineStatus status, decimal cost,
        ImmutableArray<FindingFact> found, string zh, string en) =>
        new(
            path, ScoreLineKind.Finding, status, titleZh, titleEn, source, 0m, -cost, cost, null, null, null, null,
            false,
            [.. found.Select(f => new FactRef(f.FindingId, f.OrderNumber ?? f.Kind, "finding", f.Evidence))],
            $"{titleZh}:{zh}", $"{titleEn}: {en}");

    private static string Word(ViolationClass kind) => kind switch
    {
        ViolationClass.Class1 => "class1",
        ViolationClass.Class2 => "class2",
        _ => "veto",
    };

    // Minutes of a large network go beyond the count of a line; the sentence still tells them.
    private static int? Whole(decimal value) => value <= int.MaxValue ? (int)value : null;

    private static decimal Rounded(decimal value) => decimal.Round(value, 2, MidpointRounding.AwayFromZero);

    private static string Text(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
