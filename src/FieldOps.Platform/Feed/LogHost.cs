using FieldOps.Platform.Log;
using FieldOps.Platform.Migrations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FieldOps.Platform.Feed;

/// <summary>
/// Brings the database up to date before anything else of the process starts, then keeps the end of the log at hand.
/// </summary>
internal sealed class LogHost(
    NpgsqlDataSource database,
    Migrator migrator,
    ProjectionSchemas schemas,
    IEnumerable<Projection> projections,
    LogTail tail,
    LogEpoch epoch,
    IOptions<FeedOptions> options,
    ILogger<LogHost> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _listening = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await migrator.MigrateAsync(cancellationToken);
        await epoch.KnownAsync(cancellationToken);
        await schemas.EnsureAsync(projections, cancellationToken);
        await tail.StartAsync(cancellationToken);
        var grace = TimeSpan.FromMilliseconds(options.Value.OwnCommitGraceMilliseconds);
        _listening = new LogListener(database, tail, epoch, grace, logger).RunAsync(_stop.Token);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _listening.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stop.Dispose();
}
