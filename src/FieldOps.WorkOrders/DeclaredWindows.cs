using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Declared;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;

namespace FieldOps.WorkOrders;

/// <summary>
/// From a declared event to its orders: they inherit its window whenever it is set, and pauses that name it hold within
/// it. From such a pause to the event, which has to know of the order.
/// </summary>
internal sealed class DeclaredWindows : Reactor
{
    // An order that the product attached before it existed is told again once it does. One that has ended takes what
    // moves none of its clocks; what would is left for a person, who asks for a recompute.
    private static readonly ImmutableHashSet<string> s_harmless = [WorkOrderRefusals.Unknown];

    // A pause of long ago may name what was never declared here.
    private static readonly ImmutableHashSet<string> s_undeclared = [DeclaredEventRefusals.Unknown];

    public override string Name => "declared-windows";

    public override ImmutableHashSet<string> EventNames { get; } =
    [
        "declared-event.orders-attached.v1", "declared-event.orders-detached.v1", "declared-event.window-set.v1",
        "declared-event.withdrawn.v1", "declared-event.resting-orders-bounded.v1",
        "work-order.suspension-requested.v1",
    ];

    public override IEnumerable<Reaction> React(RecordedEvent happened) => happened.Body switch
    {
        OrdersAttached e => To(happened, e.Orders, new InheritWindow(
            e.EventId, e.Code, DeclaredEventEntity.ReasonOf(e.Kind), e.From, e.Until, happened.Version)),
        DeclaredWindowSet e => To(happened, e.Orders, new InheritWindow(
            e.EventId, e.Code, DeclaredEventEntity.ReasonOf(e.Kind), e.From, e.Until, happened.Version)),
        OrdersDetached e => To(happened, e.Orders, new DropWindow(e.EventId, happened.Version)),
        DeclaredEventWithdrawn e => To(happened, e.Orders, new DropWindow(e.EventId, happened.Version)),
        RestingOrdersBounded e => To(
            happened, e.Orders, new BoundPauses(e.Code, e.From, e.Until, e.EventId, happened.Version)),
        SuspensionRequested { DeclaredEventId: { } code } => [Rests(happened, code)],
        _ => [],
    };

    // What the event has come to say of the order since was told by itself. Under the same words nothing is overtaken.
    public override async Task<bool> IsOvertakenAsync(
        RecordedEvent happened, Reaction reaction, IEntities entities, CancellationToken cancellationToken)
    {
        if (happened.Key.Type != DeclaredEventEntity.TypeName)
        {
            return false;
        }

        var now = (DeclaredEventState)(await entities.ReadAsync(happened.Key, cancellationToken)).State;
        var inherits = !now.Withdrawn && now.Orders.Contains(reaction.Target.Id);
        return reaction.Command switch
        {
            InheritWindow told => !inherits || (told.From, told.Until) != (now.From, now.Until),
            DropWindow => inherits,
            BoundPauses told => (told.From, told.Until) != (now.From, now.Withdrawn ? now.From : now.Until),
            _ => false,
        };
    }

    private static Reaction Rests(RecordedEvent happened, string code)
    {
        var (tenant, order) = (happened.Key.Tenant, happened.Key.Id);
        var declared = new EntityKey(
            tenant, DeclaredEventEntity.TypeName, DeclaredEventEntity.IdOf(tenant, code));
        return new Reaction(declared, new RestOrders([order]), s_undeclared);
    }

    private static IEnumerable<Reaction> To(RecordedEvent happened, ImmutableArray<Guid> orders, ICommand command) =>
        orders.Select(order => new Reaction(
            new EntityKey(happened.Key.Tenant, WorkOrderEntity.TypeName, order), command, s_harmless));
}
