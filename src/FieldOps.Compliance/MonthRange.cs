using System.Globalization;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Http;

namespace FieldOps.Compliance;

/// <summary>Months of a question, both included; null leaves that side open.</summary>
internal sealed record MonthRange(string? From, string? To)
{
    public static (MonthRange? Range, Refusal? Refusal) Of(string? from, string? to)
    {
        if (from is not null && !IsMonth(from))
        {
            return (null, Invalid("from"));
        }

        return to is not null && !IsMonth(to) ? (null, Invalid("to")) : (new MonthRange(from, to), null);
    }

    private static bool IsMonth(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static Refusal Invalid(string parameter) =>
        Refusal.Of(RequestRefusals.ParameterInvalid, ("parameter", parameter), ("expected", "yyyy-MM"));
}
