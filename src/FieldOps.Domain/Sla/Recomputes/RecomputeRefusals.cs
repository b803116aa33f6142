namespace FieldOps.Domain.Sla.Recomputes;

/// <summary>Refusal codes of recomputes.</summary>
public static class RecomputeRefusals
{
    /// <summary>No such recompute.</summary>
    public const string Unknown = "sla-recompute.unknown";

    /// <summary>Another recompute has the id.</summary>
    public const string Exists = "sla-recompute.exists";

    /// <summary>1 to 500 characters are mandatory.</summary>
    public const string ReasonMissing = "sla-recompute.reason-missing";

    /// <summary>The scope ends before it begins, or is too long; fact <c>daysMax</c>.</summary>
    public const string ScopeInvalid = "sla-recompute.scope-invalid";

    /// <summary>Nothing is changed.</summary>
    public const string ChangeEmpty = "sla-recompute.change-empty";

    /// <summary>Too many single orders, or one of them twice; fact <c>limit</c>.</summary>
    public const string TooManyOrders = "sla-recompute.too-many-orders";

    /// <summary>A rule set that is named does not exist; facts <c>id</c>, <c>version</c>.</summary>
    public const string RuleSetUnknown = RecomputeRules.RuleSetUnknown;

    /// <summary>A declared event that is named does not exist; fact <c>event</c>.</summary>
    public const string EventUnknown = "sla-recompute.event-unknown";

    /// <summary>
    /// A declared event that is named says something else than when the recompute was asked for; fact <c>event</c>.
    /// </summary>
    public const string EventChanged = "sla-recompute.event-changed";

    /// <summary>The dry run has not ended, or the decision was taken; fact <c>status</c>.</summary>
    public const string NotReady = "sla-recompute.not-ready";

    /// <summary>Other differences than those that were read.</summary>
    public const string DigestChanged = "sla-recompute.digest-changed";

    /// <summary>Who asked for it may not approve it.</summary>
    public const string SamePerson = "sla-recompute.same-person";

    /// <summary>Applied or cancelled; fact <c>status</c>.</summary>
    public const string Ended = "sla-recompute.ended";
}
