using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Settlement;

namespace FieldOps.Domain.Assessment;

/// <summary>A month's money: the lots by the score, and what comes beside them.</summary>
public static class SheetStatement
{
    /// <summary>The statement of a month whose facts give this score.</summary>
    /// <param name="fees">One per lot.</param>
    /// <param name="score">The month's score; null without one.</param>
    /// <param name="rules">The scheme's settlement rules.</param>
    /// <param name="state">The month, for its works and for the corrections that it carries.</param>
    public static Statement Of(
        ImmutableArray<FeeLine> fees, decimal? score, SettlementRules rules, MonthState state)
    {
        var lots = ScoreLinkedSettlement.Of(fees, score, rules);
        ImmutableArray<StatementItem> items =
            [.. SettlementItems.Of([.. state.Works.Values], score), .. state.Carried.Select(Carried)];
        return items.IsEmpty
            ? lots
            : lots with { Items = items, TotalCny = lots.TotalCny + items.Sum(i => i.AmountCny) };
    }

    private static StatementItem Carried(CarriedCorrection carried) => new(
        StatementItemKind.Correction,
        carried.FromMonth,
        carried.AmountCny,
        $"{carried.FromMonth} 更正第 {carried.Number} 号:得分 {Text(carried.ScoreBefore)} → {Text(carried.ScoreAfter)};"
            + carried.Reason,
        $"{carried.FromMonth}, correction {carried.Number}: score {Text(carried.ScoreBefore)} to "
            + $"{Text(carried.ScoreAfter)}; {carried.Reason}",
        []);

    private static string Text(decimal? score) =>
        score?.ToString("0.##", CultureInfo.InvariantCulture) ?? "-";
}
