using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace FieldOps.Cluster.Streams;

/// <summary>
/// Reads one partition of what happens to tickets and orders: runs the reactors that open orders and close tickets.
/// </summary>
[GrainType("fault-tickets")]
[KeepAlive]
[Orleans.Placement.PreferLocalPlacement]
[ImplicitStreamSubscription(StreamNames.FaultTickets)]
internal sealed class FaultTicketsGrain(LaneHouse house)
    : Grain, IFaultTicketsGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<LogSlice>
{
    private StreamLanes? _lanes;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _lanes = house.Open(StreamNames.FaultTickets, this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        await _lanes!.DisposeAsync();

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) =>
        handleFactory.Create<LogSlice>().ResumeAsync(this);

    public Task OnNextAsync(IList<SequentialItem<LogSlice>> items) => _lanes!.TakeAsync(items);

    // Whatever the agent could not do, the log can.
    public Task OnErrorAsync(Exception ex) => _lanes!.CatchUpAsync();

    public Task<LaneReport[]> ReachAsync(long position) => _lanes!.ReachAsync(position);

    public Task FollowAsync(SiloAddress silo)
    {
        if (house.TryPointTo(silo))
        {
            MigrateOnIdle();
        }

        return Task.CompletedTask;
    }
}
