using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>
/// A score made of scores by weight: 60/40, 90/10, 40/30/30, or month, special, annual and year-end (domain reference,
/// 7.1). A part is a scheme, another composite, or the months' own sheets.
/// </summary>
/// <param name="Id">Stable id: <c>annual-90-10</c>.</param>
/// <param name="Version">From 1.</param>
/// <param name="EffectiveFrom">Periods that start at or after this instant can be scored by it.</param>
/// <param name="Source">Where it comes from, for people.</param>
/// <param name="TitleZh">Shown to people.</param>
/// <param name="TitleEn">Shown to people.</param>
/// <param name="MissingPart">What a part without a score does.</param>
/// <param name="Parts">1 to 20; weights add up to 100.</param>
/// <param name="Grades">Letters, from the highest down.</param>
/// <param name="ObjectionDays">
/// So many days after an annual sheet of it is drawn up it is approved only with the contractor's signature, or once
/// its objection is answered; null where its word is not waited for.
/// </param>
public sealed record CompositeScheme(
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Source,
    string TitleZh,
    string TitleEn,
    MissingPart MissingPart,
    ImmutableArray<CompositePart> Parts,
    ImmutableArray<GradeBand> Grades,
    int? ObjectionDays = null) : IPolicyDocument
{
    /// <summary>The folder of the policy documents of this kind.</summary>
    public const string PolicyKind = "composites";

    /// <summary>What is wrong with the document among the others, one English sentence each.</summary>
    /// <param name="schemes">Ids of the scoring schemes there are.</param>
    /// <param name="composites">The other composites by id, this one's older versions left out.</param>
    public ImmutableArray<string> Faults(
        IReadOnlySet<string> schemes, IReadOnlyDictionary<string, CompositeScheme> composites) =>
        [.. CompositeCheck.FaultsOf(this, schemes, composites)];
}

/// <summary>One part of a composite.</summary>
/// <param name="Id">Stable, unique in the composite.</param>
/// <param name="TitleZh">Shown to people.</param>
/// <param name="TitleEn">Shown to people.</param>
/// <param name="WeightPercent">Above 0, two decimals.</param>
/// <param name="Scheme">Id of a scoring scheme; null when the part is something else.</param>
/// <param name="Composite">Id of a composite; null when the part is something else.</param>
/// <param name="OwnSheets">
/// True where the part is the mean of the months' own sheets as corrected, by whatever schemes; null when it is
/// something else.
/// </param>
public sealed record CompositePart(
    string Id,
    string TitleZh,
    string TitleEn,
    decimal WeightPercent,
    string? Scheme = null,
    string? Composite = null,
    bool? OwnSheets = null)
{
    /// <summary>What its table is called; null for a composite.</summary>
    public string? Table() => OwnSheets == true ? PeriodTable.OwnSheets : Scheme;
}

/// <summary>What a part without a score does.</summary>
public enum MissingPart
{
    /// <summary>It is left out and counted; the weights of the others are scaled up.</summary>
    LeftOut,

    /// <summary>The composite has no score either.</summary>
    NoScore,
}
