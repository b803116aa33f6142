using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Ladders;

namespace FieldOps.Domain.Contractors.Register;

/// <summary>Rules of the register (domain reference, 3.2, 3.3 and 9.1) as a document.</summary>
/// <param name="Id">Stable id: <c>default</c>.</param>
/// <param name="Version">From 1.</param>
/// <param name="EffectiveFrom">Papers recorded at or after this instant follow it.</param>
/// <param name="Source">Where it comes from, for people.</param>
/// <param name="Certification">Whose people need the unified certification before they take orders.</param>
/// <param name="RequiredCertificates">Kinds of certificates without which nobody is certified, or stays so.</param>
/// <param name="CertificationMonthsMax">Longest life of a certification.</param>
/// <param name="NoticeDays">So many days before an end people are told, falling; 0 is the end itself.</param>
/// <param name="NoticeRoles">To whom.</param>
/// <param name="NoticeChannels">How.</param>
/// <param name="Templates">
/// What is said; ids are those of <see cref="ExpirySubjects"/>. <c>{contractor}</c>, <c>{subject}</c>, <c>{code}</c>,
/// <c>{days}</c> and <c>{until}</c> are filled in.
/// </param>
public sealed record RegisterRules(
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Source,
    CertificationScope Certification,
    ImmutableArray<string> RequiredCertificates,
    int CertificationMonthsMax,
    ImmutableArray<int> NoticeDays,
    ImmutableArray<string> NoticeRoles,
    ImmutableArray<string> NoticeChannels,
    ImmutableArray<NoticeTemplate> Templates) : IPolicyDocument
{
    /// <summary>The folder of the policy documents of this kind.</summary>
    public const string PolicyKind = "register";

    private const int NoticeDaysMax = 730;
    private const int NoticesMax = 20;
    private const int CertificationMonthsLimit = 120;

    /// <summary>What is said of an end; null when the document has no words for it.</summary>
    public NoticeTemplate? TemplateOf(string subject) => Templates.FirstOrDefault(t => t.Id == subject);

    /// <summary>What is wrong with the document, one English sentence each; empty when it can be used.</summary>
    public IEnumerable<string> Faults()
    {
        if (NoticeFault(NoticeDays) is { } fault)
        {
            yield return fault;
        }

        if (CertificationMonthsMax is < 1 or > CertificationMonthsLimit)
        {
            yield return $"certificationMonthsMax: 1 to {CertificationMonthsLimit}";
        }

        foreach (var subject in ExpirySubjects.All.Where(s => Templates.Count(t => t.Id == s) != 1))
        {
            yield return $"templates: exactly one for {subject}";
        }
    }

    /// <summary>What is wrong with days of notice; null when nothing is.</summary>
    public static string? NoticeFault(ImmutableArray<int> days) =>
        !days.IsDefault && days.Length <= NoticesMax && days.All(d => d is >= 0 and <= NoticeDaysMax)
            && days.Zip(days.Skip(1)).All(p => p.First > p.Second)
            ? null
            : $"noticeDays: at most {NoticesMax}, falling, 0 to {NoticeDaysMax}";
}

/// <summary>Whose people need the unified certification (统一认证) before they take orders.</summary>
public enum CertificationScope
{
    /// <summary>Nobody's.</summary>
    Off,

    /// <summary>
    /// People of contractors that have at least one person in the register: who keeps a register is held to it.
    /// </summary>
    Registered,

    /// <summary>Everybody.</summary>
    Everyone,
}

/// <summary>What ends, as stored words and ids of templates.</summary>
public static class ExpirySubjects
{
    /// <summary>A company's qualification.</summary>
    public const string Qualification = "qualification";

    /// <summary>A person's certificate.</summary>
    public const string Certificate = "certificate";

    /// <summary>A person's unified certification.</summary>
    public const string Certification = "certification";

    /// <summary>A contract's term.</summary>
    public const string Contract = "contract";

    /// <summary>A contract's review before its end.</summary>
    public const string ContractReview = "contract-review";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } =
        [Qualification, Certificate, Certification, Contract, ContractReview];
}
