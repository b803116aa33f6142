using System.Globalization;

namespace FieldOps.Assessment.Papers;

/// <summary>Instants as papers show them: on the wall of the operator, with its distance from UTC.</summary>
/// <param name="Zone">The operator's zone.</param>
internal readonly record struct PaperClock(TimeZoneInfo Zone)
{
    /// <summary><c>2028-06-03 12:00 +08:00</c>.</summary>
    public string Of(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, Zone).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}
