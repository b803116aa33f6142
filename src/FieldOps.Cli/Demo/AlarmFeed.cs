using FieldOps.Domain.Assets;
using FieldOps.Domain.Faults;
using FieldOps.Import;

namespace FieldOps.Cli.Demo;

/// <summary>The begins and ends of the world's alarms, by time, as an alarm system sends them.</summary>
internal sealed class AlarmFeed
{
    private readonly Signal[] _signals;
    private int _next;

    public AlarmFeed(World world, DateTimeOffset until)
    {
        var signals = new List<Signal>(2 * world.Alarms.Count);
        foreach (var alarm in world.Alarms.Where(a => a.RaisedAt < until))
        {
            signals.Add(new Signal(alarm.RaisedAt, alarm, Raised: true));
            if (alarm.ClearedAt is { } cleared)
            {
                signals.Add(new Signal(cleared, alarm, Raised: false));
            }
        }

        _signals =
        [
            .. signals.OrderBy(s => s.At).ThenBy(s => !s.Raised).ThenBy(s => s.Alarm.Id, StringComparer.Ordinal),
        ];
    }

    public int Count => _signals.Length;

    public int Sent => _next;

    /// <summary>Of those sent, the begins.</summary>
    public int Raised { get; private set; }

    /// <summary>By when the next must be told; null when there is none.</summary>
    public DateTimeOffset? TellBy(AlarmPolicy policy, Func<string, bool> hasTicket)
    {
        DateTimeOffset? soonest = null;
        for (var i = _next; i < _signals.Length && !(_signals[i].At > soonest); i++)
        {
            var by = Patience.TellBy(_signals[i], policy, hasTicket(_signals[i].Alarm.StationCode));
            soonest = soonest is null || by < soonest ? by : soonest;
        }

        return soonest;
    }

    /// <summary>Those due by then, in order; each is given once.</summary>
    public IReadOnlyList<Signal> Take(DateTimeOffset until)
    {
        var from = _next;
        while (_next < _signals.Length && _signals[_next].At <= until)
        {
            Raised += _signals[_next].Raised ? 1 : 0;
            _next++;
        }

        return new ArraySegment<Signal>(_signals, from, _next - from);
    }

    /// <summary>When the product will look at it, if it lasts that long; null when it does not.</summary>
    public static DateTimeOffset? PersistsAt(WorldAlarm alarm, AlarmPolicy policy)
    {
        var minutes = policy.TermsFor(alarm.Severity, alarm.ProbableCause).PersistenceMinutes;
        var at = minutes is { } m ? alarm.RaisedAt.AddMinutes(m) : (DateTimeOffset?)null;
        return at is { } due && (alarm.ClearedAt is not { } cleared || cleared >= due) ? due : null;
    }

    /// <summary>As the API takes it.</summary>
    public static object BodyOf(Signal signal) => signal.Raised
        ? new
        {
            AlarmId = signal.Alarm.Id,
            AssetCode = signal.Alarm.StationCode,
            AssetType = AssetTypes.BaseStation,
            State = "raised",
            PerceivedSeverity = signal.Alarm.Severity,
            signal.Alarm.ProbableCause,
            AlarmRaisedTime = signal.At,
        }
        : new
        {
            AlarmId = signal.Alarm.Id,
            AssetCode = signal.Alarm.StationCode,
            AssetType = AssetTypes.BaseStation,
            State = "cleared",
            AlarmClearedTime = signal.At,
        };
}

/// <summary>An alarm begins or ends.</summary>
internal readonly record struct Signal(DateTimeOffset At, WorldAlarm Alarm, bool Raised);
