using FieldOps.Benchmarks.Load;
using FieldOps.Benchmarks.Running;

namespace FieldOps.Cluster.Benchmarks.Peers;

/// <summary>The peer as a process of its own.</summary>
internal sealed class AdoNetStateUnderTest : IAsyncDisposable
{
    private readonly ServiceProcess _process;
    private readonly TicketRequests _requests;

    private AdoNetStateUnderTest(ServiceProcess process, int assets) =>
        (_process, _requests) = (process, new(process.Address, assets));

    public static async Task<AdoNetStateUnderTest> StartAsync(
        BenchRun run, int assets, CancellationToken cancellationToken)
    {
        var database = await run.Server.CreateDatabaseAsync("state", cancellationToken);
        var process = ServiceProcess.Start(
            "FieldOps.Cluster.Benchmarks.dll", ServiceProcess.FreeAddress(), AdoNetStateService.CommandName,
            "--database", database);
        await process.ReadyAsync("/health/ready", TimeSpan.FromMinutes(2), cancellationToken);
        return new(process, assets);
    }

    public async Task<(long Count, double Seconds)> SinglesAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var load = await Callers.RunAsync(
            _process.Address, _requests.Single, TicketRequests.OneAccepted, time, cancellationToken);
        return (load.Accepted, load.SendingSeconds);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
