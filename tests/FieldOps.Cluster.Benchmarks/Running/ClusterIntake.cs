using System.Diagnostics;
using FieldOps.Benchmarks.Load;
using FieldOps.Benchmarks.Running;

namespace FieldOps.Cluster.Benchmarks.Running;

/// <summary>
/// The intake against one or more processes of ours: counted until every order and its deadlines exist.
/// </summary>
internal sealed class ClusterIntake(IReadOnlyList<Uri> addresses, string database, int assets) : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);
    private readonly TicketRequests _requests = new(addresses[0], assets);
    private readonly LogWatch _log = new(database, addresses[0]);

    /// <summary>Tickets, and the seconds until all their orders existed.</summary>
    public async Task<(long Count, double Seconds)> SinglesAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var before = await _log.MarkAsync(cancellationToken);
        var load = await Callers.RunAsync(
            addresses, _requests.Single, TicketRequests.OneAccepted, time, cancellationToken);
        await _log.OrdersAsync(before, load.Accepted, s_patience, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(load.Began).TotalSeconds;
        await _log.CaughtUpAsync(progress: null, cancellationToken);
        return (load.Accepted, seconds);
    }

    public ValueTask DisposeAsync() => _log.DisposeAsync();
}
