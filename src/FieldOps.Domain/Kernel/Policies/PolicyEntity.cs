using System.Collections.Immutable;
using System.Globalization;

namespace FieldOps.Domain.Kernel.Policies;

/// <summary>
/// One rule set over all its versions: drafted by one person, approved by another, in force from an instant on. What
/// was approved is never changed; a later version takes its place.
/// </summary>
public sealed class PolicyEntity : EntityDefinition<PolicyState>
{
    /// <summary>The entity type.</summary>
    public const string TypeName = "policy";

    /// <summary>Versions of one rule set: one a month for eighty years.</summary>
    public const int VersionsMax = 1000;

    private const int NoteCharsMax = 500;

    private static readonly Guid s_space = new("3a8d3c55-6f3e-5f5b-8f3c-6a0d4e1b9c02");

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["policy.drafted.v1"] = typeof(PolicyDrafted),
        ["policy.approved.v1"] = typeof(PolicyApproved),
        ["policy.draft-discarded.v1"] = typeof(PolicyDraftDiscarded),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["policy.draft"] = typeof(DraftPolicy),
        ["policy.approve"] = typeof(ApprovePolicy),
        ["policy.discard-draft"] = typeof(DiscardPolicyDraft),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(PolicyState);

    /// <inheritdoc/>
    public override PolicyState Initial => PolicyState.None;

    /// <summary>The id of a rule set.</summary>
    public static Guid IdOf(string tenant, string kind, string id) =>
        NameBasedId.Of(s_space, tenant + "/" + kind + "/" + id);

    /// <inheritdoc/>
    public override Decision Decide(PolicyState state, ICommand command, Actor by, DateTimeOffset now)
    {
        if (PolicyRights.Keep.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        return command switch
        {
            DraftPolicy wish => Draft(state, wish, by, now),
            _ when state.Id.Length == 0 => Decision.Refuse(PolicyRefusals.Unknown),
            ApprovePolicy wish => Approve(state, wish, by, now),
            DiscardPolicyDraft wish => Discard(state, wish, by, now),
            _ => Decision.Nothing,
        };
    }

    /// <inheritdoc/>
    public override PolicyState Evolve(PolicyState state, IEvent happened) => happened switch
    {
        PolicyDrafted e => state with
        {
            Kind = e.Kind,
            Id = e.Id,
            Draft = new PolicyVersion(e.Version, e.EffectiveFrom, e.Digest, e.DraftedBy, e.DraftedAt, null, null),
            DraftContent = e.Content,
        },
        PolicyApproved e => state with
        {
            Versions = state.Versions.Add(new PolicyVersion(
                e.Version, e.EffectiveFrom, e.Digest, e.DraftedBy, state.Draft?.DraftedAt ?? e.ApprovedAt,
                e.ApprovedBy, e.ApprovedAt)),
            Draft = null,
            DraftContent = null,
        },
        PolicyDraftDiscarded => state with { Draft = null, DraftContent = null },
        _ => state,
    };

    /// <inheritdoc/>
    public override object View(PolicyState state) => state with { DraftContent = null };

    private static Decision Draft(PolicyState state, DraftPolicy wish, Actor by, DateTimeOffset now)
    {
        var last = state.LastVersion ?? wish.ShippedVersion;
        if (wish.Version != last + 1 || wish.Version > VersionsMax)
        {
            return Decision.Refuse(PolicyRefusals.VersionInvalid, ("expected", Word(last + 1)));
        }

        var effective = wish.EffectiveFrom.ToUniversalTime();
        if (EffectiveFault(state.LastEffectiveFrom ?? wish.ShippedEffectiveFrom, effective, now) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (wish.Note.Length > NoteCharsMax)
        {
            return Decision.Refuse(PolicyRefusals.NoteTooLong, ("limit", Word(NoteCharsMax)));
        }

        // Written again, a draft takes the place of the one before, and its author is who wrote last.
        return state.Draft is { } draft && draft.Digest == wish.Digest && draft.DraftedBy == by.Id
            ? Decision.Nothing
            : Decision.Of(new PolicyDrafted(
                wish.Kind, wish.Id, wish.Version, effective, wish.Content, wish.Digest, wish.Note, by.Id, now));
    }

    private static Decision Approve(PolicyState state, ApprovePolicy wish, Actor by, DateTimeOffset now)
    {
        if (state.Draft is not { } draft || state.DraftContent is not { } content)
        {
            return state.Versions.Any(v => v.Version == wish.Version && v.Digest == wish.Digest)
                ? Decision.Nothing
                : Decision.Refuse(PolicyRefusals.NoDraft);
        }

        if ((draft.Version, draft.Digest) != (wish.Version, wish.Digest))
        {
            return Decision.Refuse(PolicyRefusals.DraftChanged, ("version", Word(draft.Version)));
        }

        if (draft.DraftedBy == by.Id)
        {
            return Decision.Refuse(PolicyRefusals.SamePerson);
        }

        return EffectiveFault(state.LastEffectiveFrom, draft.EffectiveFrom, now) is { } no
            ? Decision.Refuse(no)
            : Decision.Of(new PolicyApproved(
                state.Kind, state.Id, draft.Version, draft.EffectiveFrom, content, draft.Digest, draft.DraftedBy,
                by.Id, now));
    }

    private static Decision Discard(PolicyState state, DiscardPolicyDraft wish, Actor by, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(wish.Reason) || wish.Reason.Length > NoteCharsMax)
        {
            return Decision.Refuse(PolicyRefusals.ReasonMissing);
        }

        return state.Draft is { } draft
            ? Decision.Of(new PolicyDraftDiscarded(state.Kind, state.Id, draft.Version, wish.Reason, by.Id, now))
            : Decision.Refuse(PolicyRefusals.NoDraft);
    }

    // A rule that began yesterday would judge orders that were promised another; that is what recomputing is for.
    private static Refusal? EffectiveFault(DateTimeOffset? last, DateTimeOffset effective, DateTimeOffset now)
    {
        if (effective < now)
        {
            return Refusal.Of(PolicyRefusals.EffectiveInPast, ("effectiveFrom", Word(effective)), ("now", Word(now)));
        }

        return effective <= last
            ? Refusal.Of(
                PolicyRefusals.EffectiveTooEarly, ("effectiveFrom", Word(effective)), ("last", Word(last.Value)))
            : null;
    }

    private static string Word(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Word(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);
}
