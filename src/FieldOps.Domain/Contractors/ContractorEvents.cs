using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors;

/// <summary><c>contractor.registered.v1</c>: entered in the register, standing active.</summary>
/// <param name="ContractorId">The entity's id.</param>
/// <param name="Code">The operator's code.</param>
/// <param name="Kind">Outside company or own crew.</param>
/// <param name="NameZh">Chinese name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="RegisteredAt">UTC.</param>
public sealed record ContractorRegistered(
    Guid ContractorId, string Code, ContractorKind Kind, string NameZh, string NameEn, DateTimeOffset RegisteredAt)
    : IEvent;

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
public sealed record ContractorStandingChanged(
    Guid ContractorId,
    string Code,
    ContractorStanding From,
    ContractorStanding To,
    string Reason,
    DateTimeOffset ChangedAt) : IEvent;
