using FieldOps.Platform.Clock;
using FieldOps.Platform.Deadlines;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;
using FieldOps.Platform.Migrations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FieldOps.Platform.Feed;

/// <summary>
/// Brings the database up to date before the process serves, then runs listener, projections, reactors and deadlines
/// for as long as this process holds their lease.
/// </summary>
internal sealed partial class ConsumerHost(
    NpgsqlDataSource database,
    Migrator migrator,
    ProjectionSchemas schemas,
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
    private static readonly TimeSpan s_followEvery = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly LeaseKeeper _lease = new(database, options.Value.NodeName);
    private Consumer[] _consumers = [];
    private Task _running = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await migrator.MigrateAsync(cancellationToken);
        await schemas.EnsureAsync(projections, cancellationToken);
        _consumers =
        [
            .. projections.Select(p => new ProjectionPump(p, services)),
            .. reactors.Select(r => new ReactorPump(r, entities, stuck, progress, services)),
        ];
        progress.Watch(_consumers);
        appender.DeadlineAdded = deadlines.Added;
        await services.Tail.StartAsync(cancellationToken);
        var listener = new LogListener(database, services.Tail, logger);
        _running = Task.WhenAll(listener.RunAsync(_stop.Token), HoldAsync(_stop.Token));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _stop.Dispose();
        foreach (var consumer in _consumers.OfType<IDisposable>())
        {
            consumer.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private async Task HoldAsync(CancellationToken cancellationToken)
    {
        var waits = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await TryTakeAsync())
            {
                await WorkAsync(cancellationToken);
                waits = false;
            }
            else
            {
                if (!waits)
                {
                    waits = true;
                    Waits(logger, options.Value.NodeName);
                }

                // Callers here wait for effects that another process is having.
                await Task.WhenAll(_consumers.Select(c => c.FollowAsync(cancellationToken)));
            }

            await Task.WhenAny(Task.Delay(s_followEvery, TimeProvider.System, cancellationToken));
        }
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        using var work = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tasks = _consumers.Select(c => c.RunAsync(work.Token)).ToList();
        if (clock is not SimulatedClock)
        {
            tasks.Add(deadlines.RunAsync(work.Token));
        }

        var renewedAt = TimeProvider.System.GetTimestamp();
        while (!work.IsCancellationRequested)
        {
            await Task.WhenAny(Task.Delay(LeaseKeeper.RenewEvery, TimeProvider.System, work.Token));
            if (await TryTakeAsync())
            {
                renewedAt = TimeProvider.System.GetTimestamp();
            }
            else if (TimeProvider.System.GetElapsedTime(renewedAt) > LeaseKeeper.Duration)
            {
                LostLease(logger, options.Value.NodeName);
                await work.CancelAsync();
            }
        }

        await Task.WhenAll(tasks);
        if (cancellationToken.IsCancellationRequested)
        {
            await TryGiveAsync();
        }
    }

    private async Task<bool> TryTakeAsync()
    {
        try
        {
            return await _lease.TryTakeAsync(Lease, CancellationToken.None);
        }
        catch (Exception failure) when (Weather.Is(failure))
        {
            return false;
        }
    }

    private async Task TryGiveAsync()
    {
        try
        {
            await _lease.GiveAsync(Lease, CancellationToken.None);
        }
        catch (Exception failure) when (Weather.Is(failure))
        {
            LeaseNotGiven(logger, failure);
        }
    }

    [LoggerMessage(EventId = 1204, Level = LogLevel.Information, Message = "{Node} waits for the consumers' lease.")]
    private static partial void Waits(ILogger logger, string node);

    [LoggerMessage(EventId = 1205, Level = LogLevel.Warning, Message = "{Node} lost the consumers' lease.")]
    private static partial void LostLease(ILogger logger, string node);

    [LoggerMessage(EventId = 1206, Level = LogLevel.Information, Message =
        "The lease could not be given back; it expires.")]
    private static partial void LeaseNotGiven(ILogger logger, Exception failure);
}
