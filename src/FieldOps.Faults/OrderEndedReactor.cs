using System.Collections.Immutable;
using FieldOps.Domain.Faults;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Feed;

namespace FieldOps.Faults;

/// <summary>
/// What the ticket's asset hears of the order: that it has restored service, or not after all, and that it has ended,
/// in whatever way. One reactor for both, so that an asset hears them in the order in which they happened.
/// </summary>
internal sealed class OrderEndedReactor(AssetAddresses addresses) : Reactor
{
    private const string Archived = "work-order.archived.v1";
    private const string Cancelled = "work-order.cancelled.v1";
    private const string ClosedByRefusal = "work-order.closed-by-refusal.v1";
    private const string Reached = "work-order.milestone-reached.v1";
    private const string Returned = "work-order.reply-returned.v1";
    private const string Verified = "work-order.verified.v1";

    public override string Name => "order-ended-to-ticket";

    public override ImmutableHashSet<string> EventNames { get; } =
        [Archived, Cancelled, ClosedByRefusal, Reached, Returned, Verified];

    public override async Task PrepareAsync(IReadOnlyList<RecordedEvent> batch, CancellationToken cancellationToken)
    {
        foreach (var happened in batch)
        {
            if ((Read(happened)?.AssetId ?? TellsOf(happened)?.AssetId) is { } assetId)
            {
                await addresses.FindAsync(happened.Key.Tenant, assetId, cancellationToken);
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

        if (TellsOf(happened) is { } tells
            && addresses.Known(happened.Key.Tenant, tells.AssetId) is { } restored)
        {
            yield return new Reaction(
                restored,
                new TellRestoration(tells.TicketId, happened.Key.Id, tells.RestoredAt, happened.Version));
        }
    }

    private static TicketRestoration? TellsOf(RecordedEvent happened) => happened.Body switch
    {
        MilestoneReached e => e.Tells,
        ReplyReturned e => e.Tells,
        ReplyVerified e => e.Tells,
        _ => null,
    };

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
