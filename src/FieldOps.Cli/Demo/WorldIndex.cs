using System.Globalization;
using FieldOps.Domain.Contractors;
using FieldOps.Import;

namespace FieldOps.Cli.Demo;

/// <summary>Finds things in a world, and knows what the field sees: when trouble really ended, how far it is.</summary>
internal sealed class WorldIndex
{
    private readonly Dictionary<(string Station, string Cause), WorldAlarm[]> _alarms;
    private readonly Dictionary<string, (double Lon, double Lat)> _bases;
    private readonly Dictionary<Guid, ImportedContractor> _contractors;

    public WorldIndex(World world)
    {
        World = world;
        Zone = TimeZoneInfo.FindSystemTimeZoneById(world.TimeZone);
        Stations = world.Stations.ToDictionary(s => s.Code, StringComparer.Ordinal);
        Segments = world.Segments.ToDictionary(s => s.Code, StringComparer.Ordinal);
        SegmentsById = world.Segments.ToDictionary(s => s.Id, StringComparer.Ordinal);
        // The world gives them by time raised, and grouping keeps that order.
        _alarms = world.Alarms.GroupBy(a => (a.StationCode, a.ProbableCause))
            .ToDictionary(g => g.Key, g => g.ToArray());
        _bases = world.Stations.GroupBy(s => s.County).ToDictionary(
            g => g.Key, g => (g.Average(s => s.Longitude), g.Average(s => s.Latitude)), StringComparer.Ordinal);
        _contractors = world.Contractors.ToDictionary(c => ContractorIds.Contractor(DemoSettings.Tenant, c.Code));
    }

    public World World { get; }

    public TimeZoneInfo Zone { get; }

    public IReadOnlyDictionary<string, WorldStation> Stations { get; }

    public IReadOnlyDictionary<string, WorldSegment> Segments { get; }

    public IReadOnlyDictionary<string, WorldSegment> SegmentsById { get; }

    public ImportedContractor? ContractorOf(Guid id) => _contractors.GetValueOrDefault(id);

    /// <summary>The alarm of this station and cause that began at this instant; null when there is none.</summary>
    public WorldAlarm? AlarmOf(string station, string cause, DateTimeOffset raisedAt) =>
        AlarmsOf(station, cause).FirstOrDefault(a => a.RaisedAt == raisedAt);

    /// <summary>
    /// When the trouble really ended: the clear of the alarm, or of one of the same cause that overlaps it and clears
    /// later. Null when it never clears.
    /// </summary>
    /// <param name="alarm">The alarm.</param>
    /// <param name="quiet">How long the cause must stay away to count as ended; one that flaps has not ended.</param>
    public DateTimeOffset? RestoredAt(WorldAlarm alarm, TimeSpan quiet = default)
    {
        if (alarm.ClearedAt is not { } restored)
        {
            return null;
        }

        foreach (var other in AlarmsOf(alarm.StationCode, alarm.ProbableCause))
        {
            if (other.RaisedAt > restored + quiet)
            {
                break;
            }

            if (other.ClearedAt is not { } cleared)
            {
                return null;
            }

            restored = cleared > restored ? cleared : restored;
        }

        return restored;
    }

    /// <summary>Kilometres on the road from the crew's base: in the middle of the county's stations.</summary>
    public double StationKm(WorldStation station)
    {
        const double Detour = 1.4;
        const double AroundTheCornerKm = 2;
        var (lon, lat) = _bases[station.County];
        return AroundTheCornerKm + (Detour * GreatCircle.Km(lon, lat, station.Longitude, station.Latitude));
    }

    /// <summary>Who else has a share in the lot by which this party has this work on this asset, by code.</summary>
    public IReadOnlyList<string> OthersOfLot(string asset, string workKind, string party)
    {
        var (assetClass, county) = Stations.TryGetValue(asset, out var station)
            ? ($"station-{station.Class.ToLowerInvariant()}", station.County)
            : (Segments[asset].CableLevel, Segments[asset].County ?? Segments[asset].Region);
        return
        [
            .. World.Lots
                .Where(l => Names(l.AssetClasses, assetClass) && Names(l.Areas, county) && Names(l.WorkKinds, workKind))
                .SelectMany(l => l.Shares)
                .Select(s => s.ContractorCode)
                .Where(code => code != party)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    public string MonthOf(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, Zone).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    private static bool Names(IReadOnlyList<string> listed, string word) =>
        listed.Contains(word) || listed.Contains("*");

    private WorldAlarm[] AlarmsOf(string station, string cause) => _alarms.GetValueOrDefault((station, cause)) ?? [];
}
