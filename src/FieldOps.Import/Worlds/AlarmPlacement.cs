using System.Globalization;

namespace FieldOps.Import;

/// <summary>Gives anonymous alarms a station, cause and instant; what is not mapped is reported.</summary>
internal sealed class AlarmPlacement(AlarmMapping mapping, IReadOnlyList<WorldStation> stations, ProblemList problems)
{
    private readonly HashSet<string> _stations = [.. stations.Select(s => s.Code)];

    public IReadOnlyList<WorldAlarm> Place(IReadOnlyList<ImportedAlarm> alarms)
    {
        var placed = new List<WorldAlarm>(alarms.Count);
        foreach (var alarm in alarms)
        {
            if (Problem(alarm) is { } problem)
            {
                problems.Add(problem);
            }
            else
            {
                placed.Add(Place(alarm, mapping));
            }
        }

        return [.. placed.OrderBy(a => a.RaisedAt).ThenBy(a => a.Id, StringComparer.Ordinal)];
    }

    private ImportProblem? Problem(ImportedAlarm alarm)
    {
        if (!mapping.Devices.TryGetValue(alarm.Device, out var station))
        {
            return TopologyProblems.NotMapped(alarm.Line, "device", alarm.Device);
        }

        if (!_stations.Contains(station))
        {
            return TopologyProblems.NotMapped(alarm.Line, "station", station);
        }

        return mapping.Types.ContainsKey(alarm.Type)
            ? null
            : TopologyProblems.NotMapped(alarm.Line, "type", alarm.Type);
    }

    /// <summary>An alarm whose device and type the mapping knows.</summary>
    public static WorldAlarm Place(ImportedAlarm alarm, AlarmMapping mapping)
    {
        var kind = mapping.Types[alarm.Type];
        var epoch = mapping.Epoch.ToUniversalTime();
        return new WorldAlarm(
            string.Create(CultureInfo.InvariantCulture, $"RA-{alarm.Line:D7}"),
            mapping.Devices[alarm.Device],
            kind.ProbableCause,
            kind.Severity,
            kind.ServiceAffecting,
            epoch.AddSeconds(alarm.StartSeconds),
            epoch.AddSeconds(alarm.EndSeconds),
            alarm.Line);
    }
}
