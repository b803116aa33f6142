using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Declared;
using FieldOps.Domain.Sla.Recomputes;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Entities;

namespace FieldOps.Assessment.Recomputes;

/// <summary>
/// The declared events that orders are to follow, as they stand now. A recompute carries what they said when it was
/// asked for; what is approved and applied must still be that.
/// </summary>
internal sealed class RecomputeEvents(IEntities entities)
{
    /// <summary>By code; one that nobody declared has version 0.</summary>
    public async Task<Dictionary<string, DeclaredNow>> ReadAsync(
        string tenant, IEnumerable<string> codes, CancellationToken cancellationToken)
    {
        var events = new Dictionary<string, DeclaredNow>(StringComparer.Ordinal);
        foreach (var code in codes.Distinct(StringComparer.Ordinal))
        {
            var key = new EntityKey(
                tenant, DeclaredEventEntity.TypeName, DeclaredEventEntity.IdOf(tenant, code));
            var read = await entities.ReadAsync(key, cancellationToken);
            events[code] = new DeclaredNow((DeclaredEventState)read.State, read.Version);
        }

        return events;
    }

    /// <summary>The code of an event that says something else by now; null when each says the same.</summary>
    public async Task<string?> ChangedAsync(
        string tenant, IEnumerable<OrderChange> orders, CancellationToken cancellationToken)
    {
        var pinned = orders.SelectMany(o => (o.Outside?.Windows ?? []).Select(w => (o.OrderId, Ruling: w))).ToList();
        if (pinned.Count == 0)
        {
            return null;
        }

        var events = await ReadAsync(tenant, pinned.Select(p => p.Ruling.Code), cancellationToken);
        return pinned.Where(p => !p.Ruling.SaysTheSame(events[p.Ruling.Code].For(p.OrderId)))
            .Select(p => p.Ruling.Code).FirstOrDefault();
    }
}

/// <summary>A declared event as it stands.</summary>
/// <param name="State">What it says.</param>
/// <param name="Version">Its version; 0: nobody declared it.</param>
internal sealed record DeclaredNow(DeclaredEventState State, int Version)
{
    /// <summary>
    /// What it means for an order. What was withdrawn has no time, neither as a window nor for pauses that name it.
    /// </summary>
    public WindowRuling For(Guid orderId) => new(
        State.EventId,
        State.Code,
        DeclaredEventEntity.ReasonOf(State.Kind),
        State.From,
        State.Withdrawn ? State.From : State.Until,
        !State.Withdrawn && State.Orders.Contains(orderId),
        Version);
}
