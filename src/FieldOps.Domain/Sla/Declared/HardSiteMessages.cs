using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla.Declared;

/// <summary>
/// Asks for an entry, or for a longer one. Refusals: <c>hard-site.reason-missing</c>, <c>hard-site.expiry-invalid</c>.
/// </summary>
/// <param name="AssetId">The site.</param>
/// <param name="AssetCode">Its code.</param>
/// <param name="Reason">1 to 500 characters.</param>
/// <param name="ExpiresAt">At most <see cref="HardSiteEntity.DaysMax"/> days ahead.</param>
public sealed record RequestHardSite(
    Guid AssetId, string AssetCode, string Reason, DateTimeOffset ExpiresAt) : ICommand;

/// <summary>
/// Approves what was asked, by another person. Refusals: <c>hard-site.not-requested</c>, <c>hard-site.same-person</c>.
/// </summary>
public sealed record ApproveHardSite : ICommand;

/// <summary>Ends the entry, or what was asked.</summary>
/// <param name="Reason">1 to 500 characters.</param>
public sealed record RevokeHardSite(string Reason) : ICommand;

/// <summary><c>hard-site.requested.v1</c>.</summary>
/// <param name="AssetId">The site.</param>
/// <param name="AssetCode">Its code.</param>
/// <param name="Reason">Why.</param>
/// <param name="ExpiresAt">UTC.</param>
/// <param name="RequestedBy">Actor id.</param>
/// <param name="RequestedAt">UTC.</param>
public sealed record HardSiteRequested(
    Guid AssetId,
    string AssetCode,
    string Reason,
    DateTimeOffset ExpiresAt,
    string RequestedBy,
    DateTimeOffset RequestedAt) : IEvent;

/// <summary><c>hard-site.approved.v1</c>.</summary>
/// <param name="AssetId">The site.</param>
/// <param name="AssetCode">Its code.</param>
/// <param name="Reason">Why.</param>
/// <param name="ExpiresAt">UTC.</param>
/// <param name="RequestedBy">Who asked.</param>
/// <param name="ApprovedBy">Who approved: another person.</param>
/// <param name="ApprovedAt">UTC.</param>
public sealed record HardSiteApproved(
    Guid AssetId,
    string AssetCode,
    string Reason,
    DateTimeOffset ExpiresAt,
    string RequestedBy,
    string ApprovedBy,
    DateTimeOffset ApprovedAt) : IEvent;

/// <summary><c>hard-site.revoked.v1</c>.</summary>
/// <param name="AssetId">The site.</param>
/// <param name="AssetCode">Its code.</param>
/// <param name="Reason">Why.</param>
/// <param name="RevokedBy">Actor id.</param>
/// <param name="RevokedAt">UTC.</param>
public sealed record HardSiteRevoked(
    Guid AssetId, string AssetCode, string Reason, string RevokedBy, DateTimeOffset RevokedAt) : IEvent;
