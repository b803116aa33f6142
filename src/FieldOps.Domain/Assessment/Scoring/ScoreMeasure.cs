using System.Collections.Immutable;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>What a rule counts.</summary>
/// <param name="Kind">How.</param>
/// <param name="Clock">Which clock; for the measures of clocks.</param>
/// <param name="WorkKinds">Only orders of these kinds; absent or empty for all.</param>
/// <param name="AssetClasses">Only orders on these asset classes; absent or empty for all.</param>
/// <param name="RepeatWithinDays">For <see cref="MeasureKind.NoRepeat"/>: days in which a fault came back.</param>
/// <param name="OverrunPercent">
/// For <see cref="MeasureKind.NoOverrun"/>: part of its limit that a clock may take, above 100; 200 is twice it.
/// </param>
/// <param name="Indicator">For <see cref="MeasureKind.Reading"/>: one of <see cref="Indicators.All"/>.</param>
/// <param name="Per">For <see cref="MeasureKind.Reading"/>: 100 for percent, 1000 for cases a thousand.</param>
public sealed record ScoreMeasure(
    MeasureKind Kind,
    ClockKind? Clock = null,
    ImmutableArray<string> WorkKinds = default,
    ImmutableArray<string> AssetClasses = default,
    int? RepeatWithinDays = null,
    int? OverrunPercent = null,
    string? Indicator = null,
    int? Per = null)
{
    /// <summary>Only orders of these kinds; empty for all.</summary>
    public ImmutableArray<string> WorkKinds { get; init; } = WorkKinds.IsDefault ? [] : WorkKinds;

    /// <summary>Only orders on these asset classes; empty for all.</summary>
    public ImmutableArray<string> AssetClasses { get; init; } = AssetClasses.IsDefault ? [] : AssetClasses;
}

/// <summary>Ways to count: a closed set, for an indicator is only as good as the facts behind it.</summary>
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

    /// <summary>Mean running minutes of a clock, over the orders whose clock ended on time or late.</summary>
    MeanMinutes,

    /// <summary>Orders whose clock took no more than so many percent of its limit, of those that ended.</summary>
    NoOverrun,

    /// <summary>Numerators over denominators of an indicator that people or other systems recorded.</summary>
    Reading,

    /// <summary>Points that people awarded with evidence: the mean of the month's marks.</summary>
    PointsByPeople,

    /// <summary>Full points less what people deducted with evidence, day by day.</summary>
    DeductionsByPeople,
}
