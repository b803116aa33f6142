using System.Collections.Immutable;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>
/// A month's score with every point of it explained. Rules and findings add up to the operating score.
/// </summary>
/// <param name="SchemeId">The scheme it was scored by.</param>
/// <param name="SchemeVersion">Its version.</param>
/// <param name="TitleZh">The scheme's title.</param>
/// <param name="TitleEn">The scheme's title.</param>
/// <param name="NoScoreReason">
/// Null when there is a score; else <c>no-orders</c>, <c>no-due-orders</c> or <c>nothing-measured</c>.
/// </param>
/// <param name="OperatingScore">Sum of the lines, scaled up when rules were left out; null without a score.</param>
/// <param name="WeightCounted">Weight of the rules that count: 100 unless some were left out.</param>
/// <param name="CreditDeduction">Points lost by breaches.</param>
/// <param name="Veto">True: the month is worth the floor.</param>
/// <param name="Score">Operating score less credit deduction, within floor and cap; null without a score.</param>
/// <param name="Grade">Letter of the score; null without one.</param>
/// <param name="Orders">How many orders there were, and what became of them.</param>
/// <param name="Headings">The tree above the lines, in the scheme's order.</param>
/// <param name="Lines">Rules in the scheme's order, each followed by its findings; then breaches.</param>
/// <param name="Excluded">Orders left out of every rate, with why.</param>
/// <param name="Open">Orders without an end at the freeze.</param>
public sealed record ScoreSheet(
    string SchemeId,
    int SchemeVersion,
    string TitleZh,
    string TitleEn,
    string? NoScoreReason,
    decimal? OperatingScore,
    decimal WeightCounted,
    decimal CreditDeduction,
    bool Veto,
    decimal? Score,
    string? Grade,
    OrderCounts Orders,
    ImmutableArray<ScoreHeading> Headings,
    ImmutableArray<ScoreLine> Lines,
    ImmutableArray<FactRef> Excluded,
    ImmutableArray<FactRef> Open)
{
    /// <summary>What upheld objections corrected; null when nothing was.</summary>
    public ImmutableArray<SheetAdjustment>? Corrected { get; init; }
}

/// <summary>Orders of a month by what became of them; <c>Entered = Counted + Excluded + Open + Withdrawn</c>.</summary>
/// <param name="Entered">All that ever entered.</param>
/// <param name="Counted">Ended and attributed to the contractor's scope.</param>
/// <param name="Excluded">Ended and attributed to somebody else.</param>
/// <param name="Open">Not ended.</param>
/// <param name="Withdrawn">Cancelled, refused, transferred away.</param>
public sealed record OrderCounts(int Entered, int Counted, int Excluded, int Open, int Withdrawn);

/// <summary>A level of the sheet above the rules.</summary>
/// <param name="Path"><c>table</c>, <c>table/item</c> or <c>table/item/content</c>.</param>
/// <param name="Level">1 to 3.</param>
/// <param name="TitleZh">Shown to people.</param>
/// <param name="TitleEn">Shown to people.</param>
/// <param name="Weight">Points at most.</param>
/// <param name="Points">Points reached.</param>
public sealed record ScoreHeading(
    string Path, int Level, string TitleZh, string TitleEn, decimal Weight, decimal Points);

/// <summary>One line of a sheet.</summary>
/// <param name="Path"><c>table/item/content/rule</c>, then a finding's kind; breaches under <c>credit/</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Status">Whether it rests on figures.</param>
/// <param name="TitleZh">Shown to people.</param>
/// <param name="TitleEn">Shown to people.</param>
/// <param name="Source">Source mark of the rule.</param>
/// <param name="MaxPoints">Weight of the rule; 0 for findings and breaches.</param>
/// <param name="Points">What it adds to the score: 0 or above for a rule, 0 or below for findings and breaches.</param>
/// <param name="Deduction">Points lost, 0.01 steps.</param>
/// <param name="Numerator">Good cases; null without a rate.</param>
/// <param name="Denominator">Cases; null without a rate.</param>
/// <param name="RatePercent">100 × numerator / denominator, to 0.01; the points follow from the exact fraction.</param>
/// <param name="TargetPercent">What was asked for; null when the rule has none.</param>
/// <param name="SmallSample">True: so few cases that the rate says little.</param>
/// <param name="Refs">The facts that cost points.</param>
/// <param name="TextZh">The line as a sentence.</param>
/// <param name="TextEn">The line as a sentence.</param>
public sealed record ScoreLine(
    string Path,
    ScoreLineKind Kind,
    ScoreLineStatus Status,
    string TitleZh,
    string TitleEn,
    string Source,
    decimal MaxPoints,
    decimal Points,
    decimal Deduction,
    int? Numerator,
    int? Denominator,
    decimal? RatePercent,
    decimal? TargetPercent,
    bool SmallSample,
    ImmutableArray<FactRef> Refs,
    string TextZh,
    string TextEn)
{
    /// <summary>The figure of a line that is no percentage; null for percentages and lines without a figure.</summary>
    public decimal? Value { get; init; }

    /// <summary>Unit of <see cref="Value"/>: <c>min</c>, <c>per 1000</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>What was asked for, in the unit of <see cref="Value"/>.</summary>
    public decimal? Target { get; init; }

    /// <summary>
    /// The months that the figure counts over, the sheet's own one last; null where that is its own alone.
    /// </summary>
    public ImmutableArray<RolledCases>? Rolled { get; init; }

    /// <summary>The points before an upheld objection corrected them; null when none did.</summary>
    public decimal? OriginalPoints { get; init; }
}

/// <summary>The part of a month in a figure that counts over several.</summary>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="Sum">Good cases, or what was added up, to 0.01.</param>
/// <param name="Cases">Cases.</param>
public sealed record RolledCases(string Month, decimal Sum, int Cases);

/// <summary>What a line is.</summary>
public enum ScoreLineKind
{
    /// <summary>A rule of the scheme.</summary>
    Rule,

    /// <summary>Findings of one kind.</summary>
    Finding,

    /// <summary>A breach of contract.</summary>
    Violation,

    /// <summary>Points beyond a rule's weight.</summary>
    Bonus,
}

/// <summary>Whether a line rests on figures.</summary>
public enum ScoreLineStatus
{
    /// <summary>Yes.</summary>
    Measured,

    /// <summary>Nothing measures this rule yet: marks by the scheme's switch.</summary>
    NotMeasured,

    /// <summary>It is measured, but the month had no case for it: marks by the scheme's switch.</summary>
    NoCases,

    /// <summary>Findings that the scheme gives no price: shown, nothing deducted.</summary>
    NotPriced,
}

/// <summary>A fact that a line rests on.</summary>
/// <param name="Id">Order, finding or violation id.</param>
/// <param name="Label">Order number, or the kind of finding or violation.</param>
/// <param name="Role">
/// <c>late</c>, <c>repeat</c>, <c>returned</c>, <c>overrun</c>, <c>measured</c>, <c>reading</c>, <c>mark</c>,
/// <c>finding</c>, <c>violation</c>, <c>open</c>, or <c>excluded</c>.
/// </param>
/// <param name="Detail">Figures or the reason: <c>412/330 min</c>, <c>customer</c>.</param>
public sealed record FactRef(Guid Id, string Label, string Role, string? Detail = null);
