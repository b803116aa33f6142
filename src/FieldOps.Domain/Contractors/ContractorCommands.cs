using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors;

/// <summary><c>contractor.register</c>. Asked again with the same content it changes nothing.</summary>
/// <param name="ContractorId">The entity's id, <see cref="ContractorIds.Contractor"/>.</param>
/// <param name="Code">1 to 40 letters, digits, dots, dashes, underscores.</param>
/// <param name="Kind">Outside company or own crew.</param>
/// <param name="NameZh">1 to 200 characters.</param>
/// <param name="NameEn">1 to 200 characters.</param>
/// <param name="Organisation">
/// Unified social credit code (统一社会信用代码) of the company, by which its entries of several branches belong
/// together; an outside company needs one, an own crew has none.
/// </param>
/// <param name="ListedUntil">Until when the bad-credit list keeps it away, UTC; null when it is not listed.</param>
public sealed record RegisterContractor(
    Guid ContractorId,
    string Code,
    ContractorKind Kind,
    string NameZh,
    string NameEn,
    string? Organisation = null,
    DateTimeOffset? ListedUntil = null) : ICommand;

/// <summary><c>contractor.set-organisation</c>: names the company behind an entry.</summary>
/// <param name="Organisation">Unified social credit code, 1 to 40 letters and digits.</param>
/// <param name="ListedUntil">Until when the bad-credit list keeps it away, UTC; null when it is not listed.</param>
public sealed record SetOrganisation(string Organisation, DateTimeOffset? ListedUntil = null) : ICommand
{
    /// <summary>Until when the list keeps the company away that it names so far, UTC; null when it does not.</summary>
    public DateTimeOffset? FormerListedUntil { get; init; }
}

/// <summary>
/// <c>contractor.reinstate</c>: back to where it stood after a listing was lifted on appeal. The product itself sends
/// it.
/// </summary>
/// <param name="Reason">1 to 1,000 characters.</param>
public sealed record ReinstateContractor(string Reason) : ICommand;

/// <summary><c>contractor.end-notice</c>: the exit that gave it is void. The product itself sends it.</summary>
/// <param name="Reason">1 to 1,000 characters.</param>
/// <param name="ExitFrom">
/// Log position at which the exit became void: what a later one came to stays, also when this is told again.
/// </param>
public sealed record EndNotice(string Reason, long? ExitFrom = null) : ICommand;

/// <summary><c>contractor.amend</c>.</summary>
/// <param name="NameZh">1 to 200 characters.</param>
/// <param name="NameEn">1 to 200 characters.</param>
/// <param name="Organisation">Unified social credit code; null leaves what is known.</param>
/// <param name="ListedUntil">Until when the bad-credit list keeps that company away, UTC; null when it is not.</param>
public sealed record AmendContractor(
    string NameZh, string NameEn, string? Organisation = null, DateTimeOffset? ListedUntil = null) : ICommand
{
    /// <summary>Until when the list keeps the company away that it names so far, UTC; null when it does not.</summary>
    public DateTimeOffset? FormerListedUntil { get; init; }
}

/// <summary>
/// <c>contractor.change-standing</c>. Into and out of a suspension the department head's; to exited and blacklisted the
/// product's alone, which follows exits and listings.
/// </summary>
/// <param name="To">The standing wanted.</param>
/// <param name="Reason">1 to 1,000 characters.</param>
/// <param name="ExitFrom">Log position of the exit's event that it follows; null where it follows none.</param>
public sealed record ChangeStanding(ContractorStanding To, string Reason, long? ExitFrom = null) : ICommand;
