using FieldOps.Cluster.Hosting;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Config.Silo;
using FieldOps.Platform.Deadlines;
using FieldOps.Platform.Log;
using Microsoft.Extensions.Hosting;

namespace FieldOps.Cluster.Deadlines;

/// <summary>
/// Keeps the deadline shards looked after: every silo touches all of them at its start, whenever a silo comes or goes,
/// and every few seconds. A simulated clock looks after its deadlines itself.
/// </summary>
internal sealed partial class ShardToucher(
    IGrainFactory grains,
    Membership membership,
    IAppClock clock,
    Appender appender,
    DeadlineShards deadlines,
    SiloOptions options,
    ILogger<ShardToucher> logger)
    : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        appender.DeadlinesAdded = deadlines.Added;
        if (clock is not SimulatedClock)
        {
            _running = RunAsync(_stop.Token);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var every = TimeSpan.FromSeconds(options.Deadlines.TouchSeconds);
        var touches = new ShardTouches(
            DeadlineShard.Count, n => grains.GetGrain<IDeadlineShardGrain>(n).TouchAsync());
        while (!cancellationToken.IsCancellationRequested)
        {
            var changed = membership.Changed;
            if (touches.Begin() is [var failure, ..])
            {
                Failed(logger, failure);
            }

            await Task.WhenAny(changed, Task.Delay(every, TimeProvider.System, cancellationToken));
        }
    }
}
