using System.Globalization;

namespace FieldOps.Platform.Export;

/// <summary>How values stand in the cells of an exported table.</summary>
internal static class CellText
{
    public static string Of(object? cell) => cell switch
    {
        null => string.Empty,
        string text => text,
        DateTimeOffset instant => instant.ToUniversalTime()
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? string.Empty,
    };

    public static bool IsFigure(object? cell) => cell is int or long or decimal;
}
