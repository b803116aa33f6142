using System.Globalization;
using System.Runtime.InteropServices;

namespace FieldOps.Domain.Assessment;

/// <summary>A calendar month in the operator's zone. Written <c>yyyy-MM</c>.</summary>
/// <param name="Year">1900 to 9998.</param>
/// <param name="Month">1 to 12.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MonthKey(int Year, int Month)
{
    private const int YearMin = 1900;
    private const int YearMax = 9998;

    /// <summary>Number of days.</summary>
    public int Days => DateTime.DaysInMonth(Year, Month);

    /// <summary>The month after.</summary>
    public MonthKey Next => Month == 12 ? new(Year + 1, 1) : new(Year, Month + 1);

    /// <summary>The month before.</summary>
    public MonthKey Previous => Month == 1 ? new(Year - 1, 12) : new(Year, Month - 1);

    /// <summary>The month in which <paramref name="at"/> falls on the wall of <paramref name="zone"/>.</summary>
    public static MonthKey Of(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return new MonthKey(local.Year, local.Month);
    }

    /// <summary>Reads <c>yyyy-MM</c>; false for anything else.</summary>
    public static bool TryParse(string? text, out MonthKey month)
    {
        month = default;
        if (text is not { Length: 7 } || text[4] != '-'
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(text.AsSpan(5, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || year is < YearMin or > YearMax || number is < 1 or > 12)
        {
            return false;
        }

        month = new MonthKey(year, number);
        return true;
    }

    /// <summary>Its first instant, UTC.</summary>
    public DateTimeOffset StartsAt(TimeZoneInfo zone) => StartOfDay(1, zone);

    /// <summary>The first instant after it, UTC.</summary>
    public DateTimeOffset EndsAt(TimeZoneInfo zone) => Next.StartsAt(zone);

    /// <summary>The first instant after its day number <paramref name="day"/>, UTC.</summary>
    public DateTimeOffset EndOfDay(int day, TimeZoneInfo zone) =>
        day == Days ? EndsAt(zone) : StartOfDay(day + 1, zone);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}");

    private DateTimeOffset StartOfDay(int day, TimeZoneInfo zone)
    {
        var local = new DateTime(Year, Month, day, 0, 0, 0, DateTimeKind.Unspecified);
        // Where clocks jump over midnight the day begins when they land.
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
