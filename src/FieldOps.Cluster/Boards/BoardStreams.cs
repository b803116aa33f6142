using FieldOps.Platform.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Orleans.Streams;

namespace FieldOps.Cluster.Boards;

/// <summary>
/// The streams of the live boards: in memory, subscribed to by name, the subscriptions in grain storage. An item that
/// is lost with a silo costs its readers a look, nothing else.
/// </summary>
internal static class BoardStreams
{
    /// <summary>The provider's name, and the streams' namespace.</summary>
    public const string Provider = "boards";

    // Queues in which companies' streams share a place: few, for each costs a poll.
    private const int QueuesCount = 2;

    private static readonly TimeSpan s_betweenReads = TimeSpan.FromMilliseconds(50);

    /// <summary>One company's stream.</summary>
    public static StreamId Of(string tenant) => StreamId.Create(Provider, tenant);

    public static ISiloBuilder AddBoardStreams(this ISiloBuilder silo)
    {
        silo.AddMemoryStreams(Provider, streams =>
        {
            streams.ConfigureStreamPubSub(StreamPubSubType.ExplicitGrainBasedOnly);
            streams.ConfigurePartitioning(QueuesCount);
            streams.ConfigurePullingAgent(agent => agent.Configure(o => o.GetQueueMsgsTimerPeriod = s_betweenReads));
        });
        silo.Services.AddSingleton<BoardPost>();
        silo.Services.AddSingleton<IBoardPost>(s => s.GetRequiredService<BoardPost>());
        return silo;
    }

    /// <summary>Starts when the silo is a member, and ends before it drains.</summary>
    public static void AddBoardServices(this IServiceCollection services)
    {
        services.AddHostedService(s => s.GetRequiredService<BoardPost>());
        services.AddHostedService<BoardFollower>();
    }
}
