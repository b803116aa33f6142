using System.Globalization;

namespace FieldOps.Domain.Assessment.Standing;

/// <summary>When a year counts as a whole.</summary>
public static class AssessedYears
{
    private const string December = "-12";

    /// <summary>The last year that has ended by an instant in the operator's zone, as <c>yyyy</c>.</summary>
    public static string LastEndedAt(DateTimeOffset at, TimeZoneInfo zone) =>
        (MonthKey.Of(at, zone).Year - 1).ToString("0000", CultureInfo.InvariantCulture);

    /// <summary>
    /// Whether a contractor's year is over: its December is final. Where it had no December, as one that works for a
    /// season, a later month is.
    /// </summary>
    /// <param name="year"><c>yyyy</c>.</param>
    /// <param name="sheets">Months of the contractor with a sheet, as <c>yyyy-MM</c>, and whether it is final.</param>
    public static bool IsOver(string year, IReadOnlyCollection<(string Month, bool IsFinal)> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        var last = year + December;
        return sheets.Any(s => s.Month == last)
            ? sheets.Any(s => s.Month == last && s.IsFinal)
            : sheets.Any(s => s.IsFinal && string.CompareOrdinal(s.Month, last) > 0);
    }
}
