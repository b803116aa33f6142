using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors;

/// <summary><c>contract-lot.opened.v1</c>.</summary>
/// <param name="LotId">The entity's id.</param>
/// <param name="Code">The operator's code.</param>
/// <param name="Terms">All terms.</param>
/// <param name="OpenedAt">UTC; the terms say from when they hold.</param>
public sealed record ContractLotOpened(Guid LotId, string Code, LotTerms Terms, DateTimeOffset OpenedAt) : IEvent;

/// <summary><c>contract-lot.amended.v1</c>: the terms are replaced as a whole.</summary>
/// <param name="LotId">The entity's id.</param>
/// <param name="Code">The operator's code, unchanged.</param>
/// <param name="Terms">All terms from now on.</param>
/// <param name="AmendedAt">UTC.</param>
/// <param name="Followed">The hand-over that passed a part on; null where people amended, or it is not known.</param>
/// <param name="Approved">The two people who changed what lies behind; null where nothing of it changes.</param>
public sealed record ContractLotAmended(
    Guid LotId,
    string Code,
    LotTerms Terms,
    DateTimeOffset AmendedAt,
    FollowedHandOver? Followed = null,
    LotApproval? Approved = null) : IEvent;

/// <summary><c>contract-lot.backdating-asked.v1</c>: one person wants to change what lies behind.</summary>
/// <param name="LotId">The entity's id.</param>
/// <param name="Code">The operator's code, unchanged.</param>
/// <param name="Backdating">What is wanted.</param>
public sealed record LotBackdatingAsked(Guid LotId, string Code, LotBackdating Backdating) : IEvent;

/// <summary>The two people who changed what lies behind.</summary>
/// <param name="AskedBy">Actor id.</param>
/// <param name="ApprovedBy">Actor id of another one.</param>
/// <param name="Reason">Why.</param>
public sealed record LotApproval(string AskedBy, string ApprovedBy, string Reason);

/// <summary>The last hand-over of a leaving party that a lot has followed, or kept a verdict on.</summary>
/// <param name="ContractorId">Who leaves.</param>
/// <param name="At">When it was handed over, UTC.</param>
/// <param name="From">Log position of the hand-over; null in logs from before it was kept.</param>
public sealed record FollowedHandOver(Guid ContractorId, DateTimeOffset At, long? From);

/// <summary>
/// <c>contract-lot.share-kept.v1</c>: a leaving party's part stays with it, for its replacement could take none.
/// </summary>
/// <param name="LotId">The entity's id.</param>
/// <param name="Code">The operator's code, unchanged.</param>
/// <param name="ContractorId">Who leaves.</param>
/// <param name="ToId">Who was to take its part over.</param>
/// <param name="ToCode">Its code.</param>
/// <param name="Verdict">Why it could not, one of dispatch's verdicts.</param>
/// <param name="At">When the lot was handed over, UTC.</param>
/// <param name="KeptAt">When this was decided, UTC.</param>
/// <param name="From">Log position of the hand-over; null in logs from before it was kept.</param>
public sealed record ContractLotShareKept(
    Guid LotId,
    string Code,
    Guid ContractorId,
    Guid ToId,
    string ToCode,
    string Verdict,
    DateTimeOffset At,
    DateTimeOffset KeptAt,
    long? From = null) : IEvent;

/// <summary>
/// <c>contract-lot.closed.v1</c>: covers nothing and pays nothing from <paramref name="ClosedFrom"/> on.
/// </summary>
/// <param name="LotId">The entity's id.</param>
/// <param name="Code">The operator's code.</param>
/// <param name="ClosedFrom">UTC.</param>
/// <param name="Reason">Why.</param>
/// <param name="ClosedAt">When this was decided, UTC.</param>
/// <param name="Approved">The two people who ended it in the past; null for an end ahead.</param>
public sealed record ContractLotClosed(
    Guid LotId,
    string Code,
    DateTimeOffset ClosedFrom,
    string Reason,
    DateTimeOffset ClosedAt,
    LotApproval? Approved = null) : IEvent;
