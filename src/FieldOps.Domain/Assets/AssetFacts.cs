using System.Collections.Immutable;

namespace FieldOps.Domain.Assets;

/// <summary>What other entities need to know of an asset, copied at the instant of the event that carries it.</summary>
/// <param name="AssetId">The asset's entity id.</param>
/// <param name="EntityType"><c>line-segment</c>, <c>base-station</c> or <c>facility</c>.</param>
/// <param name="Code">The operator's own code: unique per tenant, 1 to 60 characters.</param>
/// <param name="Name">Shown to people.</param>
/// <param name="AssetClass">Code of the asset class catalogue: <c>trunk1</c>, <c>station-vip</c> …</param>
/// <param name="AreaClass">U urban, S suburban or county, R remote.</param>
/// <param name="Region">Branch or province.</param>
/// <param name="County">County or district; the area that contract lots name.</param>
/// <param name="BatteryMinutes">Battery backup of a station; null when it has none or it is not known.</param>
/// <param name="Tags">Station tags (<c>vip</c>, <c>cascading</c>, <c>hard-site</c> …), sorted.</param>
/// <param name="Settlement">
/// <c>prefecture-city</c>, <c>county-town</c> or <c>below-county</c>, where the scope policy asks for it; null when not
/// known.
/// </param>
public sealed record AssetFacts(
    Guid AssetId,
    string EntityType,
    string Code,
    string Name,
    string AssetClass,
    string AreaClass,
    string Region,
    string County,
    int? BatteryMinutes,
    ImmutableArray<string> Tags,
    string? Settlement = null);
