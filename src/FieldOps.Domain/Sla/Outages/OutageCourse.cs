using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla.Outages;

/// <summary>
/// A decision in the making, and the search for outages in it. What is told late, twice or out of order finds the
/// outage that it belongs to: an outage takes whatever was lost while it lasts, and two of one county never overlap
/// unless a person has closed the first.
/// </summary>
internal sealed class OutageCourse(PowerAreaState state, OutageTerms terms)
{
    // An outage has some length, or no window would hold it.
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1);

    private readonly List<IEvent> _events = [];

    public PowerAreaState State { get; private set; } = state;

    public Decision Decided() => Decision.Of(_events);

    public void Record(IEvent happened)
    {
        _events.Add(happened);
        State = PowerAreaEvolution.After(State, happened);
    }

    /// <summary>
    /// Records what follows from the spells as they are: each step takes free ones or sets a window, and each window
    /// that grows may claim orders.
    /// </summary>
    public void Settle()
    {
        Claim();
        while (Step() is { } next)
        {
            Record(next);
        }

        Claim();
    }

    private void Claim()
    {
        foreach (var claim in OutageOrders.Claims(State))
        {
            Record(claim);
        }
    }

    private IEvent? Step()
    {
        MainsSpell[] free = [.. State.Spells.Where(s => s.Outage is null).OrderBy(s => s.LostAt)];
        foreach (var outage in State.Outages)
        {
            var next = (IEvent?)Join(outage, [.. free.Where(s => Reaches(outage, s))])
                ?? (outage.ByHand ? null : (IEvent?)Earlier(outage, free) ?? Window(outage));
            if (next is not null)
            {
                return next;
            }
        }

        return Begin(free);
    }

    private bool Reaches(MassOutage outage, MainsSpell spell)
    {
        var until = outage.ByHand ? outage.Until : outage.Until + terms.Hold;
        return spell.LostAt >= outage.From
            && (until is null || (outage.ByHand ? spell.LostAt < until : spell.LostAt <= until));
    }

    // What was told late can show that it began earlier: enough stations within the time, some of them its own.
    private OutageJoined? Earlier(MassOutage outage, MainsSpell[] free)
    {
        var own = State.Of(outage.Number).ToArray();
        foreach (var first in free.Where(s => s.LostAt < outage.From && outage.From - s.LostAt <= terms.Within))
        {
            if (Stations([.. Within(free, first), .. Within(own, first)]) >= terms.StationsMin)
            {
                return Join(outage, [.. Within(free, first)]);
            }
        }

        return null;
    }

    // Its begin is one that enough of its stations make: that one of them was out for hours before says nothing of it.
    private OutageWindowSet? Window(MassOutage outage)
    {
        MainsSpell[] own = [.. State.Of(outage.Number)];
        var begin = own.Where(s => s.LostAt < outage.From && Stations(Within(own, s)) >= terms.StationsMin)
            .Select(s => s.LostAt).Append(outage.From).Min();
        var (from, until) = WindowOf(own, begin, outage.Until);
        return (from, until) == (outage.From, outage.Until)
            ? null
            : new OutageWindowSet(outage.Number, outage.Code, from, until);
    }

    private IEvent? Begin(MainsSpell[] free)
    {
        var to = 0;
        for (var at = 0; at < free.Length; at++)
        {
            while (to < free.Length && free[to].LostAt - free[at].LostAt <= terms.Within)
            {
                to++;
            }

            var together = free[at..to];
            if (together.Length < terms.StationsMin || Stations(together) < terms.StationsMin)
            {
                continue;
            }

            var (from, until) = WindowOf(together, free[at].LostAt, earliest: null);
            return State.Outages.FirstOrDefault(o => Overlap(o, from, until)) is { } known
                ? Join(known, together)
                : new OutageBegun(
                    State.OutageCount + 1, PowerAreaEntity.CodeOf(State, State.OutageCount + 1), State.Region,
                    State.County, from, until, StationsOf(together), OrdersOf(together), terms.Rule,
                    terms.WithinMinutes);
        }

        return null;
    }

    // What people have set has the window that they gave it, and no hold beyond.
    private bool Overlap(MassOutage outage, DateTimeOffset from, DateTimeOffset? until) => outage.ByHand
        ? !(outage.Until <= from) && !(until <= outage.From) && !(outage.Until <= outage.From)
        : !(outage.Until + terms.Hold < from) && !(until + terms.Hold < outage.From);

    private static (DateTimeOffset From, DateTimeOffset? Until) WindowOf(
        MainsSpell[] spells, DateTimeOffset from, DateTimeOffset? earliest)
    {
        var until = spells.Any(s => s.RestoredAt is null)
            ? null
            : spells.Select(s => s.RestoredAt).Append(earliest).Max();
        return (from, until <= from ? from + s_shortest : until);
    }

    private MainsSpell[] Within(MainsSpell[] spells, MainsSpell first) =>
        [.. spells.Where(s => s.LostAt >= first.LostAt && s.LostAt - first.LostAt <= terms.Within)];

    private static int Stations(MainsSpell[] spells) => spells.Select(s => s.AssetId).Distinct().Count();

    private static OutageJoined? Join(MassOutage outage, MainsSpell[] spells) => spells.Length == 0
        ? null
        : new OutageJoined(outage.Number, outage.Code, StationsOf(spells), OrdersOf(spells));

    private static ImmutableArray<OutageStation> StationsOf(MainsSpell[] spells) =>
        [.. spells.Select(s => new OutageStation(s.AssetId, s.AssetCode, s.LostAt))];

    private static ImmutableArray<Guid> OrdersOf(MainsSpell[] spells) =>
        [.. spells.SelectMany(s => s.Orders).Distinct()];
}
