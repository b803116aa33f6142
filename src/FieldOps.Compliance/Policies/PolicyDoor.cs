using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Kernel.Policies;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;
using FieldOps.Platform.Log;

namespace FieldOps.Compliance.Policies;

/// <summary>Finds rule sets and their versions, shipped, approved and drafted.</summary>
internal sealed class PolicyDoor(PolicyKinds kinds, IEntities entities, LogReader log)
{
    /// <summary>Stands for the draft where a version is asked for.</summary>
    public const int Draft = 0;

    private const int StepsMax = 5000;

    public PolicyKind? KindOf(string name) => kinds.All.GetValueOrDefault(name);

    public IEnumerable<PolicyKind> Kinds => kinds.All.Values;

    public Task<Platform.Config.ShelvedPolicies> ShelvedAsync(ApiCall call, CancellationToken cancellationToken) =>
        kinds.ShelvedAsync(call.Tenant, cancellationToken);

    public static EntityKey KeyOf(ApiCall call, string kind, string id) =>
        call.Key(PolicyEntity.TypeName, PolicyEntity.IdOf(call.Tenant, kind, id));

    public Task<Answer> AskAsync(
        ApiCall call, string kind, string id, ICommand command, CancellationToken cancellationToken) =>
        entities.AskAsync(KeyOf(call, kind, id), command, call.ToContext(), cancellationToken);

    public async Task<(PolicyState State, int Version)> StateAsync(
        ApiCall call, string kind, string id, CancellationToken cancellationToken)
    {
        var snapshot = await entities.ReadAsync(KeyOf(call, kind, id), cancellationToken);
        return ((PolicyState)snapshot.State, snapshot.Version);
    }

    /// <summary>The command that drafts a document that was read without faults.</summary>
    public static DraftPolicy Drafting(PolicyKind kind, PolicyReading read, string note)
    {
        var document = read.Document!;
        // A shipped version that lies ahead of the draft binds nobody: the draft takes its place, and its number.
        var shipped = kind.Shipped.Select(s => s.Document)
            .Where(d => d.Id == document.Id && d.EffectiveFrom < document.EffectiveFrom).MaxBy(d => d.Version);
        return new DraftPolicy(
            kind.Name, document.Id, document.Version, document.EffectiveFrom, read.Content,
            PolicyKind.DigestOf(read.Content), note, shipped?.Version ?? 0, shipped?.EffectiveFrom);
    }

    /// <summary>Its versions; null when there is no such rule set.</summary>
    public async Task<PolicyLine?> LineAsync(
        ApiCall call, PolicyKind kind, string id, CancellationToken cancellationToken)
    {
        var (state, _) = await StateAsync(call, kind.Name, id, cancellationToken);
        var first = state.Versions.IsEmpty ? int.MaxValue : state.Versions[0].Version;
        ImmutableArray<PolicyVersionLine> versions =
        [
            .. kind.Shipped.Where(s => s.Document.Id == id).Select(s => new PolicyVersionLine(
                s.Document.Version, s.Document.Version < first ? "shipped" : "superseded", s.Document.EffectiveFrom,
                PolicyKind.DigestOf(s.Content), null, null, null)),
            .. state.Versions.Select(PolicyVersionLine.Of),
        ];
        return versions.IsEmpty && state.Draft is null
            ? null
            : new PolicyLine(
                kind.Name, id, versions, state.Draft is { } draft ? PolicyVersionLine.Of(draft) : null);
    }

    /// <summary>The content of a version, or of the draft; null when there is none.</summary>
    public async Task<string?> ContentAsync(
        ApiCall call, PolicyKind kind, string id, int version, CancellationToken cancellationToken)
    {
        var (state, _) = await StateAsync(call, kind.Name, id, cancellationToken);
        if (version == Draft)
        {
            return state.DraftContent;
        }

        if (state.Versions.Any(v => v.Version == version))
        {
            var steps = await log.ReadOfAsync(KeyOf(call, kind.Name, id), 0, StepsMax, cancellationToken);
            return steps.Select(s => s.Body).OfType<PolicyApproved>().Last(a => a.Version == version).Content;
        }

        return kind.Shipped.Where(s => s.Document.Id == id && s.Document.Version == version)
            .Select(s => s.Content).FirstOrDefault();
    }

    public async Task<ImmutableArray<PolicyStep>> HistoryAsync(
        ApiCall call, string kind, string id, CancellationToken cancellationToken)
    {
        var steps = await log.ReadOfAsync(KeyOf(call, kind, id), 0, StepsMax, cancellationToken);
        return [.. steps.Select(s => StepOf(s.Body)).OfType<PolicyStep>()];
    }

    private static PolicyStep? StepOf(IEvent body) => body switch
    {
        PolicyDrafted e => new("drafted", e.Version, e.DraftedBy, e.DraftedAt, e.EffectiveFrom, e.Digest, e.Note),
        PolicyApproved e => new(
            "approved", e.Version, e.ApprovedBy, e.ApprovedAt, e.EffectiveFrom, e.Digest, null),
        PolicyDraftDiscarded e => new(
            "draft-discarded", e.Version, e.DiscardedBy, e.DiscardedAt, null, null, e.Reason),
        _ => null,
    };
}
