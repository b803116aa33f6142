using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors.Contracts;

/// <summary><c>contract.draft</c>: what is missing may be missing yet. By the operator.</summary>
/// <param name="ContractId">The entity's id, <see cref="ContractState.IdOf"/>.</param>
/// <param name="Code">1 to 40 letters, digits, dots, dashes, underscores.</param>
/// <param name="Terms">All terms.</param>
/// <param name="Grounds">Lots and other contracts.</param>
public sealed record DraftContract(Guid ContractId, string Code, ContractTerms Terms, ContractGrounds Grounds)
    : ICommand;

/// <summary><c>contract.amend-draft</c>: replaces all terms while nobody signed. By the operator.</summary>
/// <param name="Terms">All terms.</param>
/// <param name="Grounds">Lots and other contracts.</param>
public sealed record AmendContractDraft(ContractTerms Terms, ContractGrounds Grounds) : ICommand;

/// <summary>
/// <c>contract.sign</c>: by the department head for the operator, by the contractor's office for the contractor; with
/// the second signature it takes effect. A contract with a clause missing is not signed: the refusal lists what is.
/// </summary>
/// <param name="Checklist">What it is held to.</param>
/// <param name="Grounds">Lots and other contracts.</param>
public sealed record SignContract(ContractChecklist Checklist, ContractGrounds Grounds) : ICommand;

/// <summary><c>contract.propose-amendment</c>: by either side; changes only by mutual agreement.</summary>
/// <param name="Terms">All terms as they shall be.</param>
/// <param name="Reason">1 to 1,000 characters.</param>
/// <param name="Checklist">What it is held to.</param>
/// <param name="Grounds">Lots and other contracts.</param>
public sealed record ProposeAmendment(
    ContractTerms Terms, string Reason, ContractChecklist Checklist, ContractGrounds Grounds) : ICommand;

/// <summary>
/// <c>contract.offer-renewal</c>: a later end, where the year's grade suffices; the contractor agrees as to any
/// amendment. By the department head.
/// </summary>
/// <param name="Until">The new end, UTC.</param>
/// <param name="CustomerContractUntil">The customer contract's new end, UTC; null leaves what is known.</param>
/// <param name="Result">The year's result.</param>
public sealed record OfferRenewal(
    DateTimeOffset Until, DateTimeOffset? CustomerContractUntil, RenewalResult Result) : ICommand
{
    /// <summary>The contractor's other contracts that took effect or are signed by one side.</summary>
    public ImmutableArray<ContractNeighbour> Neighbours { get; init; } = [];

    /// <summary>The contractor as the register knows it; null where the caller does not say.</summary>
    public PartyGround? Party { get; init; }
}

/// <summary>
/// <c>contract.clear-renewal</c>: a contract on the lots of one that ends before it renews that one, and is signed once
/// review and grade allow it. By the department head.
/// </summary>
/// <param name="Predecessor">Code of the contract that it follows.</param>
/// <param name="EndedAhead">Whether that one was ended before its review was due.</param>
/// <param name="Review">Its review; null while there is none.</param>
/// <param name="ReviewAt">When that review was due, UTC.</param>
/// <param name="Result">The year's result.</param>
public sealed record ClearRenewal(
    string Predecessor, bool EndedAhead, ContractReview? Review, DateTimeOffset? ReviewAt, RenewalResult Result)
    : ICommand;

/// <summary><c>contract.answer-amendment</c>: by the side that did not propose.</summary>
/// <param name="Agreed">False declines it.</param>
/// <param name="Reason">1 to 1,000 characters when declined.</param>
/// <param name="Grounds">Lots and other contracts as they are by now; null where they are not known.</param>
public sealed record AnswerAmendment(bool Agreed, string Reason, ContractGrounds? Grounds = null) : ICommand;

/// <summary><c>contract.record-review</c>: the review before the end, once it is due. By the operator.</summary>
/// <param name="Finding">1 to 1,000 characters.</param>
/// <param name="Renew">Whether it is to be renewed.</param>
public sealed record RecordReview(string Finding, bool Renew) : ICommand;

/// <summary>
/// <c>contract.end</c>: before its term. By the department head, or by the product when the contractor has left.
/// </summary>
/// <param name="At">UTC, within the term; of a contractor that has left also before it.</param>
/// <param name="Reason">1 to 1,000 characters.</param>
public sealed record EndContract(DateTimeOffset At, string Reason) : ICommand;

/// <summary>The result of a year that a renewal rests on.</summary>
/// <param name="Year"><c>2024</c>.</param>
/// <param name="Grade">The year's letter; null without one.</param>
/// <param name="Needed">The letter from which on the standing rules allow a renewal.</param>
/// <param name="Suffices">Whether the letter allows it.</param>
/// <param name="Due">The year that counts; null in logs from before it was kept.</param>
/// <param name="IsOver">
/// Whether all its months are final, and settled where an annual assessment decides it; null in logs from before it was
/// kept.
/// </param>
/// <param name="Running">
/// The year that ended last has no months of the contractor: those of the running one speak, and it cannot be over.
/// </param>
/// <param name="Awaits">
/// Its months are final, and the annual assessment that decides it is not approved; null where that is not so.
/// </param>
public sealed record RenewalResult(
    string Year,
    string? Grade,
    string Needed,
    bool Suffices,
    string? Due = null,
    bool? IsOver = null,
    bool? Running = null,
    bool? Awaits = null);
