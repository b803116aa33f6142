using System.Collections.Immutable;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.Compliance;

/// <summary>What the projection remembers of an order.</summary>
/// <param name="State">The part of its state that clocks depend on.</param>
/// <param name="Rows">Its rows on the board.</param>
internal sealed record KnownOrder(WorkOrderState State, ImmutableArray<RunningClock> Rows)
{
    /// <summary>An order before its first event.</summary>
    public static KnownOrder Unborn { get; } = new(WorkOrderState.Initial, []);
}
