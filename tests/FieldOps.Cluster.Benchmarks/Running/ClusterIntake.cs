using System.Diagnostics;
using FieldOps.Benchmarks.Load;
using FieldOps.Benchmarks.Running;

namespace FieldOps.Cluster.Benchmarks.Running;

/// <summary>
/// The intake against one or more processes of ours: counted until every order and its deadlines exist.
/// </summary>
internal sealed class ClusterIntake(IReadOnlyList<ServiceProcess> services, string database, int assets)
    : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);
    private readonly Uri[] _addresses = [.. services.Select(s => s.Address)];
    private readonly TicketRequests _requests = new(services[0].Address, assets);
    private readonly LogWatch _log = new(database, services[0].Address);

    /// <summary>One round of load.</summary>
    public async Task<SinglesRound> SinglesAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var before = await _log.MarkAsync(cancellationToken);
        var cpu = CpuTime.SecondsOf(services, database);
        var load = await Callers.RunAsync(
            _addresses, _requests.Single, TicketRequests.OneAccepted, time, cancellationToken);
        await _log.OrdersAsync(before, load.Accepted, s_patience, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(load.Began).TotalSeconds;
        await _log.CaughtUpAsync(progress: null, cancellationToken);
        return new(load.Accepted, load.SendingSeconds, seconds, CpuTime.SecondsOf(services, database) - cpu);
    }

    public ValueTask DisposeAsync() => _log.DisposeAsync();
}
