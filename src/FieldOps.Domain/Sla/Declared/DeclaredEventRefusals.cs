namespace FieldOps.Domain.Sla.Declared;

/// <summary>Codes of refusals of declared events and of the hard-site register; stable, sent to callers.</summary>
public static class DeclaredEventRefusals
{
    /// <summary>There is no such event.</summary>
    public const string Unknown = "declared-event.unknown";

    /// <summary>The code is another event's; fact <c>code</c>.</summary>
    public const string Exists = "declared-event.exists";

    /// <summary>It was declared by mistake and withdrawn.</summary>
    public const string IsWithdrawn = "declared-event.withdrawn";

    /// <summary>A field is empty, too long or malformed; fact <c>field</c>.</summary>
    public const string FieldInvalid = "declared-event.field-invalid";

    /// <summary>The window ends before it begins, or begins in the future; facts <c>from</c>, <c>until</c>.</summary>
    public const string WindowInvalid = "declared-event.window-invalid";

    /// <summary>Too many orders; fact <c>max</c>.</summary>
    public const string OrdersTooMany = "declared-event.orders-too-many";

    /// <summary>The asset is not in the register.</summary>
    public const string HardSiteUnknown = "hard-site.unknown";

    /// <summary>The expiry is past, or further away than the register allows; fact <c>daysMax</c>.</summary>
    public const string HardSiteExpiryInvalid = "hard-site.expiry-invalid";

    /// <summary>Nothing waits for approval.</summary>
    public const string HardSiteNotRequested = "hard-site.not-requested";

    /// <summary>Who asked may not approve.</summary>
    public const string HardSiteSamePerson = "hard-site.same-person";

    /// <summary>The reason is empty or too long.</summary>
    public const string HardSiteReasonMissing = "hard-site.reason-missing";
}
