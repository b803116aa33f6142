using System.Collections.Immutable;
using FieldOps.Domain.Assets;

namespace FieldOps.Domain.WorkOrders;

/// <summary>Where a piece of evidence was taken.</summary>
/// <param name="Evidence">The hash or reference, as among the evidence of the request.</param>
/// <param name="Latitude">WGS 84 degrees.</param>
/// <param name="Longitude">WGS 84 degrees.</param>
public sealed record EvidencePlace(string Evidence, decimal Latitude, decimal Longitude);

/// <summary>Where the asset of an order is, looked up when a report is made.</summary>
/// <param name="Position">Of a line its middle; null when not known.</param>
/// <param name="Route">Of a line its course; null when not known.</param>
public sealed record AssetPlace(GeoPoint? Position, ImmutableArray<GeoPoint>? Route)
{
    /// <summary>How far a point is from the asset; null when nobody knows where that is.</summary>
    /// <param name="latitude">WGS 84 degrees.</param>
    /// <param name="longitude">WGS 84 degrees.</param>
    /// <returns>Whole metres, away from zero.</returns>
    public int? MetresFrom(decimal latitude, decimal longitude)
    {
        var point = new GeoPoint((double)longitude, (double)latitude);
        double? metres = Route is { IsDefaultOrEmpty: false } route ? GeoDistance.MetresToRoute(point, route)
            : Position is { } position ? GeoDistance.Metres(point, position)
            : null;
        return metres is { } far ? (int)Math.Round(far, MidpointRounding.AwayFromZero) : null;
    }
}

/// <summary>How far a piece of evidence lies from the asset. Where that is, is not kept.</summary>
/// <param name="Evidence">The hash or reference.</param>
/// <param name="Metres">The distance; null when its place or the asset's is not known.</param>
public sealed record EvidenceDistance(string Evidence, int? Metres);

/// <summary>What a rule does with evidence that does not prove presence.</summary>
public enum EvidenceDoubt
{
    /// <summary>It is taken, and whoever judges sees the doubt.</summary>
    Flag,

    /// <summary>It is refused.</summary>
    Refuse,
}

/// <summary>How near to the asset evidence has to be (domain reference, section 6.3).</summary>
/// <param name="PointMetresMax">From a station or another place.</param>
/// <param name="RouteMetresMax">From the route of a cable.</param>
/// <param name="Outside">What is done with evidence from further away.</param>
/// <param name="WithoutPosition">What is done with evidence from nobody knows where.</param>
/// <param name="Milestones">Milestones whose satellite fix is held to it; a fix from elsewhere is flagged.</param>
public sealed record EvidenceRules(
    int PointMetresMax,
    int RouteMetresMax,
    EvidenceDoubt Outside,
    EvidenceDoubt WithoutPosition,
    ImmutableArray<MilestoneKind> Milestones)
{
    /// <summary>How near evidence has to be to an asset of this type.</summary>
    public int MetresMaxFor(string entityType) =>
        entityType == AssetTypes.LineSegment ? RouteMetresMax : PointMetresMax;
}
