using System.Collections.Immutable;
using FieldOps.Domain.Faults;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Feed;

namespace FieldOps.Faults;

/// <summary>The order has ended, in whatever way: the ticket behind it closes on the asset.</summary>
internal sealed class OrderEndedReactor(AssetAddresses addresses) : Reactor
{
    private const string Archived = "work-order.archived.v1";
    private const string Cancelled = "work-order.cancelled.v1";
    private const string ClosedByRefusal = "work-order.closed-by-refusal.v1";

    public override string Name => "order-ended-to-ticket";

    public override ImmutableHashSet<string> EventNames { get; } = [Archived, Cancelled, ClosedByRefusal];

    public override async Task PrepareAsync(IReadOnlyList<RecordedEvent> batch, CancellationToken cancellationToken)
    {
        foreach (var happened in batch)
        {
            if (Read(happened) is { } end)
            {
                await addresses.FindAsync(happened.Key.Tenant, end.AssetId, cancellationToken);
            }
        }
    }

    public override IEnumerable<Reaction> React(RecordedEvent happened)
    {
        if (Read(happened) is { } end
            && addresses.Known(happened.Key.Tenant, end.AssetId) is { } asset)
        {
            yield return new Reaction(asset, new CloseTicket(end.TicketId, happened.Key.Id, end.Outcome));
        }
    }

    // An order made by hand has no ticket behind it.
    private static End? Read(RecordedEvent happened) => happened.Body switch
    {
        OrderArchived { Ticket: { } ticket } e => new End(e.Outcome.AssetId, ticket.TicketId, "archived"),
        OrderCancelled { Ticket: { } ticket } e => new End(e.AssetId, ticket.TicketId, "cancelled"),
        OrderClosedByRefusal { Ticket: { } ticket } e => new End(e.AssetId, ticket.TicketId, "closed-by-refusal"),
        _ => null,
    };

    private sealed record End(Guid AssetId, Guid TicketId, string Outcome);
}
