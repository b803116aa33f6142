using System.Collections.Immutable;
using System.Text.Json;
using FieldOps.Domain.Kernel.Policies;
using FieldOps.Platform.Config;

namespace FieldOps.Compliance.Policies;

/// <summary>A draft.</summary>
/// <param name="Document">The document; its <c>id</c> is that of the address, its <c>version</c> the next one.</param>
/// <param name="Note">What changes and why, 500 characters at most.</param>
internal sealed record PolicyDraftBody(JsonElement Document, string? Note = null);

/// <summary>A document to look at, and nothing more.</summary>
/// <param name="Document">The document.</param>
internal sealed record PolicyCheckBody(JsonElement Document);

/// <summary>What was read and is approved.</summary>
/// <param name="Version">The version.</param>
/// <param name="Digest">Its digest.</param>
internal sealed record PolicyApprovalBody(int Version, string Digest);

/// <summary>Why a draft is thrown away.</summary>
/// <param name="Reason">1 to 500 characters.</param>
internal sealed record PolicyDiscardBody(string Reason);

/// <summary>What is wrong with a document.</summary>
/// <param name="Faults">Empty when it can be used.</param>
internal sealed record PolicyCheckAnswer(ImmutableArray<JsonFault> Faults);

/// <summary>A kind of rule set, and its documents.</summary>
/// <param name="Kind">Name of the kind.</param>
/// <param name="Ids">Documents, shipped or approved.</param>
internal sealed record PolicyKindLine(string Kind, ImmutableArray<string> Ids);

/// <summary>A rule set over its versions.</summary>
/// <param name="Kind">Name of the kind.</param>
/// <param name="Id">Document id.</param>
/// <param name="Versions">In order.</param>
/// <param name="Draft">What waits for approval.</param>
internal sealed record PolicyLine(
    string Kind, string Id, ImmutableArray<PolicyVersionLine> Versions, PolicyVersionLine? Draft);

/// <summary>One version.</summary>
/// <param name="Version">Number.</param>
/// <param name="Status"><c>shipped</c>, <c>approved</c>, <c>superseded</c> (shipped, and approved anew) or
/// <c>draft</c>.</param>
/// <param name="EffectiveFrom">UTC.</param>
/// <param name="Digest">SHA-256 of the content.</param>
/// <param name="DraftedBy">Actor id.</param>
/// <param name="ApprovedBy">Actor id.</param>
/// <param name="ApprovedAt">UTC.</param>
internal sealed record PolicyVersionLine(
    int Version,
    string Status,
    DateTimeOffset EffectiveFrom,
    string Digest,
    string? DraftedBy,
    string? ApprovedBy,
    DateTimeOffset? ApprovedAt)
{
    public static PolicyVersionLine Of(PolicyVersion version) => new(
        version.Version, version.ApprovedAt is null ? "draft" : "approved", version.EffectiveFrom, version.Digest,
        version.DraftedBy, version.ApprovedBy, version.ApprovedAt);
}

/// <summary>The content of one version.</summary>
/// <param name="Version">Number, or 0 for the draft's.</param>
/// <param name="Digest">SHA-256 of the content.</param>
/// <param name="Document">The document.</param>
internal sealed record PolicyContent(int Version, string Digest, JsonElement Document);

/// <summary>One step of a rule set's history.</summary>
/// <param name="Event"><c>drafted</c>, <c>approved</c> or <c>draft-discarded</c>.</param>
/// <param name="Version">Which version.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
/// <param name="EffectiveFrom">Of what was drafted or approved.</param>
/// <param name="Digest">Of what was drafted or approved.</param>
/// <param name="Note">Note or reason.</param>
internal sealed record PolicyStep(
    string Event,
    int Version,
    string By,
    DateTimeOffset At,
    DateTimeOffset? EffectiveFrom,
    string? Digest,
    string? Note);

/// <summary>The difference between two versions.</summary>
/// <param name="From">Number; 0 for the draft.</param>
/// <param name="To">Number; 0 for the draft.</param>
/// <param name="Changes">In the order of the document.</param>
internal sealed record PolicyDifference(int From, int To, ImmutableArray<PolicyChange> Changes);
