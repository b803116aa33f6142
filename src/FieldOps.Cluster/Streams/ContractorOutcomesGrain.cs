using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace FieldOps.Cluster.Streams;

/// <summary>Reads one partition of what happens to contractors' orders: feeds the contractors' months.</summary>
[GrainType("contractor-outcomes")]
[KeepAlive]
[Orleans.Placement.PreferLocalPlacement]
[ImplicitStreamSubscription(StreamNames.ContractorOutcomes)]
internal sealed class ContractorOutcomesGrain(LaneHouse house)
    : Grain, IContractorOutcomesGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<LogSlice>
{
    private StreamLanes? _lanes;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _lanes = house.Open(StreamNames.ContractorOutcomes, this.GetPrimaryKeyString());
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
