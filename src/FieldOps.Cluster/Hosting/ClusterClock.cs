using FieldOps.Cluster.Grains;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Deadlines;
using FieldOps.Platform.Feed;

namespace FieldOps.Cluster.Hosting;

/// <summary>
/// The application's clock over all silos. A machine's clock needs nothing; a simulated one moves everywhere before
/// anything happens at its new instant.
/// </summary>
internal sealed class ClusterClock(
    IAppClock clock,
    DeadlineShards deadlines,
    FeedProgress progress,
    Membership membership,
    SiloExchangeClient exchange) : IDisposable
{
    private static readonly TimeSpan s_askAgain = TimeSpan.FromMilliseconds(100);

    private readonly Lazy<ClockDriver> _driver = new(() =>
        new((SimulatedClock)clock, deadlines, progress, (to, ct) => SpreadAsync(to, membership, exchange, ct)));

    /// <summary>Moves the simulated clock of all silos, stopping at every deadline on the way.</summary>
    public Task<DateTimeOffset> AdvanceAsync(DateTimeOffset to, CancellationToken cancellationToken) =>
        _driver.Value.AdvanceAsync(to, cancellationToken);

    /// <summary>Takes over what the other silos' simulated clocks show, for a silo that joins them.</summary>
    public async Task JoinAsync(CancellationToken cancellationToken)
    {
        if (clock is not SimulatedClock mine)
        {
            return;
        }

        foreach (var silo in membership.Others)
        {
            try
            {
                mine.AdvanceTo(await exchange.At(silo).MoveClockAsync(mine.Now).WaitAsync(cancellationToken));
            }
            catch (Exception lost) when (GrainEntities.IsLost(lost) && !cancellationToken.IsCancellationRequested)
            {
                // A silo that is gone has no clock to agree with.
            }
        }
    }

    public void Dispose()
    {
        if (_driver.IsValueCreated)
        {
            _driver.Value.Dispose();
        }
    }

    private static Task SpreadAsync(
        DateTimeOffset to, Membership membership, SiloExchangeClient exchange, CancellationToken cancellationToken) =>
        Task.WhenAll(membership.Others.Select(async silo =>
        {
            while (membership.Others.Contains(silo))
            {
                try
                {
                    await exchange.At(silo).MoveClockAsync(to).WaitAsync(cancellationToken);
                    return;
                }
                catch (Exception lost) when (GrainEntities.IsLost(lost) && !cancellationToken.IsCancellationRequested)
                {
                    // Until the membership has declared it dead it may still decide something by its clock.
                    await Task.Delay(s_askAgain, TimeProvider.System, cancellationToken);
                }
            }
        }));
}
