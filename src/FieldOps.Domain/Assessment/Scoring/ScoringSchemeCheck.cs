using System.Collections.Immutable;
using System.Globalization;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>What a scoring scheme must satisfy before a month may be scored by it.</summary>
internal static class ScoringSchemeCheck
{
    private const decimal WholeWeight = 100m;
    private const int RulesMax = 500;
    private const int AppealDaysMax = 90;

    public static IEnumerable<string> FaultsOf(ScoringScheme scheme)
    {
        if (scheme.Tables.IsDefaultOrEmpty || scheme.Grades.IsDefaultOrEmpty || scheme.ExcludedAttributions.IsDefault)
        {
            return ["Tables, grades and excluded attributions must be there."];
        }

        return Frame(scheme).Concat(Grades(scheme)).Concat(Tree(scheme)).Concat(DoubledFindings(scheme));
    }

    // One finding must not cost points twice.
    private static IEnumerable<string> DoubledFindings(ScoringScheme scheme) =>
        ScoreTree.RulesOf(scheme)
            .SelectMany(placed => placed.Rule.Findings)
            .GroupBy(finding => finding.Kind, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => $"Findings of kind {group.Key} are deducted by more than one rule.");

    private static IEnumerable<string> Frame(ScoringScheme scheme)
    {
        if (scheme.BonusMax is < 0 or > WholeWeight)
        {
            yield return "The bonus must be 0 to 100 points.";
        }

        if (scheme.Floor < 0 || scheme.Cap <= scheme.Floor || scheme.Cap > WholeWeight + scheme.BonusMax)
        {
            yield return scheme.BonusMax == 0
                ? "Floor and cap must satisfy 0 <= floor < cap <= 100."
                : "Floor and cap must satisfy 0 <= floor < cap <= 100 + bonus.";
        }

        var credit = scheme.Credit;
        if (credit.Class1Points < 0 || credit.Class2PointsMin < 0 || credit.Class2PointsMax < credit.Class2PointsMin)
        {
            yield return "Credit deductions must not be below 0, nor the highest below the least.";
        }

        var money = scheme.Settlement;
        if (money.Model is not (SettlementRules.ScoreLinked or SettlementRules.BaseAndAssessed))
        {
            yield return $"Settlement model {money.Model} is not known.";
        }

        if (money.Model == SettlementRules.BaseAndAssessed
            && money is not { BasePercent: >= 0 and <= 100, FullAtScore: > 0 and <= 100 })
        {
            yield return "Base-and-assessed names a base of 0 to 100 percent and a score above 0 that pays in full.";
        }

        if (scheme.Appeal is { Days: < 1 or > AppealDaysMax })
        {
            yield return $"The time to object must be 1 to {AppealDaysMax} days.";
        }

        if (scheme.SmallSampleOrders < 0)
        {
            yield return "The small sample must not be below 0.";
        }

        foreach (var fault in Rolling(scheme))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> Rolling(ScoringScheme scheme)
    {
        var rolls = ScoreTree.RulesOf(scheme).Any(p => p.Rule.RollingMonths is not null);
        if (rolls && scheme.Kind != SheetKind.Monthly)
        {
            yield return "A rule rolls in a monthly table alone: the others stand for a period of their own.";
        }

        if (rolls && scheme.SmallSampleOrders <= 1)
        {
            yield return "A rule rolls below a small sample: the scheme names one above 1.";
        }
    }

    private static IEnumerable<string> Grades(ScoringScheme scheme)
    {
        for (var i = 1; i < scheme.Grades.Length; i++)
        {
            if (scheme.Grades[i].From >= scheme.Grades[i - 1].From)
            {
                yield return $"Grade {scheme.Grades[i].Grade} does not begin below the one before it.";
            }
        }

        if (scheme.Grades[^1].From > scheme.Floor)
        {
            yield return "The last grade must begin at or below the floor.";
        }
    }

    private static IEnumerable<string> Tree(ScoringScheme scheme)
    {
        var rules = 0;
        foreach (var fault in Level("sheet", WholeWeight, scheme.Tables, t => t.Id, t => t.Weight))
        {
            yield return fault;
        }

        foreach (var table in scheme.Tables)
        {
            foreach (var fault in Level(table.Id, table.Weight, table.Items, i => i.Id, i => i.Weight))
            {
                yield return fault;
            }

            foreach (var item in table.Items.IsDefault ? [] : table.Items)
            {
                var path = $"{table.Id}/{item.Id}";
                foreach (var fault in Level(path, item.Weight, item.Contents, c => c.Id, c => c.Weight)
                    .Concat(Contents(path, item.Contents)))
                {
                    yield return fault;
                }

                rules += item.Contents.IsDefault ? 0 : item.Contents.Sum(c => c.Rules.IsDefault ? 0 : c.Rules.Length);
            }
        }

        if (rules > RulesMax)
        {
            yield return $"More than {RulesMax} rules.";
        }
    }

    private static IEnumerable<string> Contents(string path, ImmutableArray<ScoreContent> contents)
    {
        foreach (var content in contents.IsDefault ? [] : contents)
        {
            var contentPath = $"{path}/{content.Id}";
            foreach (var fault in Level(contentPath, content.Weight, content.Rules, r => r.Id, r => r.Weight))
            {
                yield return fault;
            }

            foreach (var rule in content.Rules.IsDefault ? [] : content.Rules)
            {
                foreach (var fault in ScoreRuleCheck.FaultsOf(rule))
                {
                    yield return $"{contentPath}/{rule.Id}: {fault}";
                }
            }
        }
    }

    private static IEnumerable<string> Level<T>(
        string path, decimal weight, ImmutableArray<T> parts, Func<T, string> id, Func<T, decimal> weightOf)
    {
        if (parts.IsDefaultOrEmpty)
        {
            yield return $"{path} is empty.";
            yield break;
        }

        var sum = parts.Sum(weightOf);
        if (sum != weight)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{path}: the parts weigh {sum}, the whole {weight}.");
        }

        if (parts.Any(p => weightOf(p) <= 0 || decimal.Round(weightOf(p), 2) != weightOf(p)))
        {
            yield return $"{path}: weights must be above 0, two decimals at most.";
        }

        if (parts.Select(id).Distinct(StringComparer.Ordinal).Count() != parts.Length)
        {
            yield return $"{path}: an id stands twice.";
        }
    }
}
