namespace FieldOps.Compliance.Reports;

/// <summary>The months of a report.</summary>
/// <param name="From">First month, yyyy-MM; absent when the question left it open.</param>
/// <param name="To">Last month, included; absent when the question left it open.</param>
/// <param name="TimeZone">IANA zone in which months begin and end.</param>
internal sealed record MonthsStated(string? From, string? To, string TimeZone)
{
    public static MonthsStated Of(MonthRange months, TimeZoneInfo zone) => new(months.From, months.To, zone.Id);
}
