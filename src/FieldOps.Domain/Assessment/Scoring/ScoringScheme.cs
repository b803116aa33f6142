using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>How a month is scored: a document with a version. All weights, targets and steps live here.</summary>
/// <param name="Id">Stable id: <c>line-station</c>.</param>
/// <param name="Version">From 1.</param>
/// <param name="EffectiveFrom">Months that start at or after this instant can be scored by it.</param>
/// <param name="Source">Where it comes from, for people.</param>
/// <param name="TitleZh">Shown to people.</param>
/// <param name="TitleEn">Shown to people.</param>
/// <param name="Unmeasured">What a rule is worth that nothing measures yet.</param>
/// <param name="UnmeasuredReason">Why that way, for people.</param>
/// <param name="NoCases">What a rule is worth in a month without a case for it.</param>
/// <param name="Floor">Lowest score.</param>
/// <param name="Cap">Highest score.</param>
/// <param name="ExcludedAttributions">Orders attributed to these are left out of every rate.</param>
/// <param name="OpenOrders">What orders without an end do to the freeze.</param>
/// <param name="SignOff">Whether the contractor confirms before or after the department head approves.</param>
/// <param name="SmallSampleOrders">A rate over fewer cases is marked as a small sample; 0 never marks.</param>
/// <param name="Tables">First level of the sheet; weights add up to 100.</param>
/// <param name="Credit">Deductions for breaches of contract.</param>
/// <param name="Grades">Letters, from the highest down; the last begins at or below the floor.</param>
/// <param name="Settlement">How the score becomes money.</param>
/// <param name="Kind">Which period the table stands for; a month when nothing is said.</param>
/// <param name="BonusMax">Points that all bonuses together can add, 0 for none.</param>
/// <param name="Appeal">How long the contractor may object, and what its silence means; null for no limit.</param>
public sealed record ScoringScheme(
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Source,
    string TitleZh,
    string TitleEn,
    MarksWithoutMeasure Unmeasured,
    string UnmeasuredReason,
    MarksWithoutMeasure NoCases,
    decimal Floor,
    decimal Cap,
    ImmutableArray<string> ExcludedAttributions,
    OpenOrdersAtFreeze OpenOrders,
    SignOff SignOff,
    int SmallSampleOrders,
    ImmutableArray<ScoreTable> Tables,
    CreditRules Credit,
    ImmutableArray<GradeBand> Grades,
    SettlementRules Settlement,
    SheetKind Kind = SheetKind.Monthly,
    decimal BonusMax = 0m,
    AppealRules? Appeal = null) : IPolicyDocument
{
    /// <summary>The folder of the policy documents of this kind.</summary>
    public const string PolicyKind = "scoring";

    /// <summary>What is wrong with the document, one English sentence each; empty when it can be used.</summary>
    public ImmutableArray<string> Faults() => [.. ScoringSchemeCheck.FaultsOf(this)];

    /// <summary>
    /// Whether its table over a period is scored at once, of the facts of all its months, and not month by month.
    /// </summary>
    public bool IsWholePeriod() => Kind is SheetKind.Annual or SheetKind.YearEnd;

    /// <summary>The rules that people mark.</summary>
    public IEnumerable<MarkedRule> MarkedRules() =>
        ScoreTree.RulesOf(this)
            .Where(p => p.Rule.Measure is { Kind: MeasureKind.PointsByPeople or MeasureKind.DeductionsByPeople })
            .Select(p => new MarkedRule(Id, p.Path, p.Rule.Weight));

    /// <summary>The kinds of findings that it deducts points for.</summary>
    public IEnumerable<string> FindingKinds() =>
        ScoreTree.RulesOf(this).SelectMany(p => p.Rule.Findings).Select(f => f.Kind)
            .Distinct(StringComparer.Ordinal);
}

/// <summary>Kinds of score table (domain reference, 7.1, real system).</summary>
public enum SheetKind
{
    /// <summary>月表: the facts of one month.</summary>
    Monthly,

    /// <summary>专项表: what a special inspection marked in the month it took place.</summary>
    Special,

    /// <summary>年表: the facts of a calendar year.</summary>
    Annual,

    /// <summary>年终检查表: what the inspection at the end of a year marked.</summary>
    YearEnd,

    /// <summary>日常: marks of single days that roll up into the month.</summary>
    Daily,
}

/// <summary>What a rule is worth without a figure.</summary>
public enum MarksWithoutMeasure
{
    /// <summary>All its points, marked on the sheet.</summary>
    FullMarks,

    /// <summary>Left out; the weights of the others are scaled up to 100.</summary>
    LeftOut,
}

/// <summary>What open orders do to the freeze.</summary>
public enum OpenOrdersAtFreeze
{
    /// <summary>The month freezes; open orders are listed and come later as facts for a correction.</summary>
    Carry,

    /// <summary>The month cannot freeze.</summary>
    Refuse,
}

/// <summary>Order of the signatures (domain reference, 7.6: a setting).</summary>
public enum SignOff
{
    /// <summary>Compute, contractor confirms, department head approves, publish, settle.</summary>
    ConfirmThenApprove,

    /// <summary>Compute, department head approves, publish, contractor confirms, settle.</summary>
    ApproveThenConfirm,
}

/// <summary>How long a contractor may object to a sheet, from the day it is asked to confirm.</summary>
/// <param name="Days">Calendar days, 1 to 90.</param>
/// <param name="Silence">What it means when nothing is said until then.</param>
/// <param name="Source">Source mark.</param>
public sealed record AppealRules(int Days, SilenceMeans Silence, string Source);

/// <summary>What silence until the deadline means.</summary>
public enum SilenceMeans
{
    /// <summary>The sheet counts as confirmed.</summary>
    Agreement,

    /// <summary>Nothing: somebody has to ask.</summary>
    Nothing,
}

/// <summary>First level of a score sheet.</summary>
/// <param name="Id">Stable, unique in its parent.</param>
/// <param name="TitleZh">Shown to people.</param>
/// <param name="TitleEn">Shown to people.</param>
/// <param name="Weight">Points; what its items add up to.</param>
/// <param name="Items">Second level.</param>
public sealed record ScoreTable(
    string Id, string TitleZh, string TitleEn, decimal Weight, ImmutableArray<ScoreItem> Items);

/// <summary>Second level of a score sheet.</summary>
/// <param name="Id">Stable, unique in its parent.</param>
/// <param name="TitleZh">Shown to people.</param>
/// <param name="TitleEn">Shown to people.</param>
/// <param name="Weight">Points; what its contents add up to.</param>
/// <param name="Contents">Third level.</param>
public sealed record ScoreItem(
    string Id, string TitleZh, string TitleEn, decimal Weight, ImmutableArray<ScoreContent> Contents);

/// <summary>Third level of a score sheet.</summary>
/// <param name="Id">Stable, unique in its parent.</param>
/// <param name="TitleZh">Shown to people.</param>
/// <param name="TitleEn">Shown to people.</param>
/// <param name="Weight">Points; what its rules add up to.</param>
/// <param name="Rules">Fourth level.</param>
public sealed record ScoreContent(
    string Id, string TitleZh, string TitleEn, decimal Weight, ImmutableArray<ScoreRule> Rules);
