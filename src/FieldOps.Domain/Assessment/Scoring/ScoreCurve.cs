using System.Collections.Immutable;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>How a rate becomes points.</summary>
/// <param name="Kind">Per point below a target, or by steps.</param>
/// <param name="TargetPercent">For per-point: no deduction at or above it.</param>
/// <param name="PointsPerPercentPoint">For per-point: cost of one percentage point below.</param>
/// <param name="Rounding">For per-point: whether parts of a percentage point cost.</param>
/// <param name="Steps">For banded: from the highest down; below the last one nothing is left.</param>
/// <param name="Target">For stepped: the figure asked for, in the measure's own unit.</param>
/// <param name="Step">For stepped: one step away from the target, in the same unit; above 0.</param>
/// <param name="PointsPerStep">For stepped: cost of a step on the wrong side.</param>
/// <param name="Better">For stepped: which side is the right one.</param>
/// <param name="Counting">For stepped: what part of a step costs.</param>
/// <param name="StepIsPercentOfTarget">For stepped: true when a step is so many percent of the target.</param>
public sealed record ScoreCurve(
    CurveKind Kind,
    decimal? TargetPercent = null,
    decimal? PointsPerPercentPoint = null,
    PercentPointRounding? Rounding = null,
    ImmutableArray<CurveStep> Steps = default,
    decimal? Target = null,
    decimal? Step = null,
    decimal? PointsPerStep = null,
    BetterSide? Better = null,
    StepCounting? Counting = null,
    bool StepIsPercentOfTarget = false)
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

    /// <summary>Points lost per step away from a target, in any unit and on either side.</summary>
    Stepped,
}

/// <summary>Which side of a target is good.</summary>
public enum BetterSide
{
    /// <summary>A higher figure is better: availability.</summary>
    Higher,

    /// <summary>A lower figure is better: mean repair minutes.</summary>
    Lower,
}

/// <summary>What part of a step costs.</summary>
public enum StepCounting
{
    /// <summary>Whole steps only: 1.9 steps cost 1.</summary>
    Whole,

    /// <summary>Parts too: 1.9 steps cost 1.9.</summary>
    Fractional,

    /// <summary>Every step begun: 1.1 steps cost 2.</summary>
    Begun,
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

/// <summary>Points beyond a rule's weight (domain reference, 7.1 and 7.7).</summary>
/// <param name="Target">The figure from which on there is a bonus, in the measure's own unit.</param>
/// <param name="Step">One step beyond it; above 0.</param>
/// <param name="PointsPerStep">Points for each whole step.</param>
/// <param name="PointsMax">Points at most.</param>
/// <param name="Better">Which side is the right one.</param>
/// <param name="Source">Source mark.</param>
public sealed record BonusRule(
    decimal Target, decimal Step, decimal PointsPerStep, decimal PointsMax, BetterSide Better, string Source);
