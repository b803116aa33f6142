namespace FieldOps.Domain.Kernel.Policies;

/// <summary>Codes of refusals of rule sets; stable, sent to callers.</summary>
public static class PolicyRefusals
{
    /// <summary>There is no such rule set.</summary>
    public const string Unknown = "policy.unknown";

    /// <summary>The version is not the next one; fact <c>expected</c>.</summary>
    public const string VersionInvalid = "policy.version-invalid";

    /// <summary>It would begin in the past; facts <c>effectiveFrom</c>, <c>now</c>.</summary>
    public const string EffectiveInPast = "policy.effective-in-past";

    /// <summary>It would begin before the version that it follows; facts <c>effectiveFrom</c>, <c>last</c>.</summary>
    public const string EffectiveTooEarly = "policy.effective-too-early";

    /// <summary>The note is too long; fact <c>limit</c>.</summary>
    public const string NoteTooLong = "policy.note-too-long";

    /// <summary>Nothing waits for approval.</summary>
    public const string NoDraft = "policy.no-draft";

    /// <summary>The draft was written anew meanwhile; fact <c>version</c>.</summary>
    public const string DraftChanged = "policy.draft-changed";

    /// <summary>Who wrote it may not approve it.</summary>
    public const string SamePerson = "policy.same-person";

    /// <summary>A reason is mandatory.</summary>
    public const string ReasonMissing = "policy.reason-missing";
}
