using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace FieldOps.Domain.Assessment.Quarters;

/// <summary>A calendar quarter in the operator's zone. Written <c>yyyy-Qn</c>.</summary>
/// <param name="Year">1900 to 9998.</param>
/// <param name="Number">1 to 4.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct QuarterKey(int Year, int Number)
{
    private const int MonthsCount = 3;
    private const int QuartersCount = 4;
    private const int YearDigits = 4;

    /// <summary>Its three months, in order.</summary>
    public ImmutableArray<MonthKey> Months
    {
        get
        {
            var (year, first) = (Year, ((Number - 1) * MonthsCount) + 1);
            return [.. Enumerable.Range(first, MonthsCount).Select(m => new MonthKey(year, m))];
        }
    }

    /// <summary>Reads <c>yyyy-Qn</c>; false for anything else.</summary>
    public static bool TryParse(string? text, out QuarterKey quarter)
    {
        quarter = default;
        if (text is not { Length: YearDigits + 3 } || text[YearDigits] != '-' || text[YearDigits + 1] != 'Q'
            || text[^1] is < '1' or > (char)('0' + QuartersCount)
            || !MonthKey.TryParse(text[..YearDigits] + "-01", out var january))
        {
            return false;
        }

        quarter = new(january.Year, text[^1] - '0');
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-Q{Number}");
}
