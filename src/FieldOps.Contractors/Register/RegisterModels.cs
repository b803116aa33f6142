using FieldOps.Domain.Contractors.Register;

namespace FieldOps.Contractors.Register;

/// <summary>A qualification or certificate; <c>number</c> of a person's certificate stands apart.</summary>
internal sealed record PaperBody(
    string Code,
    string Kind,
    string Issuer,
    DateTimeOffset ValidFrom,
    DateTimeOffset ValidUntil,
    string Evidence,
    string? Grade = null,
    string? Number = null)
{
    public CredentialWish ToWish(RegisterRules rules) =>
        new(Code, Kind, Grade, Issuer, Number, ValidFrom, ValidUntil, Evidence, rules.NoticeDays);
}

/// <summary>Why something ends.</summary>
internal sealed record BecauseBody(string Reason);

/// <summary>A maintenance base under the code of the address.</summary>
internal sealed record BaseBody(string NameZh, string NameEn, string Region, string County);

/// <summary>A team under the code of the address.</summary>
internal sealed record TeamBody(string NameZh, string NameEn, string Speciality, string? BaseCode = null);

/// <summary>A person to register; name and phone stand apart and can be erased.</summary>
internal sealed record PersonBody(
    string Code, string Contractor, string Duty, string? Team = null, string? Name = null, string? Phone = null);

/// <summary>A person's place; name and phone replace what is known when they are there.</summary>
internal sealed record PersonPlaceBody(
    string Duty, string? Team = null, string? Name = null, string? Phone = null);

/// <summary>The unified certification.</summary>
internal sealed record CertifyBody(DateTimeOffset Until, string Evidence);
