namespace FieldOps.Simulation.World;

/// <summary>
/// A county of its own without mains power for some hours: alarms told in any order, some late, some twice, one that
/// was over long before; an order made by hand before any of them.
/// </summary>
internal sealed class Blackout(int seed, int steps, Func<string> nextKey)
{
    private const int MinutesOfLosses = 20;
    private const int MinutesOfDip = 10;
    private const int HoursBefore = 6;
    private const int ToldLate = 2;
    private const int Lasts = 4;

    // Apart from the story's own chance, which draws what it drew without a blackout.
    private readonly Chance _chance = new(seed);
    private readonly Dictionary<Site, DateTimeOffset> _lost = [];

    private int Begins => Math.Max(1, steps / 3);

    /// <summary>What is told in a step.</summary>
    public IEnumerable<Wish> At(int step, DateTimeOffset now)
    {
        if (step == Begins)
        {
            foreach (var site in Sites.Dark)
            {
                _lost[site] = now.AddMinutes(-_chance.Between(0, MinutesOfLosses));
            }

            return [ByHand(now), Alarms(Begun(Sites.Dark.Skip(ToldLate)))];
        }

        return step == Begins + 1 ? [Alarms([.. Begun(Sites.Dark.Take(ToldLate)), .. Dip(now)])]
            : step == Begins + Lasts ? [Alarms([.. Sites.Dark.Select(s => Cleared(s, now))])]
            : [];
    }

    private Wish ByHand(DateTimeOffset now) => new(
        nextKey(),
        "work-orders",
        new
        {
            assetCode = Sites.Dark[^1].Code,
            workKind = "generation",
            description = "停电 / no mains, told by telephone",
            occurredAt = now,
        },
        Person.Dispatcher);

    private Wish Alarms(List<object> items)
    {
        items.Add(_chance.One(items));
        return new Wish(
            nextKey(), "alarms:batch", new { items = items.OrderBy(_ => _chance.Between(0, 999)).ToArray() },
            Person.Dispatcher);
    }

    private List<object> Begun(IEnumerable<Site> sites) => [.. sites.Select(s => Raised(s, "BK", _lost[s]))];

    private static object[] Dip(DateTimeOffset now)
    {
        var (site, from) = (Sites.Dark[^1], now.AddHours(-HoursBefore));
        return [Raised(site, "DIP", from), Cleared(site, from.AddMinutes(MinutesOfDip), "DIP")];
    }

    private object Cleared(Site site, DateTimeOffset now) =>
        Cleared(site, now.AddMinutes(-_chance.Between(0, MinutesOfLosses)), "BK");

    private static object Raised(Site site, string name, DateTimeOffset at) => new
    {
        alarmId = $"{name}-{site.Code}",
        assetCode = site.Code,
        state = "raised",
        perceivedSeverity = "major",
        probableCause = "commercialPowerFailure",
        alarmRaisedTime = at,
    };

    private static object Cleared(Site site, DateTimeOffset at, string name) =>
        new { alarmId = $"{name}-{site.Code}", assetCode = site.Code, state = "cleared", alarmClearedTime = at };
}
