namespace FieldOps.Import;

/// <summary>What one numeric alarm type stands for.</summary>
public sealed record AlarmKind(string ProbableCause, string Severity, bool ServiceAffecting);

/// <summary>How the links of the network file become trunk segments.</summary>
public sealed record TrunkRule(
    BilingualText Label,
    IReadOnlyList<string> RemoteProvinces,
    string RemoteAreaClass,
    string AreaClass,
    string CableLevel);

/// <summary>
/// The labelled assignment that gives an anonymous alarm log a place in the world: stations for devices, causes for
/// numeric types, an instant for second 0. It is invented, and says so in <see cref="Label"/>.
/// </summary>
public sealed record AlarmMapping(
    string Version,
    BilingualText Label,
    DateTimeOffset Epoch,
    string TimeZone,
    BilingualText DeviceRule,
    IReadOnlyDictionary<string, string> Devices,
    IReadOnlyDictionary<string, AlarmKind> Types,
    StationClassRule StationClasses,
    TrunkRule Trunks)
{
    /// <summary>The mapping, or null with its problems collected.</summary>
    public static Task<AlarmMapping?> LoadAsync(
        string path, ProblemList problems, CancellationToken cancellation = default) =>
        ConfigJson.ReadAsync<AlarmMapping>(path, problems, (mapping, check) => mapping.Validate(check), cancellation);

    private void Validate(DocumentCheck check)
    {
        check.Zone(TimeZone);
        if (TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone))
        {
            check.That(
                zone.GetUtcOffset(Epoch) == Epoch.Offset,
                "epoch is not written in the offset of its time zone.",
                "epoch 的偏移量与时区不符。");
        }

        check.That(
            Devices.Values.Distinct(StringComparer.Ordinal).Count() == Devices.Count,
            "two devices stand for the same station.",
            "两个设备对应同一基站。");
        foreach (var kind in Types.Values)
        {
            check.Known("probableCause", kind.ProbableCause, ProductCodes.ProbableCauses);
            check.Known("severity", kind.Severity, ProductCodes.Severities);
        }

        StationClasses.Validate(check);
        check.Known("areaClass", Trunks.AreaClass, ProductCodes.AreaClasses);
        check.Known("remoteAreaClass", Trunks.RemoteAreaClass, ProductCodes.AreaClasses);
        check.Known("cableLevel", Trunks.CableLevel, ProductCodes.AssetClasses);
    }
}
