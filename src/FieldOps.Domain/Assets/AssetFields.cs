using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assets;

/// <summary>Bounds of what is kept of an asset: they keep its state and the events small.</summary>
internal static class AssetFields
{
    public const int CodeCharsMax = 60;
    public const int NameCharsMax = 200;
    public const int PlaceCharsMax = 60;
    public const int ReasonCharsMax = 500;
    public const int TagsMax = 20;
    private const int TagCharsMax = 40;
    private const int BatteryMinutesMax = 7 * 24 * 60;
    private const int CoreCountMax = 10_000;
    private const int RoutePointsMax = 200;
    private const decimal SheathKmMax = 10_000m;
    private static readonly string[] s_areaClasses = ["U", "S", "R"];
    private static readonly string[] s_settlements = ["prefecture-city", "county-town", "below-county"];
    private static readonly string[] s_layTypes =
        ["direct-buried", "aerial", "duct", "indoor", "trough", "wall-mounted", "tunnel"];

    public static bool IsText(string? text, int charsMax) =>
        text is not null && text.Length <= charsMax && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);

    public static Refusal Invalid(string field, string expected) =>
        Refusal.Of(AssetRefusals.FieldInvalid, ("field", field), ("expected", expected));

    public static Refusal? FaultOf(AssetProfile profile, string entityType) =>
        TextFault(profile) ?? PlaceFault(profile) ?? TagFault(profile) ?? KindFault(profile, entityType);

    private static Refusal? TextFault(AssetProfile profile)
    {
        if (!IsText(profile.Code, CodeCharsMax))
        {
            return Invalid("code", $"1 to {CodeCharsMax} characters");
        }

        if (!IsText(profile.Name, NameCharsMax))
        {
            return Invalid("name", $"1 to {NameCharsMax} characters");
        }

        if (!IsText(profile.Region, PlaceCharsMax))
        {
            return Invalid("region", $"1 to {PlaceCharsMax} characters");
        }

        return IsText(profile.County, PlaceCharsMax) ? null : Invalid("county", $"1 to {PlaceCharsMax} characters");
    }

    private static Refusal? PlaceFault(AssetProfile profile)
    {
        if (!s_areaClasses.Contains(profile.AreaClass))
        {
            return Invalid("areaClass", string.Join(", ", s_areaClasses));
        }

        if (profile.Settlement is { } settlement && !s_settlements.Contains(settlement))
        {
            return Invalid("settlement", string.Join(", ", s_settlements));
        }

        return profile.Position is { } at && !IsOnEarth(at)
            ? Invalid("position", "longitude -180 to 180, latitude -90 to 90")
            : null;
    }

    private static bool IsOnEarth(GeoPoint? at) =>
        at is { Longitude: >= -180 and <= 180, Latitude: >= -90 and <= 90 };

    private static Refusal? TagFault(AssetProfile profile)
    {
        var tags = profile.Tags;
        if (tags.Length > TagsMax || tags.Any(t => !IsText(t, TagCharsMax)))
        {
            return Invalid("tags", $"at most {TagsMax} of 1 to {TagCharsMax} characters");
        }

        for (var i = 1; i < tags.Length; i++)
        {
            if (string.CompareOrdinal(tags[i - 1], tags[i]) >= 0)
            {
                return Invalid("tags", "sorted, without doubles");
            }
        }

        return null;
    }

    private static Refusal? KindFault(AssetProfile profile, string entityType)
    {
        if (profile.Line is not null && entityType != AssetTypes.LineSegment)
        {
            return Invalid("line", "only of line segments");
        }

        if (profile.Station is not null && entityType != AssetTypes.BaseStation)
        {
            return Invalid("station", "only of base stations");
        }

        return LineFault(profile.Line) ?? StationFault(profile.Station);
    }

    private static Refusal? LineFault(LineAttributes? line)
    {
        if (line is null)
        {
            return null;
        }

        if (line.SheathKm is <= 0m or > SheathKmMax)
        {
            return Invalid("line.sheathKm", "above 0, at most 10000");
        }

        if (line.CoreCount is < 1 or > CoreCountMax)
        {
            return Invalid("line.coreCount", "1 to 10000");
        }

        if (line.LayType is { } layType && !s_layTypes.Contains(layType))
        {
            return Invalid("line.layType", string.Join(", ", s_layTypes));
        }

        if (line.Route is { } route
            && (route.IsDefault || route.Length is < 2 or > RoutePointsMax || !route.All(IsOnEarth)))
        {
            return Invalid("line.route", $"2 to {RoutePointsMax} points, longitude -180 to 180, latitude -90 to 90");
        }

        var tooLong = line.AEnd?.Length > NameCharsMax
            || line.ZEnd?.Length > NameCharsMax
            || line.Ownership?.Length > TagCharsMax;
        return tooLong
            ? Invalid("line", $"ends of {NameCharsMax}, ownership of {TagCharsMax} characters at most")
            : null;
    }

    private static Refusal? StationFault(StationAttributes? station) => station switch
    {
        null => null,
        { BatteryMinutes: < 0 or > BatteryMinutesMax } => Invalid("station.batteryMinutes", "0 to 10080"),
        { GenerationLevel: < 1 or > 4 } => Invalid("station.generationLevel", "1 to 4"),
        { SharedBy: < 1 or > 3 } => Invalid("station.sharedBy", "1 to 3"),
        _ => null,
    };
}
