using FieldOps.Benchmarks.Peers.Ef;
using FieldOps.Benchmarks.Running;

namespace FieldOps.Benchmarks.Load;

/// <summary>The intake against the peer <c>ef</c>: what it has acknowledged exists.</summary>
internal sealed class EfLoad(EfUnderTest ef, int assets)
{
    private readonly TicketRequests _requests = new(ef.Process.Address, assets);

    public Task<IntakeRound> SinglesAsync(TimeSpan time, CancellationToken cancellationToken) =>
        RunAsync(_requests.Single, TicketRequests.OneAccepted, time, cancellationToken);

    public Task<IntakeRound> BatchesAsync(TimeSpan time, CancellationToken cancellationToken) =>
        RunAsync(_requests.Batch, TicketRequests.ManyAccepted, time, cancellationToken);

    public async Task WarmUpAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        await SinglesAsync(time / 2, cancellationToken);
        await BatchesAsync(time / 2, cancellationToken);
    }

    private async Task<IntakeRound> RunAsync(
        Func<ReadOnlyMemory<byte>?> next,
        Func<WireAnswer, int> accepted,
        TimeSpan time,
        CancellationToken cancellationToken)
    {
        var cpu = CpuTime.SecondsOf(ef.Process, ef.Database);
        var load = await Callers.RunAsync(ef.Process.Address, next, accepted, time, cancellationToken);
        return new(
            load, load.SendingSeconds, 0, load.SendingSeconds, CpuTime.SecondsOf(ef.Process, ef.Database) - cpu);
    }
}
