namespace FieldOps.Domain.Assets;

/// <summary>The entity types that assets are registered under.</summary>
public static class AssetTypes
{
    /// <summary>Line segment (线路段): cable between two ends.</summary>
    public const string LineSegment = "line-segment";

    /// <summary>Base station (基站).</summary>
    public const string BaseStation = "base-station";

    /// <summary>Everything else that is maintained: equipment rooms, air-conditioning, ducts, terminals …</summary>
    public const string Facility = "facility";

    /// <summary>All types, stations first: most faults are theirs.</summary>
    public static IReadOnlyList<string> All { get; } = [BaseStation, LineSegment, Facility];
}
