using System.Collections.Immutable;

namespace FieldOps.Domain.Contractors.Register;

/// <summary>A qualification of a company, or a certificate of a person, as it stands.</summary>
/// <param name="Code">The holder's own code for it: <c>line-grade-a</c>; a renewal keeps it.</param>
/// <param name="Kind">What it is, in the words of the register rules: <c>work-at-height</c>.</param>
/// <param name="Grade">Grade or level; null where there is none.</param>
/// <param name="Issuer">Who issued it.</param>
/// <param name="Number">
/// Number of a company's paper; null for a person's: that is personal data and not kept in events.
/// </param>
/// <param name="ValidFrom">UTC.</param>
/// <param name="Evidence">Reference or hash of the scanned paper.</param>
/// <param name="Expiry">Its end, and who was told.</param>
public sealed record Credential(
    string Code,
    string Kind,
    string? Grade,
    string Issuer,
    string? Number,
    DateTimeOffset ValidFrom,
    string Evidence,
    Expiry Expiry)
{
    /// <summary>
    /// True while the operator has yet to accept it: the contractor handed it in for one that had expired. Null
    /// otherwise.
    /// </summary>
    public bool? Pending { get; init; }

    /// <summary>Whether it holds at an instant: half-open.</summary>
    public bool HoldsAt(DateTimeOffset at) => Pending != true && ValidFrom <= at && Expiry.HoldsAt(at);

    /// <summary>The same paper, whatever has been told of its end.</summary>
    public bool IsSamePaper(Credential other) =>
        this with { Expiry = other.Expiry } == other && Expiry.EndsAt == other.Expiry.EndsAt;
}

/// <summary>A qualification or certificate as it is handed in.</summary>
/// <param name="Code">1 to 40 letters, digits, dots, dashes, underscores.</param>
/// <param name="Kind">1 to 40 of the same.</param>
/// <param name="Grade">At most 200 characters; null where there is none.</param>
/// <param name="Issuer">1 to 200 characters.</param>
/// <param name="Number">At most 200 characters.</param>
/// <param name="ValidFrom">UTC.</param>
/// <param name="ValidUntil">After the start, at most 50 years.</param>
/// <param name="Evidence">1 to 1,000 characters.</param>
/// <param name="NoticeDays">By the register rules.</param>
public sealed record CredentialWish(
    string Code,
    string Kind,
    string? Grade,
    string Issuer,
    string? Number,
    DateTimeOffset ValidFrom,
    DateTimeOffset ValidUntil,
    string Evidence,
    ImmutableArray<int> NoticeDays)
{
    /// <summary>The paper with nothing told of it.</summary>
    public Credential ToCredential() => new(
        Code, Kind, Grade, Issuer, Number, ValidFrom.ToUniversalTime(), Evidence,
        new Expiry(ValidUntil.ToUniversalTime(), NoticeDays));
}
