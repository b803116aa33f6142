using System.Globalization;
using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>Plain JSON read as what it says.</summary>
internal static class Facts
{
    public static bool Has(this JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null;

    public static JsonElement At(this JsonElement body, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            body = body.GetProperty(name);
        }

        return body;
    }

    public static string Text(this JsonElement body, string name) => body.GetProperty(name).GetString()!;

    public static string? TextOr(this JsonElement body, string name) =>
        body.Has(name) ? body.GetProperty(name).GetString() : null;

    public static Guid Id(this JsonElement body, string name) => body.GetProperty(name).GetGuid();

    public static Guid? IdOr(this JsonElement body, string name) => body.Has(name) ? body.Id(name) : null;

    public static int Int(this JsonElement body, string name) => body.GetProperty(name).GetInt32();

    public static int? IntOr(this JsonElement body, string name) => body.Has(name) ? body.Int(name) : null;

    public static decimal Number(this JsonElement body, string name) => body.GetProperty(name).GetDecimal();

    public static decimal? NumberOr(this JsonElement body, string name) => body.Has(name) ? body.Number(name) : null;

    public static bool Flag(this JsonElement body, string name) =>
        body.Has(name) && body.GetProperty(name).GetBoolean();

    public static DateTimeOffset Instant(this JsonElement body, string name) =>
        body.GetProperty(name).GetDateTimeOffset().ToUniversalTime();

    public static DateTimeOffset? InstantOr(this JsonElement body, string name) =>
        body.Has(name) ? body.Instant(name) : null;

    public static TimeSpan Span(this JsonElement body, string name) =>
        TimeSpan.ParseExact(body.Text(name), "c", CultureInfo.InvariantCulture);

    public static JsonElement[] List(this JsonElement body, string name) =>
        body.Has(name) ? [.. body.GetProperty(name).EnumerateArray()] : [];

    public static string[] Words(this JsonElement body, string name) =>
        [.. body.List(name).Select(w => w.GetString()!)];
}
