using System.Collections.Immutable;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>Walks a scheme's tree in its order; missing levels are passed over.</summary>
internal static class ScoreTree
{
    /// <summary>Every rule with its path <c>table/item/content/rule</c>.</summary>
    public static IEnumerable<PlacedRule> RulesOf(ScoringScheme scheme) =>
        from table in scheme.Tables
        from item in Present(table.Items)
        from content in Present(item.Contents)
        from rule in Present(content.Rules)
        select new PlacedRule($"{table.Id}/{item.Id}/{content.Id}/{rule.Id}", rule);

    /// <summary>The first three levels with their points out of the lines below them.</summary>
    public static ImmutableArray<ScoreHeading> HeadingsOf(ScoringScheme scheme, ImmutableArray<ScoreLine> lines)
    {
        var headings = ImmutableArray.CreateBuilder<ScoreHeading>();
        foreach (var table in scheme.Tables)
        {
            headings.Add(Heading(table.Id, 1, table.TitleZh, table.TitleEn, table.Weight, lines));
            foreach (var item in Present(table.Items))
            {
                var itemPath = $"{table.Id}/{item.Id}";
                headings.Add(Heading(itemPath, 2, item.TitleZh, item.TitleEn, item.Weight, lines));
                foreach (var content in Present(item.Contents))
                {
                    headings.Add(Heading(
                        $"{itemPath}/{content.Id}", 3, content.TitleZh, content.TitleEn, content.Weight, lines));
                }
            }
        }

        return headings.ToImmutable();
    }

    private static ScoreHeading Heading(
        string path, int level, string zh, string en, decimal weight, ImmutableArray<ScoreLine> lines)
    {
        var below = lines.Where(line => line.Path.StartsWith(path + "/", StringComparison.Ordinal));
        return new ScoreHeading(path, level, zh, en, weight, below.Sum(line => line.Points));
    }

    private static ImmutableArray<T> Present<T>(ImmutableArray<T> parts) => parts.IsDefault ? [] : parts;
}

/// <summary>A rule and where it stands.</summary>
internal sealed record PlacedRule(string Path, ScoreRule Rule);
