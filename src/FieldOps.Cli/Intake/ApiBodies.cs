using FieldOps.Import;

namespace FieldOps.Cli.Intake;

/// <summary>What was imported, in the words that the API takes. Names that people see are the Chinese ones.</summary>
internal static class ApiBodies
{
    /// <summary>County of cable that no single county owns: the API wants a word, and no lot names this one.</summary>
    public const string NoCounty = "-";

    /// <summary>Open orders at most where a file sets no bound: the API's own.</summary>
    private const int OpenOrdersUnbounded = 100_000;

    private const int MinutesPerHour = 60;
    private const int KmDecimals = 3;
    private const string All = "*";

    public static object Of(WorldSegment segment, string aEnd, string zEnd)
    {
        return new
        {
            segment.Code,
            Name = segment.NameZh,
            AssetClass = segment.CableLevel,
            segment.AreaClass,
            segment.Region,
            County = segment.County ?? NoCounty,
            Line = new
            {
                SheathKm = Math.Round((decimal)segment.LengthKm, KmDecimals, MidpointRounding.AwayFromZero),
                AEnd = aEnd,
                ZEnd = zEnd,
            },
        };
    }

    public static object Of(WorldStation station)
    {
        return new
        {
            station.Code,
            Name = station.NameZh,
            AssetClass = "station-" + station.Class.ToLowerInvariant(),
            station.AreaClass,
            station.Region,
            station.County,
            station.Tags,
            Position = new { station.Longitude, station.Latitude },
            Station = new { BatteryMinutes = (int)(station.BatteryHours * MinutesPerHour) },
        };
    }

    public static object Raised(WorldAlarm alarm)
    {
        return new
        {
            AlarmId = alarm.Id,
            AssetCode = alarm.StationCode,
            AssetType = "base-station",
            State = "raised",
            PerceivedSeverity = alarm.Severity,
            alarm.ProbableCause,
            AlarmRaisedTime = alarm.RaisedAt,
        };
    }

    public static object Cleared(WorldAlarm alarm)
    {
        return new
        {
            AlarmId = alarm.Id,
            AssetCode = alarm.StationCode,
            AssetType = "base-station",
            State = "cleared",
            AlarmClearedTime = alarm.ClearedAt,
        };
    }

    public static object Of(ImportedContractor contractor) =>
        new { contractor.Code, contractor.Kind, contractor.NameZh, contractor.NameEn, contractor.Organisation };

    /// <summary>The standing of the API for a status of the file; null for the one that a new contractor has.</summary>
    public static string? StandingOf(ImportedContractor contractor) =>
        contractor.Status == "exiting" ? "notice" : null;

    /// <param name="lot">The lot.</param>
    /// <param name="zone">Days of the file begin at midnight there.</param>
    public static object Of(ImportedLot lot, TimeZoneInfo zone)
    {
        return new
        {
            lot.Code,
            Terms = new
            {
                lot.NameZh,
                lot.NameEn,
                AssetClasses = IsAll(lot.AssetClasses) ? ProductCodes.AssetClasses : lot.AssetClasses,
                lot.Areas,
                WorkKinds = IsAll(lot.WorkKinds) ? [] : lot.WorkKinds,
                lot.Pilot,
                Mode = lot.Mode ?? "partial",
                Shares = lot.Shares.Select(s => new { s.ContractorCode, SharePercent = s.Percent }),
                OpenOrdersMax = lot.OpenOrdersMax ?? OpenOrdersUnbounded,
                EffectiveFrom = MidnightOf(lot.EffectiveFrom, zone),
                EffectiveTo = lot.EffectiveTo is { } end ? MidnightOf(end, zone) : (DateTimeOffset?)null,
                lot.MonthlyFeeCny,
            },
        };
    }

    private static bool IsAll(IReadOnlyList<string> words) => words.Contains(All, StringComparer.Ordinal);

    private static DateTimeOffset MidnightOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
