using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors;

/// <summary><c>contractor.registered.v1</c>: entered in the register, standing active.</summary>
/// <param name="ContractorId">The entity's id.</param>
/// <param name="Code">The operator's code.</param>
/// <param name="Kind">Outside company or own crew.</param>
/// <param name="NameZh">Chinese name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="RegisteredAt">UTC.</param>
/// <param name="Organisation">Unified social credit code; null when it is not known.</param>
public sealed record ContractorRegistered(
    Guid ContractorId,
    string Code,
    ContractorKind Kind,
    string NameZh,
    string NameEn,
    DateTimeOffset RegisteredAt,
    string? Organisation = null) : IEvent;

/// <summary><c>contractor.organisation-set.v1</c>: the company behind the entry.</summary>
/// <param name="ContractorId">The entity's id.</param>
/// <param name="Code">The operator's code.</param>
/// <param name="Organisation">Unified social credit code.</param>
/// <param name="SetAt">UTC.</param>
public sealed record ContractorOrganisationSet(
    Guid ContractorId, string Code, string Organisation, DateTimeOffset SetAt) : IEvent;

/// <summary><c>contractor.amended.v1</c>: names corrected.</summary>
/// <param name="ContractorId">The entity's id.</param>
/// <param name="Code">The operator's code, unchanged.</param>
/// <param name="NameZh">Chinese name from now on.</param>
/// <param name="NameEn">English name from now on.</param>
/// <param name="AmendedAt">UTC.</param>
public sealed record ContractorAmended(
    Guid ContractorId, string Code, string NameZh, string NameEn, DateTimeOffset AmendedAt) : IEvent;

/// <summary><c>contractor.standing-changed.v1</c>.</summary>
/// <param name="ContractorId">The entity's id.</param>
/// <param name="Code">The operator's code.</param>
/// <param name="From">Standing before.</param>
/// <param name="To">Standing from now on.</param>
/// <param name="Reason">Why, in the words of who decided.</param>
/// <param name="ChangedAt">UTC.</param>
/// <param name="NoticeGiven">
/// Whether the notice of an exit runs from now on beside a standing that hides it; null where the standing says it.
/// </param>
/// <param name="HasLeft">
/// Whether an exit is completed from now on beside a listing that hides it; null where nothing changes that.
/// </param>
/// <param name="ExitFrom">Log position of the exit's event that it follows; null where it follows none.</param>
public sealed record ContractorStandingChanged(
    Guid ContractorId,
    string Code,
    ContractorStanding From,
    ContractorStanding To,
    string Reason,
    DateTimeOffset ChangedAt,
    bool? NoticeGiven = null,
    bool? HasLeft = null,
    long? ExitFrom = null) : IEvent;
