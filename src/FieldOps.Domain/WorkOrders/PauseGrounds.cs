using FieldOps.Domain.Sla.Declared;

namespace FieldOps.Domain.WorkOrders;

/// <summary>What a request for a pause rests on, looked up when it is made.</summary>
/// <param name="HardSiteUntil">End of the site's entry in the hard-site register; null when it has none.</param>
/// <param name="Declared">The declared event that the request names; null when there is no such event.</param>
/// <param name="Place">Where the asset is; null when it was not looked up.</param>
/// <param name="JudgeBy">
/// When it is to be judged, UTC, in the hours of the calendar that the order's rules name; null: around the clock.
/// </param>
/// <param name="HardSiteFrom">Beginning of the site's entry; null where it has none, or none was kept.</param>
public sealed record PauseGrounds(
    DateTimeOffset? HardSiteUntil,
    DeclaredGround? Declared,
    AssetPlace? Place = null,
    DateTimeOffset? JudgeBy = null,
    DateTimeOffset? HardSiteFrom = null);

/// <summary>What a request needs to know of a declared event.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Kind">What it is.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC; null while it lasts.</param>
/// <param name="CoversAsset">Whether the asset lies in its areas.</param>
public sealed record DeclaredGround(
    string Code, DeclaredEventKind Kind, DateTimeOffset From, DateTimeOffset? Until, bool CoversAsset);
