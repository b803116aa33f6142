using FieldOps.Benchmarks.Load;
using FieldOps.Benchmarks.Running;
using FieldOps.Cluster.Benchmarks.Running;

namespace FieldOps.Cluster.Benchmarks.Peers;

/// <summary>The peer as a process of its own.</summary>
internal sealed class AdoNetStateUnderTest : IAsyncDisposable
{
    private readonly ServiceProcess _process;
    private readonly TicketRequests _requests;

    private readonly string _database;

    private AdoNetStateUnderTest(ServiceProcess process, string database, int assets) =>
        (_process, _database, _requests) = (process, database, new(process.Address, assets));

    public static async Task<AdoNetStateUnderTest> StartAsync(
        BenchRun run, int assets, CancellationToken cancellationToken)
    {
        var database = await run.Server.CreateDatabaseAsync("state", cancellationToken);
        var process = ServiceProcess.Start(
            "FieldOps.Cluster.Benchmarks.dll", ServiceProcess.FreeAddress(), AdoNetStateService.CommandName,
            "--database", database);
        await process.ReadyAsync("/health/ready", TimeSpan.FromMinutes(2), cancellationToken);
        return new(process, database, assets);
    }

    public async Task<SinglesRound> SinglesAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var cpu = CpuTime.SecondsOf(_process, _database);
        var load = await Callers.RunAsync(
            _process.Address, _requests.Single, TicketRequests.OneAccepted, time, cancellationToken);
        return new(
            load.Accepted, load.SendingSeconds, load.SendingSeconds, CpuTime.SecondsOf(_process, _database) - cpu);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
