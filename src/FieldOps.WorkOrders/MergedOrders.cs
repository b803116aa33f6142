using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Feed;

namespace FieldOps.WorkOrders;

/// <summary>An order was taken over by another: it ends, whatever became of the call that asked for it.</summary>
internal sealed class MergedOrders : Reactor
{
    // It has ended by itself meanwhile, or goes on after all.
    private static readonly ImmutableHashSet<string> s_harmless =
        [WorkOrderRefusals.Ended, WorkOrderRefusals.MergeNotAsked];

    public override string Name => "merged-orders";

    public override ImmutableHashSet<string> EventNames { get; } = ["work-order.taken-over.v1"];

    public override IEnumerable<Reaction> React(RecordedEvent happened)
    {
        if (happened.Body is OrderTakenOver e)
        {
            yield return new Reaction(
                new EntityKey(happened.Key.Tenant, WorkOrderEntity.TypeName, e.MergedId),
                new CancelOrder(e.Reason)
                {
                    Into = new MergedInto(happened.Key.Id, e.Number), AskedBy = e.AskedBy,
                },
                s_harmless);
        }
    }
}
