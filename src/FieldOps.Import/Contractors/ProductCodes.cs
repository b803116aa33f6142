namespace FieldOps.Import;

/// <summary>The codes that files may use: they are the product's own, checked at the door.</summary>
public static class ProductCodes
{
    public static IReadOnlyList<string> AssetClasses { get; } =
    [
        "trunk1", "trunk2", "junction", "local-backbone", "aggregation", "access", "copper-feeder",
        "copper-distribution", "copper-drop", "station-vip", "station-a", "station-b", "station-c",
        "air-conditioning", "equipment-room", "end-office", "terminal",
    ];

    public static IReadOnlyList<string> WorkKinds { get; } =
        ["patrol", "inspection", "guard", "repair", "generation", "install"];

    public static IReadOnlyList<string> StationClasses { get; } = ["VIP", "A", "B", "C"];

    public static IReadOnlyList<string> AreaClasses { get; } = ["U", "S", "R"];

    public static IReadOnlyList<string> Severities { get; } =
        ["critical", "major", "minor", "warning", "indeterminate"];

    /// <summary>Probable causes of X.733 and RFC 3877 that the product knows; <c>outOfService</c> is its own.</summary>
    public static IReadOnlyList<string> ProbableCauses { get; } =
    [
        "powerSupplyFailure", "antennaFailure", "batteryChargingFailure", "airConditioningFailure",
        "batteryDischarging", "batteryFailure", "commercialPowerFailure", "coolingFanFailure", "engineFailure",
        "fuseFailure", "generatorFailure", "lowBatteryThreshold", "rectifierFailure", "rectifierHighVoltage",
        "rectifierLowVoltage", "enclosureDoorOpen", "fire", "flood", "highHumidity", "highTemperature", "highWind",
        "iceBuildUp", "intrusionDetection", "lowFuel", "lowCablePressure", "smoke", "cableTamper",
        "lossOfRedundancy", "transmitterFailure", "outOfService",
    ];
}
