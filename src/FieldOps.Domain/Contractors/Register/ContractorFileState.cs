using System.Collections.Immutable;

namespace FieldOps.Domain.Contractors.Register;

/// <summary>What the register keeps of a contractor beside its entry: papers, bases, teams.</summary>
/// <param name="ContractorId">The contractor; empty before the first event.</param>
/// <param name="Code">The contractor's code.</param>
/// <param name="Qualifications">Papers by code.</param>
/// <param name="Bases">Maintenance bases by code.</param>
/// <param name="Teams">Teams by code.</param>
public sealed record ContractorFileState(
    Guid ContractorId,
    string Code,
    ImmutableSortedDictionary<string, Credential> Qualifications,
    ImmutableSortedDictionary<string, BaseSite> Bases,
    ImmutableSortedDictionary<string, CrewTeam> Teams)
{
    /// <summary>Entity type of a file.</summary>
    public const string EntityType = "contractor-file";

    /// <summary>Before the first event.</summary>
    public static ContractorFileState None { get; } = new(
        Guid.Empty, "", Empty<Credential>(), Empty<BaseSite>(), Empty<CrewTeam>());

    /// <summary>The id of a contractor's file.</summary>
    public static Guid IdOf(Guid contractorId) => Kernel.NameBasedId.Of(contractorId, EntityType);

    private static ImmutableSortedDictionary<string, T> Empty<T>() =>
        ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
}

/// <summary>A maintenance base (维护基地): where a team starts from.</summary>
/// <param name="Code">1 to 40 letters, digits, dots, dashes, underscores.</param>
/// <param name="NameZh">1 to 200 characters.</param>
/// <param name="NameEn">1 to 200 characters.</param>
/// <param name="Region">Branch or province; 1 to 200 characters.</param>
/// <param name="County">County or district; 1 to 200 characters.</param>
public sealed record BaseSite(string Code, string NameZh, string NameEn, string Region, string County);

/// <summary>A team (班组) of a contractor.</summary>
/// <param name="Code">1 to 40 letters, digits, dots, dashes, underscores.</param>
/// <param name="NameZh">1 to 200 characters.</param>
/// <param name="NameEn">1 to 200 characters.</param>
/// <param name="Speciality">What it maintains: <c>line</c>, <c>station</c>; a code.</param>
/// <param name="BaseCode">The base that it works from; null for none.</param>
public sealed record CrewTeam(string Code, string NameZh, string NameEn, string Speciality, string? BaseCode = null);

/// <summary>Why a contractor's file says no.</summary>
public static class ContractorFileRefusals
{
    /// <summary>Nothing was recorded of the contractor.</summary>
    public const string Unknown = "contractor-file.unknown";

    /// <summary>Only the operator and the contractor itself.</summary>
    public const string NotAllowed = "contractor-file.not-allowed";

    /// <summary>A qualification is withdrawn by the operator alone.</summary>
    public const string OperatorWithdraws = "contractor-file.operator-withdraws";

    /// <summary>A member is missing, too long or no code. Facts: <c>field</c>.</summary>
    public const string Invalid = "contractor-file.invalid";

    /// <summary>There is no such base. Facts: <c>base</c>.</summary>
    public const string BaseUnknown = "contractor-file.base-unknown";

    /// <summary>Teams still work from the base. Facts: <c>teams</c>.</summary>
    public const string BaseInUse = "contractor-file.base-in-use";

    /// <summary>There is no such team. Facts: <c>team</c>.</summary>
    public const string TeamUnknown = "contractor-file.team-unknown";

    /// <summary>No further one fits. Facts: <c>max</c>.</summary>
    public const string LimitReached = "contractor-file.limit-reached";
}
