using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace FieldOps.Cluster.Streams;

/// <summary>
/// Looks after every stream from every silo: tells its grain how far the log has come, so that nothing waits for an
/// item that was lost with a silo, and takes note of how far it is. The silo that reads a stream's queue has its grain
/// come over.
/// </summary>
internal sealed partial class StreamWatch(
    StreamPlan plan,
    StreamGrains grains,
    StreamConsumers consumers,
    OwnedQueues owned,
    LogTail tail,
    ILocalSiloDetails here,
    ILogger<StreamWatch> logger) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAny(Task.Delay(s_every, TimeProvider.System, stoppingToken));
            await Task.WhenAll(
                from kind in plan.Streams
                where !kind.Readers.IsEmpty
                from partition in Enumerable.Range(0, Partitions.Count)
                select LookAsync(kind.Namespace, partition, stoppingToken));
        }
    }

    private async Task LookAsync(string streamNamespace, int partition, CancellationToken cancellationToken)
    {
        try
        {
            var grain = grains.Of(streamNamespace, partition);
            var end = tail.Last;
            consumers.Note(partition, await grain.ReachAsync(end).WaitAsync(cancellationToken), end);
            if (owned.Has(partition))
            {
                await grain.FollowAsync(here.SiloAddress).WaitAsync(cancellationToken);
            }
        }
        // Whatever it is: a watch that ends would end the silo, and the next look is a second away.
        catch (Exception lost) when (!cancellationToken.IsCancellationRequested)
        {
            Unreached(logger, lost, streamNamespace, partition);
        }
    }
}
