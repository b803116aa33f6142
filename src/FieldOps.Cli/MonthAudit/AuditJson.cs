using System.Globalization;
using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>
/// Reads members of stored events and rule files. The audit knows their words alone, none of the types that the product
/// computes with: so it cannot repeat a mistake of theirs.
/// </summary>
internal static class AuditJson
{
    public static bool Has(this JsonElement body, string name) =>
        body.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null;

    public static JsonElement Of(this JsonElement body, string name) => body.GetProperty(name);

    public static string Str(this JsonElement body, string name) => body.GetProperty(name).GetString()!;

    public static string? StrOr(this JsonElement body, string name) => body.Has(name) ? body.Str(name) : null;

    public static decimal Dec(this JsonElement body, string name) => body.GetProperty(name).GetDecimal();

    public static decimal? DecOr(this JsonElement body, string name) => body.Has(name) ? body.Dec(name) : null;

    public static Guid Id(this JsonElement body, string name) => body.GetProperty(name).GetGuid();

    public static Guid? IdOr(this JsonElement body, string name) => body.Has(name) ? body.Id(name) : null;

    public static DateTimeOffset At(this JsonElement body, string name) =>
        DateTimeOffset.Parse(body.Str(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static DateTimeOffset? AtOr(this JsonElement body, string name) =>
        body.Has(name) ? body.At(name) : null;

    public static JsonElement[] List(this JsonElement body, string name) =>
        body.Has(name) ? [.. body.GetProperty(name).EnumerateArray()] : [];

    public static string[] Words(this JsonElement body, string name) =>
        [.. body.List(name).Select(w => w.GetString()!)];

    /// <summary>To 0.01, half away from zero, by hand.</summary>
    public static decimal Cents(this decimal value)
    {
        var cents = decimal.Truncate((Math.Abs(value) * 100m) + 0.5m) / 100m;
        return value < 0 ? -cents : cents;
    }
}
