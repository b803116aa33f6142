using System.Globalization;

namespace FieldOps.Import;

/// <summary>Alarms of the sample: mains failures with their chains, single alarms, and devices that flap.</summary>
internal sealed class SampleAlarms(ulong seed, SampleAlarmFacts facts, DateTimeOffset from, DateTimeOffset to)
{
    private const double DaysAMonth = 30.4375;
    private const int SecondsAMinute = 60;
    private const int SecondsAnHour = 3600;

    private readonly List<WorldAlarm> _alarms = [];
    private readonly int _seconds = (int)(to - from).TotalSeconds;
    private readonly double _months = (to - from).TotalDays / DaysAMonth;

    public IReadOnlyList<WorldAlarm> Generate(IReadOnlyList<WorldStation> stations)
    {
        var flapping = stations
            .OrderBy(s => SeededRandom.For(seed, "flapping/" + s.Code).NextUInt64())
            .Take(facts.Flapping.Stations)
            .ToHashSet();
        foreach (var station in stations)
        {
            var random = SeededRandom.For(seed, "alarms/" + station.Code);
            Repeat(random, facts.Mains.PerStationMonth, () => AddMainsFailure(random, station));
            Repeat(random, facts.Other.PerStationMonth, () => AddSingle(random, station));
            if (flapping.Contains(station))
            {
                Repeat(random, facts.Flapping.BurstsPerStationMonth, () => AddBurst(random, station));
            }
        }

        return Ordered();
    }

    private void Repeat(SeededRandom random, double perMonth, Action action)
    {
        for (var left = random.NextCount(perMonth * _months); left > 0; left--)
        {
            action();
        }
    }

    private void AddMainsFailure(SeededRandom random, WorldStation station)
    {
        var mains = facts.Mains;
        var at = random.NextInt(_seconds);
        var back = at + (int)(random.NextOf(mains.Minutes) * SecondsAMinute);
        var empty = at + (int)(station.BatteryHours * SecondsAnHour);
        var low = at + (int)(station.BatteryHours * SecondsAnHour * mains.LowBatteryShare);
        Add(station, "commercialPowerFailure", "major", false, at, back);
        var discharging = at + mains.DischargeDelaySeconds;
        if (back > discharging)
        {
            Add(station, "batteryDischarging", "minor", false, discharging, back + mains.RecoverySeconds);
        }

        if (back > low)
        {
            Add(station, "lowBatteryThreshold", "major", false, low, back + mains.RecoverySeconds);
        }

        if (back > empty)
        {
            Add(station, "outOfService", "critical", true, empty, back + (2 * mains.RecoverySeconds));
        }
    }

    private void AddSingle(SeededRandom random, WorldStation station)
    {
        var kind = random.Pick(facts.Other.Kinds, k => k.Weight);
        var at = random.NextInt(_seconds);
        var until = at + (int)(random.NextOf(kind.Minutes) * SecondsAMinute);
        Add(station, kind.ProbableCause, kind.Severity, kind.ServiceAffecting, at, until);
    }

    private void AddBurst(SeededRandom random, WorldStation station)
    {
        var flapping = facts.Flapping;
        var at = random.NextInt(_seconds);
        for (var left = random.NextBetween(flapping.AlarmsMin, flapping.AlarmsMax); left > 0; left--)
        {
            var until = at + random.NextBetween(flapping.UpSecondsMin, flapping.UpSecondsMax);
            Add(station, flapping.ProbableCause, flapping.Severity, flapping.ServiceAffecting, at, until);
            at = until + random.NextBetween(flapping.GapSecondsMin, flapping.GapSecondsMax);
        }
    }

    private void Add(WorldStation station, string cause, string severity, bool affecting, int at, int until)
    {
        if (at < _seconds)
        {
            _alarms.Add(new WorldAlarm(
                string.Empty,
                station.Code,
                cause,
                severity,
                affecting,
                from.AddSeconds(at),
                from.AddSeconds(until),
                SourceLine: 0));
        }
    }

    /// <summary>Numbers the alarms by time. One that is up cannot be raised again, so an overlap is dropped.</summary>
    private IReadOnlyList<WorldAlarm> Ordered()
    {
        var busyUntil = new Dictionary<(string, string), DateTimeOffset>();
        var kept = new List<WorldAlarm>();
        var ordered = _alarms
            .OrderBy(a => a.RaisedAt)
            .ThenBy(a => a.StationCode, StringComparer.Ordinal)
            .ThenBy(a => a.ProbableCause, StringComparer.Ordinal);
        foreach (var alarm in ordered)
        {
            var key = (alarm.StationCode, alarm.ProbableCause);
            if (!busyUntil.TryGetValue(key, out var busy) || busy < alarm.RaisedAt)
            {
                busyUntil[key] = alarm.ClearedAt!.Value;
                kept.Add(alarm with { Id = string.Create(CultureInfo.InvariantCulture, $"SA-{kept.Count + 1:D6}") });
            }
        }

        return kept;
    }
}
