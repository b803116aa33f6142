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
    /// The month, for its works and the visits that it counts, for what objections adjusted, and for the corrections
    /// that it carries.
    /// </param>
    public static Statement Of(
        ImmutableArray<FeeLine> fees, decimal? score, SettlementRules rules, MonthState state)
    {
        var lots = ScoreLinkedSettlement.Of(fees, score, rules);
        var works = SettlementItems.Of([.. state.Works.Values], score, state.Visits, state.Orders.Values);
        // What an objection was about may be gone by now: a work that was taken back takes its adjustment along.
        var adjusted = state.Adjustments.Where(a =>
            a.Cny is not null && StatementPaths.AmountOf(lots with { Items = works }, a.Path) is not null);
        ImmutableArray<StatementItem> items =
        [
            .. works, .. adjusted.Select(a => a.Holds(fees) ? Adjusted(a) : Dropped(a)),
            .. state.Carried.Select(c => Carried(state.Month!, c)),
            .. state.Corrections[..state.CorrectionsBefore].Where(c => c.DifferenceCny() != 0)
                .Select(c => PaidElsewhere(state.Month!, c)),
        ];
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

    // The lot pays by other fees now: they are what the objection asked for, or else it is made anew.
    private static StatementItem Dropped(SheetAdjustment adjustment) => new(
        StatementItemKind.Adjustment,
        adjustment.Path,
        0m,
        $"申诉更正不再适用:{adjustment.Path} 的费用条款已变更(原更正 {Money(adjustment.DifferenceCny())})",
        $"adjustment dropped: the fees of {adjustment.Path} have changed since (it was "
            + $"{Money(adjustment.DifferenceCny())})",
        [new StatementRef(adjustment.DisputeId, adjustment.Path, adjustment.Reason)]);

    // The month was opened again after a correction that a later month pays: it must not pay the same once more.
    private static StatementItem PaidElsewhere(MonthRef month, MonthCorrection correction) => new(
        StatementItemKind.Correction,
        month.Month,
        -correction.DifferenceCny(),
        $"更正第 {correction.Number} 号 {Money(correction.DifferenceCny())} 已列入后续月份(自 {correction.Into.Month} 起),"
            + "在此扣回",
        $"correction {correction.Number} of {Money(correction.DifferenceCny())} is carried by a later month (from "
            + $"{correction.Into.Month} on): taken off here",
        [
            new StatementRef(
                MonthRef.IdOf(month.ContractorId, correction.Into.Month), $"{month.Month} #{correction.Number}",
                correction.Reason),
        ]);

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
