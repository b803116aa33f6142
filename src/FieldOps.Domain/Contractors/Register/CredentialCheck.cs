using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors.Register;

/// <summary>What a paper must satisfy, and how the nearest of several ends is found.</summary>
public static class CredentialCheck
{
    /// <summary>A member is missing or too long. Facts: <c>field</c>.</summary>
    public const string Invalid = "credential.invalid";

    /// <summary>It ends before it starts, or more than 50 years later.</summary>
    public const string PeriodInvalid = "credential.period-invalid";

    /// <summary>It was handed in after its end. Facts: <c>code</c>.</summary>
    public const string Expired = "credential.expired";

    /// <summary>Nothing of this code is recorded. Facts: <c>code</c>.</summary>
    public const string Unknown = "credential.unknown";

    /// <summary>No further one fits. Facts: <c>max</c>.</summary>
    public const string LimitReached = "credential.limit-reached";

    /// <summary>Longest life of a paper in years: a typing error guard.</summary>
    public const int YearsMax = 50;

    /// <summary>The first thing wrong; null when nothing is.</summary>
    public static Refusal? Of(CredentialWish wish, DateTimeOffset now)
    {
        var field = FieldOf(wish);
        if (field is not null)
        {
            return Refusal.Of(Invalid, ("field", field));
        }

        if (PeriodFault(wish.ValidFrom, wish.ValidUntil))
        {
            return Refusal.Of(PeriodInvalid);
        }

        return wish.ValidUntil <= now ? Refusal.Of(Expired, ("code", wish.Code)) : null;
    }

    /// <summary>Whether a period is empty or absurdly long.</summary>
    public static bool PeriodFault(DateTimeOffset from, DateTimeOffset until) =>
        until <= from || from.Year + YearsMax > DateTimeOffset.MaxValue.Year || until > from.AddYears(YearsMax);

    private static string? FieldOf(CredentialWish wish) => wish switch
    {
        _ when !ContractorLimits.IsCode(wish.Code) => "code",
        _ when !ContractorLimits.IsCode(wish.Kind) => "kind",
        _ when !ContractorLimits.IsText(wish.Issuer, ContractorLimits.NameCharactersMax) => "issuer",
        _ when !ContractorLimits.IsText(wish.Evidence, ContractorLimits.ReasonCharactersMax) => "evidence",
        _ when wish.Grade is { Length: > ContractorLimits.NameCharactersMax } => "grade",
        _ when wish.Number is { Length: > ContractorLimits.NameCharactersMax } => "number",
        _ => null,
    };
}
