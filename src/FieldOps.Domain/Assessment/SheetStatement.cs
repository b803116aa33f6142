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
    /// <param name="state">
    /// The month, for its works, for what objections adjusted, and for the corrections that it carries.
    /// </param>
    public static Statement Of(
        ImmutableArray<FeeLine> fees, decimal? score, SettlementRules rules, MonthState state)
    {
        var lots = ScoreLinkedSettlement.Of(fees, score, rules);
        var works = SettlementItems.Of([.. state.Works.Values], score);
        // What an objection was about may be gone by now: a work that was taken back takes its adjustment along.
        var adjusted = state.Adjustments.Where(a =>
            a.Cny is not null && StatementPaths.AmountOf(lots with { Items = works }, a.Path) is not null);
        ImmutableArray<StatementItem> items =
            [.. works, .. adjusted.Select(Adjusted), .. state.Carried.Select(c => Carried(state.Month!, c))];
        return items.IsEmpty
            ? lots
            : lots with { Items = items, TotalCny = lots.TotalCny + items.Sum(i => i.AmountCny) };
    }

    private static StatementItem Adjusted(SheetAdjustment adjustment)
    {
        var (before, after) = (Money(adjustment.CnyBefore), Money(adjustment.Cny));
        return new StatementItem(
            StatementItemKind.Adjustment,
            adjustment.Path,
            adjustment.DifferenceCny(),
            $"申诉成立,{adjustment.Path}:{before} → {after};{adjustment.Reason}({adjustment.By})",
            $"objection upheld, {adjustment.Path}: {before} to {after}; {adjustment.Reason} ({adjustment.By})",
            [new StatementRef(adjustment.DisputeId, adjustment.Path, adjustment.Reason)]);
    }

    private static StatementItem Carried(MonthRef month, CarriedCorrection carried) => new(
        StatementItemKind.Correction,
        carried.FromMonth,
        carried.AmountCny,
        $"{carried.FromMonth} 更正第 {carried.Number} 号:得分 {Text(carried.ScoreBefore)} → {Text(carried.ScoreAfter)};"
            + carried.Reason,
        $"{carried.FromMonth}, correction {carried.Number}: score {Text(carried.ScoreBefore)} to "
            + $"{Text(carried.ScoreAfter)}; {carried.Reason}",
        [
            new StatementRef(
                MonthRef.IdOf(month.ContractorId, carried.FromMonth), $"{carried.FromMonth} #{carried.Number}",
                carried.Reason),
        ]);

    private static string Money(decimal? cny) => cny?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";

    private static string Text(decimal? score) =>
        score?.ToString("0.##", CultureInfo.InvariantCulture) ?? "-";
}
