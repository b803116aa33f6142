using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Assessment.Scoring;

namespace FieldOps.Domain.Settlement;

/// <summary>
/// <c>fee × score / 100</c> per lot (domain reference, 7.6 model 1). The product stays unrounded; each line's amount is
/// rounded once, and the total is the sum of what the lines say.
/// </summary>
public static class ScoreLinkedSettlement
{
    private const decimal Hundred = 100m;

    /// <summary>The statement of a month.</summary>
    /// <param name="fees">One per lot.</param>
    /// <param name="score">0 to 100; null for a month without a score.</param>
    /// <param name="rules">The scheme's settlement rules.</param>
    public static Statement Of(ImmutableArray<FeeLine> fees, decimal? score, SettlementRules rules)
    {
        ImmutableArray<StatementLine> lines =
        [
            .. fees.OrderBy(f => f.LotCode, StringComparer.Ordinal).Select(f => LineOf(f, score, rules)),
        ];
        return new Statement(rules.Model, score, lines, lines.Sum(l => l.AmountCny));
    }

    private static StatementLine LineOf(FeeLine fee, decimal? score, SettlementRules rules)
    {
        var percent = score is { } reached
            ? PercentOf(reached, rules)
            : rules.NoScoreFee == NoScoreFee.Full ? Hundred : 0m;
        // One division, at the end: thirds of a month and of a score must not be cut on the way.
        var amount = decimal.Round(
            fee.MonthlyFeeCny * fee.DaysInForce * percent / (fee.DaysInMonth * Hundred),
            2,
            MidpointRounding.AwayFromZero);
        var whole = fee.DaysInForce == fee.DaysInMonth;
        var days = whole ? "" : $" × {fee.DaysInForce}/{fee.DaysInMonth}";
        var factor = score is null ? "" : $" × {Text(percent)}/100";
        var (zh, en) = score switch
        {
            null when rules.NoScoreFee == NoScoreFee.Full => ("无得分,全额", "no score, full fee"),
            null => ("无得分,不付", "no score, no fee"),
            _ when rules.Model == SettlementRules.BaseAndAssessed => (
                $"基础 {Text(rules.BasePercent!.Value)}% 加考核部分,{Text(rules.FullAtScore!.Value)} 分得满",
                $"base {Text(rules.BasePercent.Value)} % and assessed part, full at {Text(rules.FullAtScore.Value)}"),
            _ => ("按得分", "by score"),
        };
        var sum = score is null && rules.NoScoreFee == NoScoreFee.None
            ? "0.00"
            : $"{Money(fee.MonthlyFeeCny)}{days}{factor} = {Money(amount)}";
        return new StatementLine(
            fee.LotId, fee.LotCode, fee.MonthlyFeeCny, fee.DaysInForce, fee.DaysInMonth, amount,
            $"{zh}:{sum}", $"{en}: {sum}");
    }

    /// <summary>The part of a fee that a score pays, in percent, unrounded.</summary>
    private static decimal PercentOf(decimal score, SettlementRules rules) =>
        rules.Model == SettlementRules.BaseAndAssessed
            ? rules.BasePercent!.Value
                + ((Hundred - rules.BasePercent.Value) * Math.Min(score, rules.FullAtScore!.Value)
                    / rules.FullAtScore.Value)
            : score;

    private static string Money(decimal value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Text(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
