using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.Domain.Contractors.Register;

/// <summary>A person of a contractor as the events left it: a code, a place, papers; no name, no phone.</summary>
/// <param name="PersonId">The entity's id; empty before the first event.</param>
/// <param name="Code">The person's stable id as an actor.</param>
/// <param name="ContractorId">Whose person.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Team">Code of the team.</param>
/// <param name="Duty">A code.</param>
/// <param name="Certificates">Certificates by code.</param>
/// <param name="Certification">The unified certification; null when there is none.</param>
/// <param name="LeftAt">When it left, UTC; null while it stays.</param>
/// <param name="ErasedAt">When its data was erased, UTC; null when it was not.</param>
public sealed record PersonState(
    Guid PersonId,
    string Code,
    Guid ContractorId,
    string ContractorCode,
    string? Team,
    string Duty,
    ImmutableSortedDictionary<string, Credential> Certificates,
    Certification? Certification,
    DateTimeOffset? LeftAt,
    DateTimeOffset? ErasedAt)
{
    /// <summary>Entity type of a person.</summary>
    public const string EntityType = "person";

    private static readonly Guid s_space = new("6f0c1e52-9a41-4c7d-8f53-2d9be3c40a17");

    /// <summary>Before the first event.</summary>
    public static PersonState None { get; } = new(
        Guid.Empty, "", Guid.Empty, "", null, "",
        ImmutableSortedDictionary.Create<string, Credential>(StringComparer.Ordinal), null, null, null);

    /// <summary>The id of the person with this code.</summary>
    public static Guid IdOf(string tenant, string code) => NameBasedId.Of(s_space, tenant + "/" + code);

    /// <summary>What an order is told of this person when it is to take it.</summary>
    /// <param name="code">The person asked for, also when nobody of this code is registered.</param>
    /// <param name="at">UTC.</param>
    public CrewMember MemberAt(string code, DateTimeOffset at) => PersonId == Guid.Empty
        ? new CrewMember(code, null, null, CrewFitness.Unregistered)
        : new CrewMember(Code, ContractorId, Team, FitnessAt(at));

    private CrewFitness FitnessAt(DateTimeOffset at)
    {
        if (LeftAt is not null)
        {
            return CrewFitness.Left;
        }

        if (Certification is not { } held)
        {
            return CrewFitness.NotCertified;
        }

        var holds = held.Expiry.HoldsAt(at)
            && held.RequiredKinds.All(k => Certificates.Values.Any(c => c.Kind == k && c.HoldsAt(at)));
        return holds ? CrewFitness.Fit : CrewFitness.CertificateExpired;
    }
}

/// <summary>The operator's unified certification of a person (domain reference, 3.2).</summary>
/// <param name="From">UTC.</param>
/// <param name="Expiry">Its end, and who was told.</param>
/// <param name="RequiredKinds">Kinds of certificates of which one each must hold, or it does not.</param>
/// <param name="Evidence">Reference of the examination.</param>
/// <param name="By">Actor id.</param>
public sealed record Certification(
    DateTimeOffset From, Expiry Expiry, ImmutableArray<string> RequiredKinds, string Evidence, string By);

/// <summary>Why a person's file says no.</summary>
public static class PersonRefusals
{
    /// <summary>Nobody of this code is registered.</summary>
    public const string Unknown = "person.unknown";

    /// <summary>The code is taken. Facts: <c>code</c>.</summary>
    public const string AlreadyRegistered = "person.already-registered";

    /// <summary>A member is missing, too long or no code. Facts: <c>field</c>.</summary>
    public const string Invalid = "person.invalid";

    /// <summary>Only the operator and the person's own contractor.</summary>
    public const string NotAllowed = "person.not-allowed";

    /// <summary>The person has left.</summary>
    public const string Left = "person.left";

    /// <summary>Certificates that a certification rests on are missing or end before. Facts: <c>kinds</c>.</summary>
    public const string CertificatesMissing = "person.certificates-missing";

    /// <summary>The certification ends in the past or too late. Facts: <c>monthsMax</c>.</summary>
    public const string CertificationPeriodInvalid = "person.certification-period-invalid";

    /// <summary>There is no certification.</summary>
    public const string NotCertified = "person.not-certified";

    /// <summary>Erasure waits until the person has left.</summary>
    public const string NotLeft = "person.not-left";
}
