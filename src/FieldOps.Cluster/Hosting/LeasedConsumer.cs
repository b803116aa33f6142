using FieldOps.Cluster.Grains;
using FieldOps.Platform.Feed;

namespace FieldOps.Cluster.Hosting;

/// <summary>
/// A consumer that one silo at a time runs, as those see it who wait for it on any silo: here, or by asking the silo
/// that runs it.
/// </summary>
internal sealed class LeasedConsumer(Consumer pump, Membership membership, SiloExchangeClient exchange) : IFeedConsumer
{
    // A wait is cut short now and then, for the consumer may have moved to another silo meanwhile.
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_askAgain = TimeSpan.FromMilliseconds(100);

    private long _learned;

    public string Name => pump.Name;

    public long Position => Math.Max(pump.Position, Volatile.Read(ref _learned));

    public Exception? Trouble => pump.Trouble;

    public bool IsMine => !pump.IsOutdated && membership.OwnerOf(Name).Equals(membership.Self);

    public async Task ReachAsync(long position, CancellationToken cancellationToken)
    {
        while (Position < position)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var owner = membership.OwnerOf(Name);
            if (owner.Equals(membership.Self))
            {
                await ReachHereAsync(position, cancellationToken);
            }
            else
            {
                await AskAsync(owner, position, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Takes over how far the silo has come that runs it. A silo whose build cannot run it says so to all others, again
    /// and again: one that joins later must know, too.
    /// </summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        if (pump.IsOutdated)
        {
            membership.GaveUp(Name, membership.Self);
            await Task.WhenAll(membership.Others.Select(s => SayGaveUpAsync(s, cancellationToken)));
        }

        await pump.FollowAsync(cancellationToken);
    }

    /// <summary>Waits a moment for the position; answers how far the consumer has come.</summary>
    public async Task<long> ReachHereAsync(long position, CancellationToken cancellationToken)
    {
        using var moment = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        moment.CancelAfter(s_lookAgain);
        try
        {
            await pump.ReachAsync(position, moment.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Not yet: whoever asked looks again where the consumer runs.
        }

        return pump.Position;
    }

    private async Task SayGaveUpAsync(SiloAddress silo, CancellationToken cancellationToken)
    {
        try
        {
            await exchange.At(silo).GaveUpAsync(Name, membership.Self).WaitAsync(cancellationToken);
        }
        catch (Exception lost) when (GrainEntities.IsLost(lost) && !cancellationToken.IsCancellationRequested)
        {
            // It is told again a second later, or has gone.
        }
    }

    // Positions only rise: what was once reached stays reached, wherever the consumer runs next.
    private async Task AskAsync(SiloAddress owner, long position, CancellationToken cancellationToken)
    {
        try
        {
            var reached = await exchange.At(owner).ReachAsync(Name, position).WaitAsync(cancellationToken);
            if (reached < position && _learned >= reached)
            {
                // It has not moved, or is of a build that does not know this consumer and answers at once.
                await Task.Delay(s_askAgain, TimeProvider.System, cancellationToken);
            }

            for (var known = Volatile.Read(ref _learned); known < reached; known = Volatile.Read(ref _learned))
            {
                Interlocked.CompareExchange(ref _learned, reached, known);
            }
        }
        catch (Exception lost) when (GrainEntities.IsLost(lost) && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(s_askAgain, TimeProvider.System, cancellationToken);
        }
    }
}
