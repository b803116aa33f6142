using System.Collections.Immutable;
using FieldOps.Domain.Sla;

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
public sealed record ScoreRule(
    string Id,
    string TitleZh,
    string TitleEn,
    decimal Weight,
    string Source,
    ScoreMeasure? Measure = null,
    ScoreCurve? Curve = null,
    ImmutableArray<FindingDeduction> Findings = default)
{
    /// <summary>What findings cost inside this rule's points; never the default array.</summary>
    public ImmutableArray<FindingDeduction> Findings { get; init; } = Findings.IsDefault ? [] : Findings;
}

/// <summary>What a rule counts.</summary>
/// <param name="Kind">How.</param>
/// <param name="Clock">Which clock; for <see cref="MeasureKind.ClockOnTime"/>.</param>
/// <param name="WorkKinds">Only orders of these kinds; absent or empty for all.</param>
/// <param name="AssetClasses">Only orders on these asset classes; absent or empty for all.</param>
/// <param name="RepeatWithinDays">For <see cref="MeasureKind.NoRepeat"/>: days in which a fault came back.</param>
public sealed record ScoreMeasure(
    MeasureKind Kind,
    ClockKind? Clock = null,
    ImmutableArray<string> WorkKinds = default,
    ImmutableArray<string> AssetClasses = default,
    int? RepeatWithinDays = null)
{
    /// <summary>Only orders of these kinds; empty for all.</summary>
    public ImmutableArray<string> WorkKinds { get; init; } = WorkKinds.IsDefault ? [] : WorkKinds;

    /// <summary>Only orders on these asset classes; empty for all.</summary>
    public ImmutableArray<string> AssetClasses { get; init; } = AssetClasses.IsDefault ? [] : AssetClasses;
}

/// <summary>Ways to count.</summary>
public enum MeasureKind
{
    /// <summary>Orders whose clock ended on time, of those whose clock ended on time or late.</summary>
    ClockOnTime,

    /// <summary>Orders that are not the return of a fault on the same asset within some days, of all.</summary>
    NoRepeat,

    /// <summary>Orders whose reply was never sent back, of all.</summary>
    ReplyRightFirst,

    /// <summary>No rate: full points less what findings cost.</summary>
    FindingsOnly,
}

/// <summary>How a rate becomes points.</summary>
/// <param name="Kind">Per point below a target, or by steps.</param>
/// <param name="TargetPercent">For per-point: no deduction at or above it.</param>
/// <param name="PointsPerPercentPoint">For per-point: cost of one percentage point below.</param>
/// <param name="Rounding">For per-point: whether parts of a percentage point cost.</param>
/// <param name="Steps">For banded: from the highest down; below the last one nothing is left.</param>
public sealed record ScoreCurve(
    CurveKind Kind,
    decimal? TargetPercent = null,
    decimal? PointsPerPercentPoint = null,
    PercentPointRounding? Rounding = null,
    ImmutableArray<CurveStep> Steps = default)
{
    /// <summary>Steps from the highest down; empty for a curve without.</summary>
    public ImmutableArray<CurveStep> Steps { get; init; } = Steps.IsDefault ? [] : Steps;
}

/// <summary>Shapes of curve.</summary>
public enum CurveKind
{
    /// <summary>Points lost per percentage point below a target.</summary>
    PerPoint,

    /// <summary>A share of the points by step.</summary>
    Banded,
}

/// <summary>Reading of "per percentage point".</summary>
public enum PercentPointRounding
{
    /// <summary>Whole points only: 1.06 below costs 1.</summary>
    Whole,

    /// <summary>Parts too: 1.06 below costs 1.06.</summary>
    Fractional,
}

/// <summary>One step of a banded curve.</summary>
/// <param name="FromPercent">Rate from which it holds, inclusive.</param>
/// <param name="SharePercent">Part of the rule's points, 0 to 100.</param>
public sealed record CurveStep(decimal FromPercent, decimal SharePercent);

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
/// Word of the model; <see cref="ScoreLinked"/> is the one that exists. Others come beside it, never in its place.
/// </param>
/// <param name="NoScoreFee">What a month without a score pays.</param>
/// <param name="NoScoreReason">Why that way, for people.</param>
/// <param name="Source">Source mark.</param>
public sealed record SettlementRules(string Model, NoScoreFee NoScoreFee, string NoScoreReason, string Source)
{
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
