using FieldOps.Cluster.Streams;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FieldOps.Cluster.Hosting;

/// <summary>
/// Runs each consumer that no stream feeds on one silo of the cluster, by a lease of its own. The silo that should have
/// it follows from the membership; the lease covers the moments in which silos disagree, and the cursors what a lease
/// cannot.
/// </summary>
internal sealed class LeasedConsumers : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, (Consumer Pump, LeasedConsumer Seen)> _consumers;
    private readonly LeaseHolder _holder;
    private readonly ClusterClock _clock;
    private Task _running = Task.CompletedTask;

    public LeasedConsumers(
        IEnumerable<Projection> projections,
        IEnumerable<Reactor> reactors,
        StreamConsumers streamed,
        IEntities entities,
        StuckItems stuck,
        FeedProgress progress,
        FeedServices services,
        Membership membership,
        SiloExchangeClient exchange,
        ClusterClock clock,
        NpgsqlDataSource database,
        IOptions<FeedOptions> options,
        ILogger<LeasedConsumers> logger)
    {
        _clock = clock;
        var node = options.Value.NodeName;
        _holder = new(new LeaseKeeper(database, node), node, logger);
        Consumer[] pumps =
        [
            .. projections.Select(p => new ProjectionPump(p, services)),
            .. reactors.Where(r => !streamed.All.Any(s => s.Name == r.Name))
                .Select(r => new ReactorPump(r, entities, stuck, progress, services)),
        ];
        _consumers = pumps.ToDictionary(
            p => p.Name, p => (p, new LeasedConsumer(p, membership, exchange)), StringComparer.Ordinal);

        // Made before the silo is a member: a reactor that runs at once finds those that it waits for.
        progress.Watch([.. _consumers.Values.Select(c => c.Seen), .. streamed.All]);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _clock.JoinAsync(cancellationToken);
        _running = Task.WhenAll(_consumers.Values.Select(c => _holder.HoldAsync(
            new(c.Pump.Name, c.Pump.RunAsync, c.Seen.FollowAsync, () => c.Seen.IsMine), _stop.Token)));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Waits a moment for a consumer that should run here; answers how far it has come.</summary>
    public Task<long> ReachHereAsync(string consumer, long position, CancellationToken cancellationToken) =>
        _consumers.TryGetValue(consumer, out var found)
            ? found.Seen.ReachHereAsync(position, cancellationToken)
            : Task.FromResult(0L);

    public async ValueTask DisposeAsync()
    {
        _stop.Dispose();
        foreach (var pump in _consumers.Values.Select(c => c.Pump).OfType<IAsyncDisposable>())
        {
            await pump.DisposeAsync();
        }
    }
}
