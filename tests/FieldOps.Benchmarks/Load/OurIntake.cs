using System.Diagnostics;
using FieldOps.Benchmarks.Peers.Ef;
using FieldOps.Benchmarks.Running;

namespace FieldOps.Benchmarks.Load;

/// <summary>The intake against our host.</summary>
internal sealed class OurIntake(HostUnderTest host, int assets)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);
    private readonly TicketRequests _requests = new(host.Process.Address, assets);

    public string Database => host.Database;

    public Task<IntakeRound> SinglesAsync(TimeSpan time, CancellationToken cancellationToken) =>
        RunAsync(_requests.Single, TicketRequests.OneAccepted, time, cancellationToken);

    public Task<IntakeRound> BatchesAsync(TimeSpan time, CancellationToken cancellationToken) =>
        RunAsync(_requests.Batch, TicketRequests.ManyAccepted, time, cancellationToken);

    /// <summary>Runs both kinds for a while and measures what one ticket becomes in the log.</summary>
    public async Task<EfFacts> WarmUpAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var before = await host.Log.MarkAsync(cancellationToken);
        var singles = await SinglesAsync(time / 2, cancellationToken);
        var batches = await BatchesAsync(time / 2, cancellationToken);
        var after = await host.Log.MarkAsync(cancellationToken);
        var tickets = singles.Load.Accepted + batches.Load.Accepted;
        var (events, characters) = await host.Log.FactsAsync(before, cancellationToken);
        return new(
            (int)((after.Deadlines - before.Deadlines) / tickets), (int)(events / tickets), characters);
    }

    private async Task<IntakeRound> RunAsync(
        Func<ReadOnlyMemory<byte>?> next,
        Func<WireAnswer, int> accepted,
        TimeSpan time,
        CancellationToken cancellationToken)
    {
        var before = await host.Log.MarkAsync(cancellationToken);
        var cpu = CpuTime.SecondsOf(host.Process, host.Database);
        var load = await Callers.RunAsync(host.Process.Address, next, accepted, time, cancellationToken);
        await host.Log.OrdersAsync(before, load.Accepted, s_patience, cancellationToken);
        var done = Stopwatch.GetElapsedTime(load.Began).TotalSeconds;
        await host.Log.CaughtUpAsync(progress: null, cancellationToken);
        var settled = Stopwatch.GetElapsedTime(load.Began).TotalSeconds;
        var after = await host.Log.MarkAsync(cancellationToken);
        return new(
            load, done, after.Position - before.Position, settled,
            CpuTime.SecondsOf(host.Process, host.Database) - cpu);
    }
}
