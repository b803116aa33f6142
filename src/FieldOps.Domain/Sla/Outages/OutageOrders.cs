using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla.Outages;

/// <summary>
/// Which orders belong to which spell and outage: a matter of times, never of whether the order or the loss was told
/// first. What belongs to an outage once goes on doing so.
/// </summary>
internal static class OutageOrders
{
    /// <summary>What follows for the orders from the spells and outages as they are.</summary>
    public static IReadOnlyList<IEvent> Claims(PowerAreaState state)
    {
        var claims = new List<IEvent>();
        if (state.Notes.IsEmpty)
        {
            return claims;
        }

        var spells = state.Spells.ToLookup(s => s.AssetId);
        foreach (var note in state.Notes)
        {
            Claim(state, [.. spells[note.AssetId]], note, claims);
        }

        return claims;
    }

    /// <summary>Orders that were told to outages before they existed, and exist now.</summary>
    public static IEnumerable<IEvent> Again(PowerAreaState state, Guid asset, Guid order) =>
        state.Spells.Where(s => s.AssetId == asset && s.Orders.Contains(order))
            .Select(state.OutageOf).OfType<MassOutage>().Distinct()
            .Select(o => new OutageJoined(o.Number, o.Code, [], [order], Again: true));

    private static void Claim(PowerAreaState state, MainsSpell[] own, OrderNote note, List<IEvent> claims)
    {
        var known = own.Where(s => s.Orders.Contains(note.OrderId)).Select(s => s.Outage).OfType<int>().ToHashSet();
        foreach (var spell in own.Where(s => !s.Orders.Contains(note.OrderId)))
        {
            var outage = state.OutageOf(spell);
            if (!Holds(spell, outage, note.OccurredAt) && !Holds(spell, outage, note.CreatedAt))
            {
                continue;
            }

            claims.Add(new OutageOrderNoted(spell.AssetId, spell.LostAt, note.OrderId));
            if (outage is not null && known.Add(outage.Number))
            {
                claims.Add(new OutageJoined(outage.Number, outage.Code, [], [note.OrderId]));
            }
        }
    }

    private static bool Holds(MainsSpell spell, MassOutage? outage, DateTimeOffset at) =>
        (at >= spell.LostAt && !(at >= spell.RestoredAt))
        || (outage is not null && at >= outage.From && !(at >= outage.Until));
}
