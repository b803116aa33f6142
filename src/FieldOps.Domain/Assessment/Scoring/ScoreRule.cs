using System.Collections.Immutable;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>Fourth level of a score sheet: what is measured and what it costs.</summary>
/// <param name="Id">Stable, unique in its parent.</param>
/// <param name="TitleZh">Shown to people.</param>
/// <param name="TitleEn">Shown to people.</param>
/// <param name="Weight">Points at most.</param>
/// <param name="Source">Source mark: <c>seed 3, 7.3</c>.</param>
/// <param name="Measure">What is counted; null when nothing measures it yet.</param>
/// <param name="Curve">How the rate becomes points; null for measures without a rate.</param>
/// <param name="Findings">What findings cost inside this rule's points.</param>
/// <param name="PointsMin">Floor: what is left at least, findings apart; 0 when nothing is said.</param>
/// <param name="Bonus">Points beyond the weight for a figure better than a target; null for none.</param>
/// <param name="RollingMonths">
/// Over how many months, its own included, the rule counts where it has fewer cases than the scheme's small sample;
/// null for its own month alone.
/// </param>
public sealed record ScoreRule(
    string Id,
    string TitleZh,
    string TitleEn,
    decimal Weight,
    string Source,
    ScoreMeasure? Measure = null,
    ScoreCurve? Curve = null,
    ImmutableArray<FindingDeduction> Findings = default,
    decimal PointsMin = 0m,
    BonusRule? Bonus = null,
    int? RollingMonths = null)
{
    /// <summary>What findings cost inside this rule's points; never the default array.</summary>
    public ImmutableArray<FindingDeduction> Findings { get; init; } = Findings.IsDefault ? [] : Findings;
}

/// <summary>What a finding costs.</summary>
/// <param name="Kind">The findings' word.</param>
/// <param name="TitleZh">Shown to people.</param>
/// <param name="TitleEn">Shown to people.</param>
/// <param name="PointsEach">Points each, 0 or above.</param>
/// <param name="PointsPerLevel">Further points for each management level escalated.</param>
/// <param name="ZeroesRule">True: one of them takes all of the rule's points.</param>
/// <param name="Source">Source mark.</param>
public sealed record FindingDeduction(
    string Kind,
    string TitleZh,
    string TitleEn,
    decimal PointsEach,
    string Source,
    decimal PointsPerLevel = 0m,
    bool ZeroesRule = false);

/// <summary>What breaches of contract cost (domain reference, 7.5).</summary>
/// <param name="Class1Points">Cost of a class-1 breach.</param>
/// <param name="Class2PointsMin">Least cost of a class-2 breach.</param>
/// <param name="Class2PointsMax">Highest cost of a class-2 breach.</param>
/// <param name="Source">Source mark.</param>
public sealed record CreditRules(
    decimal Class1Points, decimal Class2PointsMin, decimal Class2PointsMax, string Source);

/// <summary>A letter and where it begins.</summary>
/// <param name="Grade">The letter.</param>
/// <param name="From">Score from which it holds, inclusive.</param>
public sealed record GradeBand(string Grade, decimal From);

/// <summary>How a score becomes money.</summary>
/// <param name="Model">
/// Word of the model: <see cref="ScoreLinked"/> or <see cref="BaseAndAssessed"/>. Works are paid beside either.
/// </param>
/// <param name="NoScoreFee">What a month without a score pays.</param>
/// <param name="NoScoreReason">Why that way, for people.</param>
/// <param name="Source">Source mark.</param>
/// <param name="BasePercent">For base-and-assessed: part of the fee that no score touches.</param>
/// <param name="FullAtScore">For base-and-assessed: score from which the rest is paid whole.</param>
public sealed record SettlementRules(
    string Model,
    NoScoreFee NoScoreFee,
    string NoScoreReason,
    string Source,
    decimal? BasePercent = null,
    decimal? FullAtScore = null)
{
    /// <summary>
    /// A base part of the fee and an assessed one that a score from some height on pays whole (7.6, the preset "base 70
    /// and assessed 30, full at 95"). A veto, which is worth the floor, leaves the base part alone.
    /// </summary>
    public const string BaseAndAssessed = "base-and-assessed";

    /// <summary><c>fee × score / 100</c> per lot.</summary>
    public const string ScoreLinked = "score-linked";
}

/// <summary>What a month without a score pays.</summary>
public enum NoScoreFee
{
    /// <summary>The whole fee.</summary>
    Full,

    /// <summary>Nothing.</summary>
    None,
}
