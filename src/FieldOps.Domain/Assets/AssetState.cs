using System.Collections.Immutable;
using FieldOps.Domain.Faults;

namespace FieldOps.Domain.Assets;

/// <summary>An asset as its events have made it.</summary>
/// <param name="EntityType">Its entity type.</param>
/// <param name="AssetId">Its id; empty before it is registered.</param>
/// <param name="Profile">What it is; null before it is registered.</param>
/// <param name="Retired">Out of maintenance.</param>
/// <param name="Cutovers">Announced windows not long past, in the order of their declaration.</param>
/// <param name="Faults">Alarms and the open ticket.</param>
public sealed record AssetState(
    string EntityType,
    Guid AssetId,
    AssetProfile? Profile,
    bool Retired,
    ImmutableArray<Cutover> Cutovers,
    FaultState Faults)
{
    internal static AssetState Unregistered(string entityType) =>
        new(entityType, Guid.Empty, null, Retired: false, [], FaultState.Quiet);

    /// <summary>What other entities are told of the asset; null before it is registered.</summary>
    public AssetFacts? Facts() => Profile is not { } profile
        ? null
        : new AssetFacts(
            AssetId,
            EntityType,
            profile.Code,
            profile.Name,
            profile.AssetClass,
            profile.AreaClass,
            profile.Region,
            profile.County,
            profile.Station?.BatteryMinutes,
            profile.Tags,
            profile.Settlement);

    /// <summary>The announced window that holds this instant; null when none does.</summary>
    internal Cutover? CutoverAt(DateTimeOffset instant)
    {
        foreach (var cutover in Cutovers)
        {
            if (cutover.From <= instant && instant < cutover.To)
            {
                return cutover;
            }
        }

        return null;
    }
}

/// <summary>An announced window of planned works, half-open.</summary>
/// <param name="CutoverId">Which.</param>
/// <param name="From">First instant, UTC.</param>
/// <param name="To">First instant after it, UTC.</param>
/// <param name="Reason">For people.</param>
public sealed record Cutover(Guid CutoverId, DateTimeOffset From, DateTimeOffset To, string Reason);
