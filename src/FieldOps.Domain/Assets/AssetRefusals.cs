namespace FieldOps.Domain.Assets;

/// <summary>Why an asset refuses, as stored words.</summary>
public static class AssetRefusals
{
    /// <summary>No asset has this code.</summary>
    public const string Unknown = "asset.unknown";

    /// <summary>Another asset has this code already.</summary>
    public const string Exists = "asset.exists";

    /// <summary>The asset has been retired.</summary>
    public const string Retired = "asset.retired";

    /// <summary>A code is never changed.</summary>
    public const string CodeFixed = "asset.code-fixed";

    /// <summary>The catalogue has no such class.</summary>
    public const string ClassUnknown = "asset.class-unknown";

    /// <summary>The class belongs to another kind of asset.</summary>
    public const string ClassKindMismatch = "asset.class-kind-mismatch";

    /// <summary>A member is missing, too long or out of bounds; facts <c>field</c> and <c>expected</c>.</summary>
    public const string FieldInvalid = "asset.field-invalid";

    /// <summary>A fault ticket is open on it.</summary>
    public const string TicketOpen = "asset.ticket-open";

    /// <summary>The window ends before it begins, has passed, or is longer than allowed.</summary>
    public const string CutoverWindowInvalid = "cutover.window-invalid";

    /// <summary>As many announced windows as one asset may have.</summary>
    public const string CutoverTooMany = "cutover.too-many";

    /// <summary>No such announced window.</summary>
    public const string CutoverUnknown = "cutover.unknown";

    /// <summary>The id names another window.</summary>
    public const string CutoverExists = "cutover.exists";
}
