using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors.Contracts;

/// <summary><c>contract.drafted.v1</c>.</summary>
/// <param name="ContractId">The entity's id.</param>
/// <param name="Code">The contract's code.</param>
/// <param name="Terms">All terms.</param>
/// <param name="DraftedBy">Actor id.</param>
/// <param name="DraftedAt">UTC.</param>
public sealed record ContractDrafted(
    Guid ContractId, string Code, ContractTerms Terms, string DraftedBy, DateTimeOffset DraftedAt) : IEvent;

/// <summary><c>contract.draft-amended.v1</c>.</summary>
/// <param name="Terms">All terms from now on.</param>
/// <param name="AmendedBy">Actor id.</param>
/// <param name="AmendedAt">UTC.</param>
public sealed record ContractDraftAmended(
    ContractTerms Terms, string AmendedBy, DateTimeOffset AmendedAt) : IEvent;

/// <summary><c>contract.signed.v1</c>: by one side.</summary>
/// <param name="Side">Which.</param>
/// <param name="SignedBy">Actor id.</param>
/// <param name="SignedAt">UTC.</param>
public sealed record ContractSigned(ContractSide Side, string SignedBy, DateTimeOffset SignedAt) : IEvent;

/// <summary><c>contract.took-effect.v1</c>: both sides signed; it is in force within its term.</summary>
/// <param name="ContractId">The entity's id.</param>
/// <param name="Code">The contract's code.</param>
/// <param name="Terms">What was signed.</param>
/// <param name="Checklist">What it was held to.</param>
/// <param name="ReviewAt">When it is to be reviewed, UTC.</param>
/// <param name="TookEffectAt">UTC.</param>
public sealed record ContractTookEffect(
    Guid ContractId,
    string Code,
    ContractTerms Terms,
    ContractChecklist Checklist,
    DateTimeOffset ReviewAt,
    DateTimeOffset TookEffectAt) : IEvent;

/// <summary><c>contract.renewal-cleared.v1</c>: it may follow another contract on the same lots.</summary>
/// <param name="Clearing">What it rests on.</param>
public sealed record ContractRenewalCleared(RenewalClearing Clearing) : IEvent;

/// <summary><c>contract.amendment-proposed.v1</c>.</summary>
/// <param name="Amendment">What is proposed.</param>
public sealed record AmendmentProposed(ContractAmendment Amendment) : IEvent;

/// <summary><c>contract.amendment-agreed.v1</c>: the other side agrees; the terms hold from now on.</summary>
/// <param name="ContractId">The entity's id.</param>
/// <param name="Code">The contract's code.</param>
/// <param name="Number">Of the amendment.</param>
/// <param name="Terms">All terms from now on.</param>
/// <param name="Renewal">The year's result when it is a renewal.</param>
/// <param name="ReviewAt">When it is to be reviewed, UTC.</param>
/// <param name="AgreedBy">Actor id.</param>
/// <param name="AgreedAt">UTC.</param>
public sealed record AmendmentAgreed(
    Guid ContractId,
    string Code,
    int Number,
    ContractTerms Terms,
    RenewalResult? Renewal,
    DateTimeOffset ReviewAt,
    string AgreedBy,
    DateTimeOffset AgreedAt) : IEvent;

/// <summary><c>contract.amendment-declined.v1</c>.</summary>
/// <param name="Number">Of the amendment.</param>
/// <param name="Reason">Why.</param>
/// <param name="DeclinedBy">Actor id.</param>
/// <param name="DeclinedAt">UTC.</param>
public sealed record AmendmentDeclined(
    int Number, string Reason, string DeclinedBy, DateTimeOffset DeclinedAt) : IEvent;

/// <summary><c>contract.review-due.v1</c>: told once.</summary>
/// <param name="Code">The contract's code.</param>
/// <param name="ContractorId">The contractor.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Until">The contract's end, UTC.</param>
/// <param name="DueAt">When the review was due, UTC.</param>
/// <param name="ToldAt">UTC.</param>
public sealed record ContractReviewDue(
    string Code,
    Guid ContractorId,
    string ContractorCode,
    DateTimeOffset Until,
    DateTimeOffset DueAt,
    DateTimeOffset ToldAt) : IEvent;

/// <summary><c>contract.reviewed.v1</c>.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Renew">Whether it is to be renewed.</param>
/// <param name="ReviewedBy">Actor id.</param>
/// <param name="ReviewedAt">UTC.</param>
public sealed record ContractReviewed(
    string Finding, bool Renew, string ReviewedBy, DateTimeOffset ReviewedAt) : IEvent;

/// <summary><c>contract.expiring.v1</c>: told once for each of the days of notice.</summary>
/// <param name="Code">The contract's code.</param>
/// <param name="ContractorId">The contractor.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="EndsAt">The contract's end, UTC.</param>
/// <param name="Days">Days before the end that this notice stands for; 0: it has ended.</param>
/// <param name="ToldAt">UTC.</param>
public sealed record ContractExpiring(
    string Code,
    Guid ContractorId,
    string ContractorCode,
    DateTimeOffset EndsAt,
    int Days,
    DateTimeOffset ToldAt) : IEvent;

/// <summary><c>contract.ended.v1</c>: before its term.</summary>
/// <param name="ContractId">The entity's id.</param>
/// <param name="Code">The contract's code.</param>
/// <param name="At">From then on it is not in force, UTC.</param>
/// <param name="Reason">Why.</param>
/// <param name="EndedBy">Actor id.</param>
/// <param name="DecidedAt">UTC.</param>
public sealed record ContractEnded(
    Guid ContractId, string Code, DateTimeOffset At, string Reason, string EndedBy, DateTimeOffset DecidedAt) : IEvent;
