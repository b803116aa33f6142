namespace FieldOps.Import;

/// <summary>A cause of cable faults; without months it happens all year.</summary>
public sealed record FaultCause(string Code, int Weight, IReadOnlyList<int>? Months = null);

/// <summary>How often, when and why cables break.</summary>
/// <param name="PerThousandKmYear">Faults per 1000 km and year by cable level.</param>
/// <param name="MonthProfile">Twelve factors around 1, January first.</param>
/// <param name="SecondOfDay">Quantiles of the local second of the day.</param>
/// <param name="Causes">Causes with weights.</param>
/// <param name="Severities">Weights of severities by cable level.</param>
public sealed record SegmentFaultFacts(
    IReadOnlyDictionary<string, double> PerThousandKmYear,
    IReadOnlyList<double> MonthProfile,
    IReadOnlyList<IReadOnlyList<double>> SecondOfDay,
    IReadOnlyList<FaultCause> Causes,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Severities);

/// <summary>A county of the sample with what is built there.</summary>
public sealed record SampleCounty(
    string Code,
    string NameZh,
    string NameEn,
    double Lon,
    double Lat,
    string AreaClass,
    int Stations,
    int AggregationPoints,
    double SpreadKm);

/// <summary>Mains failures and the chain that follows them on one site.</summary>
public sealed record MainsFacts(
    double PerStationMonth,
    IReadOnlyList<IReadOnlyList<double>> Minutes,
    int DischargeDelaySeconds,
    double LowBatteryShare,
    int RecoverySeconds);

/// <summary>A kind of single alarm.</summary>
public sealed record SampleAlarmKind(
    string ProbableCause,
    string Severity,
    bool ServiceAffecting,
    int Weight,
    IReadOnlyList<IReadOnlyList<double>> Minutes);

/// <summary>Single alarms of all kinds.</summary>
public sealed record OtherAlarmFacts(double PerStationMonth, IReadOnlyList<SampleAlarmKind> Kinds);

/// <summary>Stations whose alarm comes and goes in bursts.</summary>
public sealed record FlappingFacts(
    int Stations,
    double BurstsPerStationMonth,
    int AlarmsMin,
    int AlarmsMax,
    int UpSecondsMin,
    int UpSecondsMax,
    int GapSecondsMin,
    int GapSecondsMax,
    string ProbableCause,
    string Severity,
    bool ServiceAffecting);

/// <summary>All alarms of the sample.</summary>
public sealed record SampleAlarmFacts(MainsFacts Mains, OtherAlarmFacts Other, FlappingFacts Flapping);

/// <summary>The labelled facts from which the sample world and all segment faults are generated.</summary>
public sealed record SampleFacts(
    string Version,
    BilingualText Label,
    string TimeZone,
    DateOnly From,
    DateOnly To,
    double RouteFactor,
    SegmentFaultFacts SegmentFaults,
    IReadOnlyList<string> Cities,
    IReadOnlyList<IReadOnlyList<string>> Trunk1,
    IReadOnlyList<IReadOnlyList<string>> Trunk2,
    string LocalCity,
    IReadOnlyList<SampleCounty> Counties,
    StationClassRule StationClasses,
    SampleAlarmFacts Alarms)
{
    public static Task<SampleFacts?> LoadAsync(
        string path, ProblemList problems, CancellationToken cancellation = default) =>
        ConfigJson.ReadAsync<SampleFacts>(path, problems, SampleFactsCheck.Validate, cancellation);
}
