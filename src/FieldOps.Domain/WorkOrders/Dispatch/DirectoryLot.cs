using System.Collections.Immutable;
using FieldOps.Domain.Assets;

namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>A contract lot (标包) as dispatch sees it.</summary>
/// <param name="Id">The lot's entity id.</param>
/// <param name="Code">Its code, unique per tenant.</param>
/// <param name="AssetClasses">Asset classes it covers; codes of the catalogue.</param>
/// <param name="Areas">Areas it covers, as <see cref="LotAreas"/> words.</param>
/// <param name="WorkKinds">Kinds of work it covers; absent or empty for any.</param>
/// <param name="Pilot">True when it may take work that the scope policy gives to pilots only.</param>
/// <param name="Shares">Who works in it and with which share (份额).</param>
/// <param name="OpenOrdersMax">A contractor with this many open orders is passed over; null for no bound.</param>
/// <param name="EffectiveFrom">First instant, UTC.</param>
/// <param name="EffectiveTo">First instant after it, UTC; null when open.</param>
/// <param name="ByVolume">Whether its contractors share by the orders counted, not by a draw.</param>
/// <param name="Whole">Whether it is of whole outsourcing: the party's own steps are its own.</param>
public sealed record DirectoryLot(
    Guid Id,
    string Code,
    ImmutableArray<string> AssetClasses,
    ImmutableArray<string> Areas,
    ImmutableArray<string> WorkKinds,
    bool Pilot,
    ImmutableArray<LotShare> Shares,
    int? OpenOrdersMax,
    DateTimeOffset EffectiveFrom,
    DateTimeOffset? EffectiveTo = null,
    bool ByVolume = false,
    bool Whole = false)
{
    /// <summary>Whether the lot covers this work on this asset at this instant.</summary>
    public bool Covers(AssetFacts asset, string workKind, DateTimeOffset at) =>
        EffectiveFrom <= at
        && (EffectiveTo is null || at < EffectiveTo)
        && (WorkKinds.IsDefaultOrEmpty || WorkKinds.Contains(workKind))
        && AssetClasses.Contains(asset.AssetClass)
        && LotAreas.Cover(Areas, asset.Region, asset.County);
}
