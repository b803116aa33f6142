using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Declared;

namespace FieldOps.Domain.Sla.Outages;

/// <summary>What each event makes of a county.</summary>
internal static class PowerAreaEvolution
{
    // A station that loses power again and again is one station: the latest of its spells tell enough.
    private const int SpellsKept = 8;

    // As many as one event can be the parent of: an order beyond that would find no place in it.
    private const int NotesKept = DeclaredEventEntity.OrdersMax;

    public static PowerAreaState After(PowerAreaState state, IEvent happened) => happened switch
    {
        AreaMainsLost e => Lost(Pruned(state, e.ForgetBefore), e),
        AreaMainsRestored e => Restored(Pruned(state, e.ForgetBefore), e),
        OutageOrderTold e => Told(e.ForgetBefore is { } before ? Pruned(state, before) : state, e),
        OutageOrderNoted e => state with
        {
            Spells = Changed(
                state.Spells,
                s => s.AssetId == e.AssetId && s.Holds(e.LostAt),
                s => s with { Orders = s.Orders.Add(e.OrderId) }),
        },
        OutageBegun e => Join(state, e.Number, e.Stations) with
        {
            OutageCount = e.Number,
            Outages = state.Outages.Add(new MassOutage(e.Number, e.Code, e.From, e.Until, ByHand: false)),
        },
        OutageJoined e => Join(state, e.Number, e.Stations),
        OutageWindowSet e => Window(state, e.Number, e.From, e.Until, byHand: false),
        OutageTaken e => Taken(state, e),
        OutageDeclared e => state with
        {
            Region = e.Region,
            County = e.County,
            OutageCount = e.Number,
            Outages = state.Outages.Add(new MassOutage(e.Number, e.Code, e.From, e.Until, ByHand: true)),
        },
        _ => state,
    };

    private static PowerAreaState Told(PowerAreaState state, OutageOrderTold e)
    {
        var notes = state.Notes.Add(new OrderNote(e.AssetId, e.OrderId, e.OccurredAt, e.CreatedAt));
        return state with { Notes = notes.Length > NotesKept ? notes.RemoveAt(0) : notes };
    }

    // What overlaps is one spell of the station, whichever was told first.
    private static PowerAreaState Lost(PowerAreaState state, AreaMainsLost e)
    {
        var spell = new MainsSpell(
            e.AssetId, e.AssetCode, e.LostAt, e.RestoredAt, null, e.OrderId is { } order ? [order] : []);
        ImmutableArray<MainsSpell> parts =
            [.. state.Spells.Where(s => s.AssetId == e.AssetId && s.Overlaps(e.LostAt, e.RestoredAt))];
        var spells = state.Spells.RemoveRange(parts).Add(parts.Aggregate(spell, Union));
        if (spells.Count(s => s.AssetId == e.AssetId) > SpellsKept)
        {
            spells = spells.Remove(
                spells.Where(s => s.AssetId == e.AssetId && s.RestoredAt is not null).MinBy(s => s.LostAt)!);
        }

        return state with { Region = e.Region, County = e.County, Spells = spells };
    }

    private static MainsSpell Union(MainsSpell one, MainsSpell other) => one with
    {
        LostAt = one.LostAt < other.LostAt ? one.LostAt : other.LostAt,
        RestoredAt = one.RestoredAt > other.RestoredAt || one.RestoredAt is null ? one.RestoredAt : other.RestoredAt,
        Outage = one.Outage ?? other.Outage,
        Orders = [.. one.Orders.Union(other.Orders)],
    };

    private static PowerAreaState Restored(PowerAreaState state, AreaMainsRestored e) => state with
    {
        Spells = Changed(
            state.Spells,
            s => s.AssetId == e.AssetId && s.RestoredAt is null,
            s => s with { RestoredAt = e.RestoredAt < s.LostAt ? s.LostAt : e.RestoredAt }),
    };

    private static PowerAreaState Join(PowerAreaState state, int outage, ImmutableArray<OutageStation> stations)
    {
        var joined = stations.ToLookup(s => s.AssetId, s => s.LostAt);
        return state with
        {
            Spells = Changed(
                state.Spells,
                s => s.Outage is null && joined[s.AssetId].Any(s.Holds),
                s => s with { Outage = outage }),
        };
    }

    // What a person declared and withdrew again was none: its stations are free for another.
    private static PowerAreaState Taken(PowerAreaState state, OutageTaken e)
    {
        var outage = state.Outages.FirstOrDefault(o => o.Number == e.Number);
        var wasNone = e.Until <= e.From && outage?.Code != PowerAreaEntity.CodeOf(state, e.Number);
        return wasNone
            ? state with
            {
                Outages = [.. state.Outages.Where(o => o.Number != e.Number)],
                Spells = Changed(state.Spells, s => s.Outage == e.Number, s => s with { Outage = null }),
            }
            : Window(state, e.Number, e.From, e.Until, byHand: true);
    }

    private static PowerAreaState Window(
        PowerAreaState state, int number, DateTimeOffset from, DateTimeOffset? until, bool byHand) => state with
        {
            Outages =
            [
                .. state.Outages.Select(o => o.Number == number
                    ? o with { From = from, Until = until, ByHand = byHand || o.ByHand }
                    : o),
            ],
        };

    private static PowerAreaState Pruned(PowerAreaState state, DateTimeOffset before)
    {
        ImmutableArray<MassOutage> kept = [.. state.Outages.Where(o => !(o.Until < before))];
        var numbers = kept.Select(o => o.Number).ToHashSet();
        return state with
        {
            Outages = kept,

            // A spell may outlast its outage, when a person has closed that one: it goes when it is over itself.
            Spells =
            [
                .. state.Spells.Where(s => !(s.RestoredAt < before && !(s.Outage is { } o && numbers.Contains(o)))),
            ],
            Notes = [.. state.Notes.Where(n => n.CreatedAt >= before)],
        };
    }

    private static ImmutableArray<MainsSpell> Changed(
        ImmutableArray<MainsSpell> spells, Func<MainsSpell, bool> which, Func<MainsSpell, MainsSpell> how) =>
        [.. spells.Select(s => which(s) ? how(s) : s)];
}
