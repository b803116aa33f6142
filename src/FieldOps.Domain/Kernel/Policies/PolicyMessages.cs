namespace FieldOps.Domain.Kernel.Policies;

/// <summary>
/// Writes a draft, or writes it anew. The content has been read and checked before. Refusals:
/// <c>policy.version-invalid</c>, <c>policy.effective-in-past</c>, <c>policy.effective-too-early</c>,
/// <c>policy.note-too-long</c>.
/// </summary>
/// <param name="Kind">Kind of rule set.</param>
/// <param name="Id">Document id.</param>
/// <param name="Version">One more than the last.</param>
/// <param name="EffectiveFrom">Not in the past, after the version before.</param>
/// <param name="Content">The document, JSON.</param>
/// <param name="Digest">SHA-256 of the content.</param>
/// <param name="Note">What changes and why.</param>
/// <param name="ShippedVersion">The last version that is shipped as a file; 0 for none.</param>
/// <param name="ShippedEffectiveFrom">Its first instant.</param>
public sealed record DraftPolicy(
    string Kind,
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Content,
    string Digest,
    string Note,
    int ShippedVersion,
    DateTimeOffset? ShippedEffectiveFrom) : ICommand;

/// <summary>
/// Approves the draft, by another person than who wrote it. Refusals: <c>policy.no-draft</c>,
/// <c>policy.draft-changed</c>, <c>policy.same-person</c>, <c>policy.effective-in-past</c>.
/// </summary>
/// <param name="Version">The version that was read.</param>
/// <param name="Digest">Digest of what was read.</param>
public sealed record ApprovePolicy(int Version, string Digest) : ICommand;

/// <summary>Throws the draft away. Refusals: <c>policy.no-draft</c>, <c>policy.reason-missing</c>.</summary>
/// <param name="Reason">1 to 500 characters.</param>
public sealed record DiscardPolicyDraft(string Reason) : ICommand;

/// <summary><c>policy.drafted.v1</c>.</summary>
/// <param name="Kind">Kind of rule set.</param>
/// <param name="Id">Document id.</param>
/// <param name="Version">The version.</param>
/// <param name="EffectiveFrom">UTC.</param>
/// <param name="Content">The document, JSON.</param>
/// <param name="Digest">SHA-256 of the content.</param>
/// <param name="Note">What changes and why.</param>
/// <param name="DraftedBy">Actor id.</param>
/// <param name="DraftedAt">UTC.</param>
public sealed record PolicyDrafted(
    string Kind,
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Content,
    string Digest,
    string Note,
    string DraftedBy,
    DateTimeOffset DraftedAt) : IEvent;

/// <summary><c>policy.approved.v1</c>: in force from its instant on.</summary>
/// <param name="Kind">Kind of rule set.</param>
/// <param name="Id">Document id.</param>
/// <param name="Version">The version.</param>
/// <param name="EffectiveFrom">UTC.</param>
/// <param name="Content">The document, JSON.</param>
/// <param name="Digest">SHA-256 of the content.</param>
/// <param name="DraftedBy">Actor id.</param>
/// <param name="ApprovedBy">Actor id of another person.</param>
/// <param name="ApprovedAt">UTC.</param>
public sealed record PolicyApproved(
    string Kind,
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Content,
    string Digest,
    string DraftedBy,
    string ApprovedBy,
    DateTimeOffset ApprovedAt) : IEvent;

/// <summary><c>policy.draft-discarded.v1</c>.</summary>
/// <param name="Kind">Kind of rule set.</param>
/// <param name="Id">Document id.</param>
/// <param name="Version">The version that it would have become.</param>
/// <param name="Reason">Why.</param>
/// <param name="DiscardedBy">Actor id.</param>
/// <param name="DiscardedAt">UTC.</param>
public sealed record PolicyDraftDiscarded(
    string Kind, string Id, int Version, string Reason, string DiscardedBy, DateTimeOffset DiscardedAt) : IEvent;
