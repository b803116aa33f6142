using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Assessment.FollowUp;
using FieldOps.Domain.Assessment.Scoring;

namespace FieldOps.Domain.Assessment.Warnings;

/// <summary>
/// What a running month says of its end. The cases of the whole month are expected in proportion to the time gone; a
/// level says what it assumes of those still to come. Only the gravest level that holds is raised.
/// </summary>
public static class EarlyWarnings
{
    private const decimal WholePercent = 100m;

    /// <summary>What there is to say of each indicator at each level.</summary>
    /// <param name="figures">Figures so far.</param>
    /// <param name="elapsedPercent">How much of the month is gone, above 0, at most 100.</param>
    /// <param name="rules">The levels.</param>
    public static ImmutableArray<WarningFinding> Of(
        ImmutableArray<IndicatorFigure> figures, decimal elapsedPercent, WarningRules rules)
    {
        if (elapsedPercent <= 0 || elapsedPercent < rules.ElapsedPercentMin)
        {
            return [];
        }

        return
        [
            .. figures.Where(f => f.Target is not null && f.Cases >= rules.CasesMin)
                .SelectMany(f => Gravest([.. rules.Levels.Select(l => Judge(f, l, elapsedPercent, rules))])),
        ];
    }

    /// <summary>What there is to say of papers near their end.</summary>
    /// <param name="papers">Certificates, contracts, lots.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="rules">The levels.</param>
    public static ImmutableArray<WarningFinding> Of(
        IEnumerable<ExpiringPaper> papers, DateTimeOffset at, WarningRules rules) =>
        [.. papers.SelectMany(p => Gravest([.. rules.Expiries.Select(e => Judge(p, e, at))]))];

    private static WarningFinding Judge(
        IndicatorFigure figure, WarningLevel level, decimal elapsedPercent, WarningRules rules)
    {
        var sign = figure.Better == BetterSide.Higher ? 1m : -1m;
        var target = figure.Target!.Value;
        var bar = Reachable(figure, target + (sign * target * level.MarginPercent / WholePercent));
        var clear = Reachable(figure, bar + (sign * Math.Abs(bar) * rules.RecoveryMarginPercent / WholePercent));
        var projected = Projected(figure, level.Remaining, elapsedPercent);
        var state = sign * projected < sign * bar ? WarningTurn.Trips
            : sign * projected >= sign * clear ? WarningTurn.Clears
            : WarningTurn.Stays;
        var (shown, value) = (Text(projected), Text(figure.Value()!.Value));
        var (zh, en) = level.Remaining == RemainingCases.AllGood
            ? ("其余全部达标也只能到", "with every further case good it ends at")
            : ("按目前趋势月末为", "at this pace it ends at");
        return new WarningFinding(
            figure.Path, level.Level, state, figure.TitleZh, figure.TitleEn, decimal.Round(projected, 2), target,
            $"{figure.TitleZh}:目前 {value} {figure.Unit}({Text(figure.Cases)} 例),{zh} {shown},目标 {Text(target)}",
            $"{figure.TitleEn}: {value} {figure.Unit} over {Text(figure.Cases)} cases, {en} {shown}, target "
                + Text(target),
            level.To);
    }

    private static WarningFinding Judge(ExpiringPaper paper, ExpiryLevel level, DateTimeOffset at)
    {
        var days = (int)Math.Floor((paper.EndsAt - at).TotalDays);
        var near = at >= paper.EndsAt.AddDays(-level.DaysBefore);
        return new WarningFinding(
            $"{paper.Kind}/{paper.Code}", level.Level, near ? WarningTurn.Trips : WarningTurn.Clears, paper.TitleZh,
            paper.TitleEn, days, level.DaysBefore,
            days < 0 ? $"{paper.TitleZh}({paper.Code})已于 {Day(paper)} 到期" : $"{paper.TitleZh}({paper.Code})"
                + $"将于 {Day(paper)} 到期,还有 {days} 天",
            days < 0 ? $"{paper.TitleEn} {paper.Code} ended on {Day(paper)}" : $"{paper.TitleEn} {paper.Code} "
                + $"ends on {Day(paper)}, in {days} days",
            level.To);
    }

    // A milder level that holds as well neither speaks up nor closes while a graver one speaks.
    private static IEnumerable<WarningFinding> Gravest(WarningFinding[] levels)
    {
        var gravest = Array.FindLastIndex(levels, l => l.Turn == WarningTurn.Trips);
        return levels.Select((l, at) =>
            l.Turn == WarningTurn.Trips && at != gravest ? l with { Turn = WarningTurn.Stays } : l);
    }

    private static decimal Projected(IndicatorFigure figure, RemainingCases remaining, decimal elapsedPercent)
    {
        if (remaining == RemainingCases.AsSoFar)
        {
            return figure.Per * figure.Sum / figure.Cases;
        }

        var cases = figure.Cases * WholePercent / Math.Min(elapsedPercent, WholePercent);
        var good = figure.Better == BetterSide.Higher ? cases - figure.Cases : 0m;
        return figure.Per * (figure.Sum + good) / cases;
    }

    // No rate passes 100 %: a bar above it would never be cleared.
    private static decimal Reachable(IndicatorFigure figure, decimal bar) =>
        figure.Unit == "%" && figure.Better == BetterSide.Higher ? Math.Min(bar, WholePercent) : bar;

    private static string Day(ExpiringPaper paper) =>
        paper.EndsAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(decimal value) =>
        decimal.Round(value, 2, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>A paper that ends.</summary>
/// <param name="Kind"><c>certificate</c>, <c>contract</c>, <c>lot</c>.</param>
/// <param name="Code">Which one.</param>
/// <param name="TitleZh">Shown to people.</param>
/// <param name="TitleEn">Shown to people.</param>
/// <param name="EndsAt">UTC.</param>
public sealed record ExpiringPaper(string Kind, string Code, string TitleZh, string TitleEn, DateTimeOffset EndsAt);

/// <summary>What a check says of one indicator at one level.</summary>
/// <param name="Indicator">Path of a rule, or kind and code of a paper.</param>
/// <param name="Level">The level's word.</param>
/// <param name="Turn">Whether the warning is raised, stays as it is, or closes.</param>
/// <param name="TitleZh">Shown to people.</param>
/// <param name="TitleEn">Shown to people.</param>
/// <param name="Projected">The figure at the end of the month, or days left.</param>
/// <param name="Target">What is asked for, or the level's days.</param>
/// <param name="TextZh">The warning as a sentence.</param>
/// <param name="TextEn">The warning as a sentence.</param>
/// <param name="To">Who is told.</param>
public sealed record WarningFinding(
    string Indicator,
    string Level,
    WarningTurn Turn,
    string TitleZh,
    string TitleEn,
    decimal Projected,
    decimal Target,
    string TextZh,
    string TextEn,
    Audience To);

/// <summary>What becomes of a warning.</summary>
public enum WarningTurn
{
    /// <summary>It holds: raised unless it was.</summary>
    Trips,

    /// <summary>Neither holds nor is over: it stays as it is.</summary>
    Stays,

    /// <summary>It is over: closed if it was open.</summary>
    Clears,
}
