using FieldOps.Platform.Clock;
using FieldOps.Platform.Deadlines;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FieldOps.Platform.Feed;

/// <summary>
/// Runs the projections, reactors and deadlines of the single-node edition for as long as this process holds their
/// lease.
/// </summary>
internal sealed class ConsumerHost(
    NpgsqlDataSource database,
    IEnumerable<Projection> projections,
    IEnumerable<Reactor> reactors,
    IEntities entities,
    StuckItems stuck,
    FeedProgress progress,
    FeedServices services,
    DeadlineShards deadlines,
    Appender appender,
    IAppClock clock,
    IOptions<FeedOptions> options,
    ILogger<ConsumerHost> logger) : IHostedService, IAsyncDisposable
{
    private const string Lease = "consumers";
    private readonly CancellationTokenSource _stop = new();
    private Consumer[] _consumers = [];
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _consumers =
        [
            .. projections.Select(p => new ProjectionPump(p, services)),
            .. reactors.Select(r => new ReactorPump(r, entities, stuck, progress, services)),
        ];
        progress.Watch(_consumers);
        appender.DeadlinesAdded = deadlines.Added;
        var node = options.Value.NodeName;
        var holder = new LeaseHolder(new LeaseKeeper(database, node), node, logger);
        _running = holder.HoldAsync(new(Lease, RunAsync, FollowAsync, () => true), _stop.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _stop.Dispose();
        foreach (var consumer in _consumers.OfType<IAsyncDisposable>())
        {
            await consumer.DisposeAsync();
        }
    }

    private Task RunAsync(CancellationToken cancellationToken)
    {
        var tasks = _consumers.Select(c => c.RunAsync(cancellationToken)).ToList();
        if (clock is not SimulatedClock)
        {
            tasks.Add(deadlines.RunAsync(cancellationToken));
        }

        return Task.WhenAll(tasks);
    }

    // Callers here wait for effects that another process is having.
    private Task FollowAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_consumers.Select(c => c.FollowAsync(cancellationToken)));
}
