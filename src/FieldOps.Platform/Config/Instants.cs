using System.Globalization;

namespace FieldOps.Platform.Config;

/// <summary>The one way in which text becomes an instant.</summary>
public static class Instants
{
    private const int ShortestChars = 17;
    private const int OffsetChars = 6;

    /// <summary>ISO 8601 date and time with <c>Z</c> or a numeric offset, made UTC; false for anything else.</summary>
    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        instant = default;
        return text is { Length: >= ShortestChars }
            && char.IsAsciiDigit(text[0])
            && (text.EndsWith('Z') || text[^OffsetChars] is '+' or '-')
            && DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out instant);
    }
}
