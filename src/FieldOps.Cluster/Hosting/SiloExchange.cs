using FieldOps.Cluster.Boards;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Live;
using Orleans.Runtime.Services;

namespace FieldOps.Cluster.Hosting;

/// <summary>This silo, as the others ask it.</summary>
internal sealed class SiloExchange(
    GrainId id,
    Silo silo,
    ILoggerFactory loggers,
    LeasedConsumers consumers,
    Membership membership,
    IAppClock clock,
    ClusterClock clocks,
    LiveBoards boards)
    : GrainService(id, silo, loggers), ISiloExchange
{
    public Task<long> ReachAsync(string consumer, long position) =>
        consumers.ReachHereAsync(consumer, position, StoppedCancellationTokenSource.Token);

    public Task<DateTimeOffset> MoveClockAsync(DateTimeOffset to) =>
        Task.FromResult(clock is SimulatedClock simulated ? simulated.AdvanceTo(to) : clock.Now);

    public Task<DateTimeOffset> JoinClockAsync(SiloAddress joiner) => Task.FromResult(clocks.Welcome(joiner));

    public Task GaveUpAsync(string consumer, SiloAddress silo)
    {
        membership.GaveUp(consumer, silo);
        return Task.CompletedTask;
    }

    public Task ShowAsync(BoardBulletin bulletin)
    {
        foreach (var news in bulletin.News())
        {
            boards.Show(news);
        }

        return Task.CompletedTask;
    }
}

/// <summary>The way to the other silos.</summary>
internal sealed class SiloExchangeClient(IServiceProvider services) : GrainServiceClient<ISiloExchange>(services)
{
    /// <summary>One silo.</summary>
    public ISiloExchange At(SiloAddress silo) => GetGrainService(silo);
}
