using System.Collections.Immutable;

namespace FieldOps.Domain.Kernel.Policies;

/// <summary>A rule set and its versions.</summary>
/// <param name="Kind"><c>sla</c>, <c>calendar</c>, <c>scope</c> …</param>
/// <param name="Id">Document id; empty before the first event.</param>
/// <param name="Versions">Approved versions, in order.</param>
/// <param name="Draft">What waits for approval.</param>
/// <param name="DraftContent">Its content, JSON; never shown with the state.</param>
public sealed record PolicyState(
    string Kind, string Id, ImmutableArray<PolicyVersion> Versions, PolicyVersion? Draft, string? DraftContent)
{
    /// <summary>Before the first event.</summary>
    public static PolicyState None { get; } = new(string.Empty, string.Empty, [], null, null);

    internal int? LastVersion => Versions.IsEmpty ? null : Versions[^1].Version;

    internal DateTimeOffset? LastEffectiveFrom => Versions.IsEmpty ? null : Versions[^1].EffectiveFrom;
}

/// <summary>One version.</summary>
/// <param name="Version">1 and up; the versions that are shipped as files come first.</param>
/// <param name="EffectiveFrom">From this instant on it holds, UTC.</param>
/// <param name="Digest">SHA-256 of the content.</param>
/// <param name="DraftedBy">Actor id.</param>
/// <param name="DraftedAt">UTC.</param>
/// <param name="ApprovedBy">Actor id of another person; null while it is a draft.</param>
/// <param name="ApprovedAt">UTC.</param>
public sealed record PolicyVersion(
    int Version,
    DateTimeOffset EffectiveFrom,
    string Digest,
    string DraftedBy,
    DateTimeOffset DraftedAt,
    string? ApprovedBy,
    DateTimeOffset? ApprovedAt);
