using System.Globalization;
using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>What the audit knows of one contractor's year.</summary>
/// <param name="Contractor">The contractor.</param>
/// <param name="Code">Its code.</param>
/// <param name="Name">As differences name it.</param>
/// <param name="Months">Its twelve months, <c>yyyy-MM</c>, with their first instants.</param>
internal sealed record AuditedYear(
    Guid Contractor, string Code, string Name, (string Month, DateTimeOffset StartsAt)[] Months)
{
    private const int MonthsInYear = 12;

    /// <summary>Its editions, in the order of drawing up.</summary>
    public List<AuditedEdition> Editions { get; } = [];

    /// <summary>The year that an event names.</summary>
    public static AuditedYear Of(JsonElement year, TimeZoneInfo zone)
    {
        var (code, word) = (year.Str("contractorCode"), year.Str("year"));
        var first = DateTime.ParseExact(word + "-01-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new AuditedYear(
            year.Id("contractorId"), code, $"{code} {word}",
            [
                .. Enumerable.Range(0, MonthsInYear).Select(m => first.AddMonths(m)).Select(day =>
                    (day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                        new DateTimeOffset(day, zone.GetUtcOffset(day)))),
            ]);
    }

    /// <summary>The first instant of one of its months.</summary>
    public DateTimeOffset StartOf(string month) => Months.First(m => m.Month == month).StartsAt;
}

/// <summary>An edition as the audit has it.</summary>
/// <param name="Score">Its score; null without one.</param>
/// <param name="Grade">Its letter; null without one.</param>
/// <param name="DrawnBy">Who drew it up.</param>
/// <param name="Found">What differs in it.</param>
/// <param name="Told">Where that is told.</param>
internal sealed record AuditedEdition(
    decimal? Score, string? Grade, string DrawnBy, MonthAuditReport Found, MonthAuditReport Told)
{
    /// <summary>Whether it has decided the year.</summary>
    public bool IsApproved { get; set; }
}
