namespace FieldOps.Domain.Assessment;

/// <summary>Points that a person awarded or deducted on one rule of one table.</summary>
/// <param name="MarkId">Given by the caller.</param>
/// <param name="SchemeId">The table's scheme.</param>
/// <param name="Path">The rule: <c>table/item/content/rule</c>.</param>
/// <param name="Points">Awarded or deducted, as the rule's measure says; 0 to its weight, two decimals.</param>
/// <param name="Day">The day it stands for.</param>
/// <param name="Subject">What it was found on: number of an order, a cut-over; null for nothing single.</param>
/// <param name="Evidence">Reference or short statement of the proof.</param>
/// <param name="RecordedBy">Actor id.</param>
/// <param name="RecordedAt">UTC.</param>
/// <param name="Corrected">What counts instead; null while the original does.</param>
public sealed record MarkFact(
    Guid MarkId,
    string SchemeId,
    string Path,
    decimal Points,
    DateOnly Day,
    string? Subject,
    string Evidence,
    string RecordedBy,
    DateTimeOffset RecordedAt,
    CorrectedMark? Corrected = null)
{
    /// <summary>The points that count; null where the mark was taken back and counts for nothing.</summary>
    public decimal? PointsNow() => Corrected is { } corrected ? corrected.Points : Points;
}

/// <summary>What counts in place of a mark (修正值): who, when and why.</summary>
/// <param name="Points">0 to the rule's weight, two decimals; null takes the mark back.</param>
/// <param name="Reason">1 to 2,000 characters.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record CorrectedMark(decimal? Points, string Reason, string By, DateTimeOffset At);

/// <summary>A reading of an indicator; a correction stands beside the original, which stays.</summary>
/// <param name="ReadingId">Given by the caller.</param>
/// <param name="Indicator">One of the closed set.</param>
/// <param name="Numerator">0 or above.</param>
/// <param name="Denominator">Above 0.</param>
/// <param name="Day">The day, or the last day, that it stands for.</param>
/// <param name="Evidence">Reference or short statement of the proof.</param>
/// <param name="RecordedBy">Actor id.</param>
/// <param name="RecordedAt">UTC.</param>
/// <param name="Corrected">The value that counts instead; null while the original does.</param>
public sealed record ReadingFact(
    Guid ReadingId,
    string Indicator,
    long Numerator,
    long Denominator,
    DateOnly Day,
    string Evidence,
    string RecordedBy,
    DateTimeOffset RecordedAt,
    CorrectedReading? Corrected = null)
{
    /// <summary>The numerator that counts.</summary>
    public long NumeratorNow => Corrected?.Numerator ?? Numerator;

    /// <summary>The denominator that counts.</summary>
    public long DenominatorNow => Corrected?.Denominator ?? Denominator;
}

/// <summary>What counts in place of a reading (修正值): who, when and why.</summary>
/// <param name="Numerator">0 or above.</param>
/// <param name="Denominator">Above 0.</param>
/// <param name="Reason">1 to 2,000 characters.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record CorrectedReading(
    long Numerator, long Denominator, string Reason, string By, DateTimeOffset At);
