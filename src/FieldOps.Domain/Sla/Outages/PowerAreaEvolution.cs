using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla.Outages;

/// <summary>What each event makes of a county.</summary>
internal static class PowerAreaEvolution
{
    // A station that loses power again and again is one station: the latest of its spells tell enough.
    private const int SpellsKept = 8;

    public static PowerAreaState After(PowerAreaState state, IEvent happened) => happened switch
    {
        AreaMainsLost e => Lost(Pruned(state, e.ForgetBefore), e),
        AreaMainsRestored e => Restored(Pruned(state, e.ForgetBefore), e),
        OutageOrderNoted e => state with
        {
            Spells = Changed(
                state.Spells,
                s => s.AssetId == e.AssetId && s.LostAt == e.LostAt,
                s => s with { Orders = s.Orders.Add(e.OrderId) }),
        },
        OutageBegun e => Join(state, e.Number, e.Stations) with
        {
            OutageCount = e.Number,
            Outages = state.Outages.Add(new MassOutage(e.Number, e.Code, e.From, e.Until, ByHand: false)),
        },
        OutageJoined e => Join(state, e.Number, e.Stations),
        OutageWindowSet e => Window(state, e.Number, e.From, e.Until, byHand: false),
        OutageTaken e => Window(state, e.Number, e.From, e.Until, byHand: true),
        _ => state,
    };

    private static PowerAreaState Lost(PowerAreaState state, AreaMainsLost e)
    {
        ImmutableArray<Guid> orders = e.OrderId is { } order ? [order] : [];
        var open = state.Spells.FirstOrDefault(s => s.AssetId == e.AssetId && s.RestoredAt is null);
        var spells = open is null
            ? state.Spells.Add(new MainsSpell(e.AssetId, e.AssetCode, e.LostAt, null, null, orders))
            : state.Spells.Replace(open, open with
            {
                LostAt = e.LostAt < open.LostAt ? e.LostAt : open.LostAt,
                Orders = [.. open.Orders.Union(orders)],
            });
        if (spells.Count(s => s.AssetId == e.AssetId) > SpellsKept)
        {
            spells = spells.Remove(spells.First(s => s.AssetId == e.AssetId));
        }

        return state with { Region = e.Region, County = e.County, Spells = spells };
    }

    private static PowerAreaState Restored(PowerAreaState state, AreaMainsRestored e) => state with
    {
        Spells = Changed(
            state.Spells,
            s => s.AssetId == e.AssetId && s.RestoredAt is null,
            s => s with { RestoredAt = e.RestoredAt < s.LostAt ? s.LostAt : e.RestoredAt }),
    };

    private static PowerAreaState Join(PowerAreaState state, int outage, ImmutableArray<OutageStation> stations)
    {
        var joined = stations.Select(s => (s.AssetId, s.LostAt)).ToHashSet();
        return state with
        {
            Spells = Changed(
                state.Spells,
                s => s.Outage is null && joined.Contains((s.AssetId, s.LostAt)),
                s => s with { Outage = outage }),
        };
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
        var over = state.Outages.Where(o => o.Until < before).Select(o => o.Number).ToHashSet();
        return state with
        {
            Outages = [.. state.Outages.Where(o => !over.Contains(o.Number))],
            Spells =
            [
                .. state.Spells.Where(s => !(s.RestoredAt < before && (s.Outage is not { } o || over.Contains(o)))),
            ],
        };
    }

    private static ImmutableArray<MainsSpell> Changed(
        ImmutableArray<MainsSpell> spells, Func<MainsSpell, bool> which, Func<MainsSpell, MainsSpell> how) =>
        [.. spells.Select(s => which(s) ? how(s) : s)];
}
