using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors.Register;

/// <summary>
/// <c>person.register</c>: enters a person of a contractor. By the operator or the contractor itself. Name, phone and
/// numbers of certificates are no part of it: they stand apart and can be erased.
/// </summary>
/// <param name="PersonId">The entity's id, <see cref="PersonState.IdOf"/>.</param>
/// <param name="Code">The person's stable id as an actor: 1 to 40 letters, digits, dots, dashes, underscores.</param>
/// <param name="ContractorId">Whose person.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Team">Code of the team; null for none.</param>
/// <param name="Duty">What it does there: <c>splicer</c>, <c>tester</c>; a code.</param>
public sealed record RegisterPerson(
    Guid PersonId, string Code, Guid ContractorId, string ContractorCode, string? Team, string Duty) : ICommand;

/// <summary><c>person.amend</c>: another team or duty.</summary>
/// <param name="Team">Code of the team; null for none.</param>
/// <param name="Duty">A code.</param>
public sealed record AmendPerson(string? Team, string Duty) : ICommand;

/// <summary><c>person.record-certificate</c>: a new one, or the renewed one under its code.</summary>
/// <param name="Paper">The certificate; its number is not taken.</param>
public sealed record RecordCertificate(CredentialWish Paper) : ICommand;

/// <summary><c>person.withdraw-certificate</c>.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Reason">1 to 1,000 characters.</param>
public sealed record WithdrawCertificate(string Code, string Reason) : ICommand;

/// <summary><c>person.certify</c>: the operator's unified certification (统一认证).</summary>
/// <param name="Until">Its end, UTC.</param>
/// <param name="Evidence">Reference of the examination, 1 to 1,000 characters.</param>
/// <param name="RequiredKinds">By the register rules: kinds of certificates that it rests on.</param>
/// <param name="MonthsMax">By the register rules.</param>
/// <param name="NoticeDays">By the register rules.</param>
public sealed record CertifyPerson(
    DateTimeOffset Until,
    string Evidence,
    ImmutableArray<string> RequiredKinds,
    int MonthsMax,
    ImmutableArray<int> NoticeDays) : ICommand
{
    /// <summary>IANA id of the zone on whose calendar the months are counted; null for UTC.</summary>
    public string? Zone { get; init; }
}

/// <summary><c>person.revoke-certification</c>. By the operator.</summary>
/// <param name="Reason">1 to 1,000 characters.</param>
public sealed record RevokeCertification(string Reason) : ICommand;

/// <summary><c>person.leave</c>: controlled off-boarding; takes no further order.</summary>
/// <param name="Reason">1 to 1,000 characters.</param>
public sealed record LeavePerson(string Reason) : ICommand;

/// <summary><c>person.record-erasure</c>: what stood apart was erased. By the operator.</summary>
/// <param name="Reason">1 to 1,000 characters.</param>
public sealed record RecordErasure(string Reason) : ICommand;

/// <summary><c>person.registered.v1</c>.</summary>
/// <param name="PersonId">The entity's id.</param>
/// <param name="Code">The person's stable id as an actor.</param>
/// <param name="ContractorId">Whose person.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Team">Code of the team.</param>
/// <param name="Duty">A code.</param>
/// <param name="RegisteredBy">Actor id.</param>
/// <param name="RegisteredAt">UTC.</param>
public sealed record PersonRegistered(
    Guid PersonId,
    string Code,
    Guid ContractorId,
    string ContractorCode,
    string? Team,
    string Duty,
    string RegisteredBy,
    DateTimeOffset RegisteredAt) : IEvent;

/// <summary><c>person.amended.v1</c>.</summary>
/// <param name="Code">The person.</param>
/// <param name="Team">Code of the team from now on.</param>
/// <param name="Duty">Duty from now on.</param>
/// <param name="AmendedBy">Actor id.</param>
/// <param name="AmendedAt">UTC.</param>
public sealed record PersonAmended(
    string Code, string? Team, string Duty, string AmendedBy, DateTimeOffset AmendedAt) : IEvent;

/// <summary><c>person.certificate-recorded.v1</c>.</summary>
/// <param name="Code">The person.</param>
/// <param name="ContractorId">Whose person.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Paper">The certificate without its number; <c>expiry.endsAt</c> is its end.</param>
/// <param name="RecordedBy">Actor id.</param>
/// <param name="RecordedAt">UTC.</param>
public sealed record CertificateRecorded(
    string Code,
    Guid ContractorId,
    string ContractorCode,
    Credential Paper,
    string RecordedBy,
    DateTimeOffset RecordedAt) : IEvent;

/// <summary><c>person.certificate-withdrawn.v1</c>.</summary>
/// <param name="Code">The person.</param>
/// <param name="Certificate">Code of the certificate.</param>
/// <param name="Reason">Why.</param>
/// <param name="WithdrawnBy">Actor id.</param>
/// <param name="WithdrawnAt">UTC.</param>
public sealed record CertificateWithdrawn(
    string Code, string Certificate, string Reason, string WithdrawnBy, DateTimeOffset WithdrawnAt) : IEvent;

/// <summary><c>person.certified.v1</c>.</summary>
/// <param name="Code">The person.</param>
/// <param name="ContractorId">Whose person.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Certification">What it is now; <c>expiry.endsAt</c> is its end.</param>
public sealed record PersonCertified(
    string Code, Guid ContractorId, string ContractorCode, Certification Certification) : IEvent;

/// <summary><c>person.certification-revoked.v1</c>.</summary>
/// <param name="Code">The person.</param>
/// <param name="Reason">Why.</param>
/// <param name="RevokedBy">Actor id.</param>
/// <param name="RevokedAt">UTC.</param>
public sealed record CertificationRevoked(
    string Code, string Reason, string RevokedBy, DateTimeOffset RevokedAt) : IEvent;

/// <summary><c>person.left.v1</c>: takes no further order.</summary>
/// <param name="Code">The person.</param>
/// <param name="ContractorId">Whose person it was.</param>
/// <param name="Reason">Why.</param>
/// <param name="RecordedBy">Actor id.</param>
/// <param name="LeftAt">UTC.</param>
public sealed record PersonLeft(
    string Code, Guid ContractorId, string Reason, string RecordedBy, DateTimeOffset LeftAt) : IEvent;

/// <summary><c>person.data-erased.v1</c>: name, phone and numbers are gone; the code and what it did stay.</summary>
/// <param name="Code">The person.</param>
/// <param name="Reason">Why.</param>
/// <param name="ErasedBy">Actor id.</param>
/// <param name="ErasedAt">UTC.</param>
public sealed record PersonDataErased(
    string Code, string Reason, string ErasedBy, DateTimeOffset ErasedAt) : IEvent;

/// <summary>
/// <c>person.paper-expiring.v1</c>: a certificate or the certification; told once for each of the days of notice.
/// </summary>
/// <param name="Code">The person.</param>
/// <param name="ContractorId">Whose person.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Subject"><c>certificate</c> or <c>certification</c>.</param>
/// <param name="Paper">Code of the certificate; empty for the certification.</param>
/// <param name="EndsAt">Its end, UTC.</param>
/// <param name="Days">Days before the end that this notice stands for; 0: it has ended.</param>
/// <param name="ToldAt">UTC.</param>
public sealed record PersonPaperExpiring(
    string Code,
    Guid ContractorId,
    string ContractorCode,
    string Subject,
    string Paper,
    DateTimeOffset EndsAt,
    int Days,
    DateTimeOffset ToldAt) : IEvent;
