using FieldOps.Domain.Assets;
using FieldOps.Domain.Faults;
using FieldOps.Domain.Kernel;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Assets;

internal static class Samples
{
    public static readonly DateTimeOffset T0 = new(2024, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static readonly Guid AssetId = AssetIds.Of("default", "SH042");

    public static readonly AssetEntity Station = new(AssetTypes.BaseStation);

    public static readonly AlarmPolicy Policy = RepoFiles.Policy<AlarmPolicy>("alarms", "default.v1.json");

    public static readonly AssetProfile Profile = new(
        "SH042",
        "人民广场 VIP",
        "station-vip",
        "U",
        "Shanghai",
        "Huangpu",
        ["cascading", "vip"],
        "prefecture-city",
        new GeoPoint(121.47, 31.23),
        Station: new StationAttributes(180, 1, 2, HasChangeoverSwitch: true));

    public static readonly AssetRegistered Registered =
        new(AssetId, AssetTypes.BaseStation, Profile, T0.AddDays(-30));

    public static Given<AssetState> Given(params IEnumerable<IEvent> more) =>
        Decisions.Given(Station, [Registered, .. more]);

    public static DateTimeOffset At(double minutes) => T0.AddMinutes(minutes);

    public static RaiseAlarm Raise(
        string id, double minute, string cause = "antennaFailure", string severity = "major") =>
        new(id, severity, cause, At(minute), Policy.TermsFor(severity, cause));

    public static ClearAlarm Clear(string id, double minute) => new(id, At(minute), Policy.Times);

    public static ReportFault Report(double minute, string severity = "major", bool despiteCutover = false) => new(
        severity,
        "antennaFailure",
        "repair",
        "no service",
        "dispatch-centre",
        At(minute),
        despiteCutover,
        Policy.Times);

    public static DeadlineReached Wake(double minute) => new("alarm-persists", At(minute));
}
