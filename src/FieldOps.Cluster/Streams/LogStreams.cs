using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Streams;

namespace FieldOps.Cluster.Streams;

/// <summary>Adds the streams over the event log to a silo whose container holds the platform.</summary>
internal static class LogStreams
{
    // Slices that wait are delivered together: one call then, and one batch for the reactors.
    private const int SlicesPerDelivery = 32;

    // A reader waits for the log itself; this is only the pause between two waits.
    private static readonly TimeSpan s_betweenReads = TimeSpan.FromMilliseconds(5);

    public static ISiloBuilder AddLogStreams(this ISiloBuilder silo)
    {
        silo.AddPersistentStreams(StreamNames.Provider, LogQueueAdapterFactory.Create, streams =>
        {
            streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
            streams.ConfigurePullingAgent(agent => agent.Configure(options =>
            {
                options.BatchContainerBatchSize = SlicesPerDelivery;
                options.GetQueueMsgsTimerPeriod = s_betweenReads;
                // An agent that gave an item up would pass over it: it never does.
                options.MaxEventDeliveryTime = Timeout.InfiniteTimeSpan;
            }));
            streams.ConfigurePartitionBalancing(
                (services, _) => ActivatorUtilities.CreateInstance<SiloQueueBalancer>(services));
        });
        silo.Services.AddSingleton<StreamPlan>();
        silo.Services.AddSingleton<ReactorRuns>();
        silo.Services.AddSingleton<ParkedStreams>();
        silo.Services.AddSingleton<OwnedQueues>();
        silo.Services.AddSingleton<LaneServices>();
        silo.Services.AddSingleton<LaneHouse>();
        silo.Services.AddSingleton<StreamGrains>();
        silo.Services.AddSingleton<StreamConsumers>();
        silo.Services.AddHostedService<StreamWatch>();
        silo.Services.AddHealthChecks().AddCheck<StreamsHealthCheck>("streams");
        return silo;
    }
}
