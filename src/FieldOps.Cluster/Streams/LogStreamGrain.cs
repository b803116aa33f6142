using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace FieldOps.Cluster.Streams;

/// <summary>
/// Reads one partition of a stream of the log: whatever listens to it runs in lanes, each with its own cursor.
/// </summary>
/// <param name="house">Opens the lanes of a partition.</param>
/// <param name="stream">The stream, of <see cref="StreamNames"/>.</param>
internal abstract class LogStreamGrain(LaneHouse house, string stream)
    : Grain, IStreamSubscriptionObserver, IAsyncBatchObserver<LogSlice>
{
    private StreamLanes? _lanes;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _lanes = house.Open(stream, this.GetPrimaryKeyString());
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
