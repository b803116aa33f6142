using System.Collections.Immutable;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Settlement;

namespace FieldOps.Domain.Assessment;

/// <summary>A contractor's objection to one line of a sheet.</summary>
/// <param name="DisputeId">Given by the caller.</param>
/// <param name="SheetNumber">The sheet that was seen.</param>
/// <param name="Path">The line.</param>
/// <param name="FactId">The order, finding or breach meant; null when the whole line is.</param>
/// <param name="Reason">1 to 2,000 characters.</param>
/// <param name="Evidence">At most 2,000 characters; null when there is none.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
/// <param name="Decided">What was decided; null while nothing is.</param>
public sealed record LineDispute(
    Guid DisputeId,
    int SheetNumber,
    string Path,
    Guid? FactId,
    string Reason,
    string? Evidence,
    string By,
    DateTimeOffset At,
    DisputeDecided? Decided = null);

/// <summary>What the operator decided on an objection.</summary>
/// <param name="Upheld">True: the contractor is right, and the next sheet says so.</param>
/// <param name="Reason">1 to 2,000 characters.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record DisputeDecided(bool Upheld, string Reason, string By, DateTimeOffset At)
{
    /// <summary>
    /// What the statement said of visits that are counted, when it was decided on them; null for all else. Their count
    /// moves, and the decision was not of what it moves to.
    /// </summary>
    public decimal? CountedCny { get; init; }
}

/// <summary>
/// A correction that an upheld objection made. A fact named is left out of the score; without one the line is worth the
/// points said, and an amount changes by the difference of the CNY said: what comes later changes the rest of it as
/// ever. The original stays in the sheet before and beside what was corrected.
/// </summary>
/// <param name="DisputeId">The objection.</param>
/// <param name="Path">The line.</param>
/// <param name="FactId">The order, finding or breach that no longer counts; null when points are said.</param>
/// <param name="Points">What the line is worth; null when a fact is named.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
/// <param name="From">
/// Log position at which it was decided, at the lowest; whoever asks what a freeze knew goes by the event's own. Null
/// in logs from before it was kept.
/// </param>
/// <param name="Cny">What an amount shall come to; null for a line of the score.</param>
/// <param name="CnyBefore">What it came to when that was decided; null for a line of the score.</param>
public sealed record SheetAdjustment(
    Guid DisputeId,
    string Path,
    Guid? FactId,
    decimal? Points,
    string Reason,
    string By,
    DateTimeOffset At,
    long? From = null,
    decimal? Cny = null,
    decimal? CnyBefore = null)
{
    /// <summary>
    /// The fee lines of the lot that the amount was decided on; null for what is no lot, and in logs from before they
    /// were kept.
    /// </summary>
    public ImmutableArray<FeeLine>? Fees { get; init; }

    /// <summary>Whether it still holds: a lot that has come to pay by other fees is not what was decided on.</summary>
    /// <param name="fees">The fees of now.</param>
    public bool Holds(ImmutableArray<FeeLine> fees) =>
        Fees is not { } decidedOn || decidedOn.SequenceEqual(FeesOf(fees, Path) ?? []);

    /// <summary>The fee lines that a path names; null when it names no lot of them.</summary>
    /// <param name="fees">Fees of a month.</param>
    /// <param name="path">Of an amount.</param>
    public static ImmutableArray<FeeLine>? FeesOf(ImmutableArray<FeeLine> fees, string path)
    {
        ImmutableArray<FeeLine> lines = [.. fees.Where(f => StatementPaths.Of(f) == path)];
        return lines.IsEmpty ? null : lines;
    }

    /// <summary>What it changes of an amount; 0 for a line of the score.</summary>
    public decimal DifferenceCny() => (Cny ?? 0m) - (CnyBefore ?? 0m);
}

/// <summary>A signature on a sheet (seed 3, annex 3: assessor, contractor, department head).</summary>
/// <param name="As"><c>assessor</c>, <c>contractor</c> or <c>department-head</c>.</param>
/// <param name="SheetNumber">What was signed.</param>
/// <param name="By">Actor id; <c>appeal-lapsed</c> when the contractor let its time pass.</param>
/// <param name="At">UTC.</param>
public sealed record SheetSignature(string As, int SheetNumber, string By, DateTimeOffset At)
{
    /// <summary>Who drew the sheet up.</summary>
    public const string Assessor = "assessor";

    /// <summary>The contractor.</summary>
    public const string Contractor = "contractor";

    /// <summary>The department head.</summary>
    public const string DepartmentHead = "department-head";
}

/// <summary>
/// A wish to open a closed month again; a second person agrees or nothing happens. While it stands, the month is left
/// out of the corrections that a close makes.
/// </summary>
/// <param name="Reason">1 to 2,000 characters.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record ReopeningWish(string Reason, string By, DateTimeOffset At);

/// <summary>A wish that came to nothing.</summary>
/// <param name="Wish">What was asked.</param>
/// <param name="Reason">Why it was declined.</param>
/// <param name="By">Actor id of who declined it, or took it back.</param>
/// <param name="At">UTC.</param>
public sealed record DeclinedReopening(ReopeningWish Wish, string Reason, string By, DateTimeOffset At)
{
    /// <summary>Whether who asked took it back.</summary>
    public bool IsTakenBack() => By == Wish.By;
}

/// <summary>
/// What late facts make of a published month; it is paid or taken back in the next open month.
/// </summary>
/// <param name="Number">1 for the month's first.</param>
/// <param name="LateFacts">Late facts it rests on, from the first of all.</param>
/// <param name="Into">The month that carries the money.</param>
/// <param name="ScoreBefore">As published, or as corrected before.</param>
/// <param name="ScoreAfter">With the late facts.</param>
/// <param name="TotalCnyBefore">As published, or as corrected before.</param>
/// <param name="TotalCnyAfter">With the late facts.</param>
/// <param name="Sheet">The score with the late facts.</param>
/// <param name="Reason">1 to 2,000 characters.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record MonthCorrection(
    int Number,
    int LateFacts,
    MonthRef Into,
    decimal? ScoreBefore,
    decimal? ScoreAfter,
    decimal TotalCnyBefore,
    decimal TotalCnyAfter,
    ScoreSheet Sheet,
    string Reason,
    string By,
    DateTimeOffset At)
{
    /// <summary>What is still due; below 0 what is taken back.</summary>
    public decimal DifferenceCny() => TotalCnyAfter - TotalCnyBefore;
}

/// <summary>A correction of an earlier month as the later month holds it.</summary>
/// <param name="FromMonth"><c>yyyy-MM</c> of the corrected month.</param>
/// <param name="Number">Number of the correction there.</param>
/// <param name="AmountCny">What is due here; below 0 what is taken back.</param>
/// <param name="ScoreBefore">Of the corrected month.</param>
/// <param name="ScoreAfter">Of the corrected month.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record CarriedCorrection(
    string FromMonth,
    int Number,
    decimal AmountCny,
    decimal? ScoreBefore,
    decimal? ScoreAfter,
    string Reason,
    string By,
    DateTimeOffset At);

/// <summary>A sheet that was replaced, as far as people compare it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Score">Its score.</param>
/// <param name="Grade">Its letter.</param>
/// <param name="TotalCny">Its money.</param>
/// <param name="Status">How far it had come.</param>
/// <param name="Reason">Why it was replaced.</param>
public sealed record ReplacedSheet(
    int Number, decimal? Score, string? Grade, decimal TotalCny, MonthStatus Status, string Reason);
