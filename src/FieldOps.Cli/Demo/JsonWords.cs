using System.Globalization;
using System.Text.Json;

namespace FieldOps.Cli.Demo;

/// <summary>Reads members of answers; an absent one is empty, as the API leaves nulls out.</summary>
internal static class JsonWords
{
    private const string Absent = "-";

    public static JsonElement? At(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    public static string Word(this JsonElement element, string name) => element.At(name)?.ToString() ?? Absent;

    public static long Count(this JsonElement element, string name) => element.At(name)?.GetInt64() ?? 0;

    public static decimal? Number(this JsonElement element, string name) => element.At(name)?.GetDecimal();

    public static string Money(this JsonElement element, string name) =>
        element.Number(name)?.ToString("#,##0.00", CultureInfo.InvariantCulture) ?? Absent;

    public static string Points(this JsonElement element, string name) =>
        element.Number(name)?.ToString("0.00", CultureInfo.InvariantCulture) ?? Absent;
}
