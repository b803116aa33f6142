using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors;

/// <summary><c>credit-record.listed.v1</c>.</summary>
/// <param name="Organisation">Unified social credit code.</param>
/// <param name="ByContractor">Code of the entry whose breach led to it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Evidence">Reference or short statement of the proof.</param>
/// <param name="ListedBy">Actor id.</param>
/// <param name="ListedAt">UTC.</param>
/// <param name="Until">No application before it, UTC.</param>
public sealed record OrganisationListed(
    string Organisation,
    string ByContractor,
    string Reason,
    string Evidence,
    string ListedBy,
    DateTimeOffset ListedAt,
    DateTimeOffset Until) : IEvent;

/// <summary><c>credit-record.appealed.v1</c>.</summary>
/// <param name="Organisation">Unified social credit code.</param>
/// <param name="Reason">In the company's words.</param>
/// <param name="AppealedBy">Actor id.</param>
/// <param name="AppealedAt">UTC.</param>
public sealed record ListingAppealed(
    string Organisation, string Reason, string AppealedBy, DateTimeOffset AppealedAt) : IEvent;

/// <summary><c>credit-record.appeal-decided.v1</c>.</summary>
/// <param name="Organisation">Unified social credit code.</param>
/// <param name="Upheld">True: the listing is lifted.</param>
/// <param name="Reason">Why.</param>
/// <param name="DecidedBy">Actor id.</param>
/// <param name="DecidedAt">UTC.</param>
public sealed record ListingAppealDecided(
    string Organisation, bool Upheld, string Reason, string DecidedBy, DateTimeOffset DecidedAt) : IEvent;
