using FieldOps.Platform.Config;

namespace FieldOps.Platform.Http;

/// <summary>An instant in a query string: ISO 8601 with its offset, made UTC.</summary>
/// <param name="Value">UTC.</param>
public readonly record struct QueryInstant(DateTimeOffset Value)
{
    /// <summary>Read by the binder of query parameters.</summary>
    public static bool TryParse(string? text, IFormatProvider? provider, out QueryInstant instant)
    {
        // A plus sign that was not escaped arrives as a space.
        var parsed = Instants.TryParse(text?.Replace(' ', '+'), out var value);
        instant = new QueryInstant(value);
        return parsed;
    }
}
