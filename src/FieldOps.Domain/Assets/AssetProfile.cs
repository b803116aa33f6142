using System.Collections.Immutable;

namespace FieldOps.Domain.Assets;

/// <summary>What an asset is (domain reference, sections 4.1 and 4.2).</summary>
/// <param name="Code">The operator's own code: unique per tenant, 1 to 60 characters, never changed.</param>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="AssetClass">Code of the asset class catalogue.</param>
/// <param name="AreaClass">U urban, S suburban or county, R remote.</param>
/// <param name="Region">Branch or province, 1 to 60 characters.</param>
/// <param name="County">County or district, 1 to 60 characters.</param>
/// <param name="Tags">Sorted, no doubles, 20 at most: <c>vip</c>, <c>cascading</c>, <c>hard-site</c> …</param>
/// <param name="Settlement">
/// <c>prefecture-city</c>, <c>county-town</c>, <c>below-county</c>; null when not known.
/// </param>
/// <param name="Position">Where; of a line its middle. Null when not known.</param>
/// <param name="Line">Of line segments only.</param>
/// <param name="Station">Of base stations only.</param>
public sealed record AssetProfile(
    string Code,
    string Name,
    string AssetClass,
    string AreaClass,
    string Region,
    string County,
    ImmutableArray<string> Tags,
    string? Settlement = null,
    GeoPoint? Position = null,
    LineAttributes? Line = null,
    StationAttributes? Station = null)
{
    /// <summary>Equal by content; the generated equality would compare the tag lists by reference.</summary>
    public bool Equals(AssetProfile? other) =>
        other is not null
        && (Code, Name, AssetClass, AreaClass, Region, County, Settlement, Position, Line)
            == (other.Code, other.Name, other.AssetClass, other.AreaClass, other.Region, other.County, other.Settlement,
                other.Position, other.Line)
        && Station == other.Station
        && Tags.AsSpan().SequenceEqual(other.Tags.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Code, Name, AssetClass, Region, County, Tags.Length);
}

/// <summary>A point on the earth, WGS 84.</summary>
/// <param name="Longitude">Degrees east, -180 to 180.</param>
/// <param name="Latitude">Degrees north, -90 to 90.</param>
public sealed record GeoPoint(double Longitude, double Latitude);

/// <summary>What is known of a line segment.</summary>
/// <param name="SheathKm">Sheath length (皮长), km, above 0.</param>
/// <param name="CoreCount">Fibres or pairs; null when not known.</param>
/// <param name="LayType">
/// <c>direct-buried</c>, <c>aerial</c>, <c>duct</c>, <c>indoor</c>, <c>trough</c>, <c>wall-mounted</c>,
/// <c>tunnel</c>; null when not known.
/// </param>
/// <param name="AEnd">A end: place, frame and port in the operator's own words, 200 characters at most.</param>
/// <param name="ZEnd">Z end, as the A end.</param>
/// <param name="Ownership"><c>self-built</c>, <c>joint</c>, <c>bought</c>, <c>other</c>; null when not known.</param>
/// <param name="Route">
/// Where the cable runs: 2 to 200 points from the A end to the Z end; null when not known. A line between two towns is
/// not the route of the cable between them.
/// </param>
public sealed record LineAttributes(
    decimal SheathKm,
    int? CoreCount = null,
    string? LayType = null,
    string? AEnd = null,
    string? ZEnd = null,
    string? Ownership = null,
    ImmutableArray<GeoPoint>? Route = null)
{
    /// <summary>Equal by content; the generated equality would compare the routes by reference.</summary>
    public bool Equals(LineAttributes? other) =>
        other is not null
        && (SheathKm, CoreCount, LayType, AEnd, ZEnd, Ownership)
            == (other.SheathKm, other.CoreCount, other.LayType, other.AEnd, other.ZEnd, other.Ownership)
        && (Route ?? []).AsSpan().SequenceEqual((other.Route ?? []).AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(SheathKm, CoreCount, LayType, AEnd, ZEnd, Route?.Length);
}

/// <summary>What is known of a base station.</summary>
/// <param name="BatteryMinutes">Battery backup; null when there is none or it is not known.</param>
/// <param name="GenerationLevel">Generation-guarantee class (发电保障等级), 1 to 4; null when not known.</param>
/// <param name="SharedBy">Operators on the site, 1 to 3.</param>
/// <param name="HasChangeoverSwitch">Change-over switch (倒顺开关) installed; null when not known.</param>
public sealed record StationAttributes(
    int? BatteryMinutes = null, int? GenerationLevel = null, int SharedBy = 1, bool? HasChangeoverSwitch = null);
