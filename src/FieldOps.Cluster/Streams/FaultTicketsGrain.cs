namespace FieldOps.Cluster.Streams;

/// <summary>
/// Reads one partition of what happens to tickets and orders: runs the reactors that open orders and close tickets.
/// </summary>
[GrainType("fault-tickets")]
[KeepAlive]
[Orleans.Placement.PreferLocalPlacement]
[ImplicitStreamSubscription(StreamNames.FaultTickets)]
internal sealed class FaultTicketsGrain(LaneHouse house)
    : LogStreamGrain(house, StreamNames.FaultTickets), IFaultTicketsGrain;
