using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors;

/// <summary><c>contractor.register</c>. Asked again with the same content it changes nothing.</summary>
/// <param name="ContractorId">The entity's id, <see cref="ContractorIds.Contractor"/>.</param>
/// <param name="Code">1 to 40 letters, digits, dots, dashes, underscores.</param>
/// <param name="Kind">Outside company or own crew.</param>
/// <param name="NameZh">1 to 200 characters.</param>
/// <param name="NameEn">1 to 200 characters.</param>
public sealed record RegisterContractor(
    Guid ContractorId, string Code, ContractorKind Kind, string NameZh, string NameEn) : ICommand;

/// <summary><c>contractor.amend</c>.</summary>
/// <param name="NameZh">1 to 200 characters.</param>
/// <param name="NameEn">1 to 200 characters.</param>
public sealed record AmendContractor(string NameZh, string NameEn) : ICommand;

/// <summary><c>contractor.change-standing</c>.</summary>
/// <param name="To">The standing wanted.</param>
/// <param name="Reason">1 to 1,000 characters.</param>
public sealed record ChangeStanding(ContractorStanding To, string Reason) : ICommand;
