namespace FieldOps.Simulation.World;

/// <summary>Alarms and reports: late, doubled, short, long, cleared before they were told.</summary>
internal sealed class FaultDeeds(Chance chance, Func<string> nextKey)
{
    private static readonly string[] s_stationCauses =
        ["commercialPowerFailure", "batteryDischarging", "outOfService", "transmitterFailure", "highTemperature",
            "fire"];

    private static readonly string[] s_lineCauses = ["lossOfSignal", "lowCablePressure", "cableTamper"];
    private static readonly string[] s_severities = ["critical", "major", "major", "minor", "warning"];
    private readonly List<(Site Site, string Alarm, DateTimeOffset RaisedAt)> _active = [];
    private int _alarms;

    /// <summary>Some ends of alarms and some begins, in one batch.</summary>
    public Wish Alarms(DateTimeOffset now)
    {
        var items = new List<object>();
        foreach (var alarm in _active.Where(_ => chance.Of(22)).ToArray())
        {
            items.Add(Cleared(alarm.Site, alarm.Alarm, Later(alarm.RaisedAt, now.AddMinutes(-chance.Between(0, 2)))));
            _active.Remove(alarm);
        }

        for (var n = chance.Between(0, 3); n > 0; n--)
        {
            Raise(items, now);
        }

        if (items.Count > 0 && chance.Of(15))
        {
            items.Add(chance.One(items));
        }

        return new Wish(nextKey(), "alarms:batch", new { items }, Person.Dispatcher);
    }

    /// <summary>True when <see cref="Alarms"/> has something to say.</summary>
    public static bool HasItems(Wish wish) =>
        ((System.Collections.ICollection)wish.Body!.GetType().GetProperty("items")!.GetValue(wish.Body)!).Count > 0;

    /// <summary>The ends of everything that still lasts.</summary>
    public Wish? AllClear(DateTimeOffset now)
    {
        var items = _active.ConvertAll(a => Cleared(a.Site, a.Alarm, Later(a.RaisedAt, now)));
        _active.Clear();
        return items.Count == 0 ? null : new Wish(nextKey(), "alarms:batch", new { items }, Person.Dispatcher);
    }

    /// <summary>Somebody calls in.</summary>
    public Wish Report(DateTimeOffset now)
    {
        var site = chance.One(Sites.All);
        return new Wish(
            nextKey(),
            "tickets",
            new
            {
                assetCode = chance.Of(3) ? "NOWHERE" : site.Code,
                severity = chance.One(s_severities),
                probableCause = chance.One(CausesOf(site)),
                description = "电话申告 / by phone",
                channel = "dispatch-centre",
                occurredAt = now.AddMinutes(-chance.Between(0, 90)),
            },
            Person.Dispatcher);
    }

    /// <summary>Work by hand: a guard, a repair that the rules may refuse.</summary>
    public Wish ByHand(DateTimeOffset now) => new(
        nextKey(),
        "work-orders",
        new
        {
            assetCode = chance.One(Sites.All).Code,
            workKind = chance.Of(70) ? "guard" : "repair",
            description = "盯防 / guard",
            contractor = chance.Of(50) ? chance.One(Sites.Contractors) : null,
            occurredAt = now,
        },
        Person.Dispatcher);

    private void Raise(List<object> items, DateTimeOffset now)
    {
        var site = chance.One(Sites.All);
        var alarm = $"AL-{++_alarms}";
        var raisedAt = now.AddMinutes(-chance.Between(0, chance.Of(15) ? 90 : 3));
        // The clear may come before the begin is told.
        if (chance.Of(5))
        {
            items.Add(Cleared(site, alarm, raisedAt.AddMinutes(chance.Between(0, 40)) is var at && at < now
                ? at : now));
        }
        else
        {
            _active.Add((site, alarm, raisedAt));
        }

        items.Add(new
        {
            alarmId = alarm,
            assetCode = site.Code,
            state = "raised",
            perceivedSeverity = chance.One(s_severities),
            probableCause = chance.One(CausesOf(site)),
            alarmRaisedTime = raisedAt,
        });
    }

    private static object Cleared(Site site, string alarm, DateTimeOffset at) =>
        new { alarmId = alarm, assetCode = site.Code, state = "cleared", alarmClearedTime = at };

    private static string[] CausesOf(Site site) => site.Type == "line-segment" ? s_lineCauses : s_stationCauses;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
