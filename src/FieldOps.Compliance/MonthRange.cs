using System.Globalization;
using FieldOps.Domain.Kernel;

namespace FieldOps.Compliance;

/// <summary>Months of a question, both included; null leaves that side open.</summary>
internal sealed record MonthRange(string? From, string? To)
{
    public const string Format = "yyyy-MM";

    public static MonthRange Open { get; } = new(null, null);

    public static (MonthRange? Range, Refusal? Refusal) Of(string? from, string? to) =>
        !IsMonth(from) ? (null, SlaAsked.Invalid("from", Format))
        : !IsMonth(to) ? (null, SlaAsked.Invalid("to", Format))
        : (new MonthRange(from, to), null);

    /// <summary>All months from one to another, both included.</summary>
    public static IEnumerable<string> Between(string from, string to)
    {
        for (var month = Day(from); month <= Day(to); month = month.AddMonths(1))
        {
            yield return month.ToString(Format, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The instants at which a month begins and ends in a zone.</summary>
    public static (DateTimeOffset From, DateTimeOffset Until) Span(string month, TimeZoneInfo zone) =>
        (Instant(Day(month), zone), Instant(Day(month).AddMonths(1), zone));

    /// <summary>The month before.</summary>
    public static string Before(string month) =>
        Day(month).AddMonths(-1).ToString(Format, CultureInfo.InvariantCulture);

    private static DateOnly Day(string month) =>
        DateOnly.ParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(DateOnly day, TimeZoneInfo zone) =>
        new(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), zone), TimeSpan.Zero);

    private static bool IsMonth(string? text) => text is null
        || DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
