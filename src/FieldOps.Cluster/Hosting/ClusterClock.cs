using System.Collections.Concurrent;
using FieldOps.Cluster.Grains;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Deadlines;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Cluster.Hosting;

/// <summary>
/// The application's clock over all silos. A machine's clock needs nothing; a simulated one moves everywhere before
/// anything happens at its new instant.
/// </summary>
internal sealed class ClusterClock : IDisposable
{
    // A silo that joins and answers nobody is given up after these: it asks for the instant again once it is a member.
    private const int JoinerTriesMax = 50;

    private static readonly TimeSpan s_askAgain = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<SiloAddress, byte> _joining = new();
    private readonly IAppClock _clock;
    private readonly Membership _membership;
    private readonly SiloExchangeClient _exchange;
    private readonly Lazy<ClockDriver> _driver;

    public ClusterClock(
        IAppClock clock,
        DeadlineShards deadlines,
        FeedProgress progress,
        Membership membership,
        SiloExchangeClient exchange)
    {
        (_clock, _membership, _exchange) = (clock, membership, exchange);
        _driver = new(() => new((SimulatedClock)clock, deadlines, progress, SpreadAsync));
    }

    /// <summary>Moves the simulated clock of all silos, stopping at every deadline on the way.</summary>
    public Task<DateTimeOffset> AdvanceAsync(DateTimeOffset to, CancellationToken cancellationToken) =>
        _driver.Value.AdvanceAsync(to, cancellationToken);

    /// <summary>
    /// Takes over what the other silos' simulated clocks show, and is moved with them from then on. A silo does so
    /// before it is a member, so that it decides nothing at an instant that has passed.
    /// </summary>
    public Task JoinAsync(CancellationToken cancellationToken) => _clock is SimulatedClock mine
        ? Task.WhenAll(_membership.Others.Select(silo => JoinAsync(mine, silo, cancellationToken)))
        : Task.CompletedTask;

    /// <summary>
    /// Takes note of a silo that joins; answers what the clock shows. Whoever moves the clock moves his own first and
    /// then looks whom to tell: a joiner is either told, or has the instant as its answer here.
    /// </summary>
    public DateTimeOffset Welcome(SiloAddress joiner)
    {
        _joining.TryAdd(joiner, 0);
        return _clock.Now;
    }

    public void Dispose()
    {
        if (_driver.IsValueCreated)
        {
            _driver.Value.Dispose();
        }
    }

    private async Task JoinAsync(SimulatedClock mine, SiloAddress silo, CancellationToken cancellationToken)
    {
        try
        {
            mine.AdvanceTo(await _exchange.At(silo).JoinClockAsync(_membership.Self).WaitAsync(cancellationToken));
        }
        catch (Exception lost) when (GrainEntities.IsLost(lost) && !cancellationToken.IsCancellationRequested)
        {
            // A silo that is gone has no clock to agree with.
        }
    }

    private Task SpreadAsync(DateTimeOffset to, CancellationToken cancellationToken) => Task.WhenAll(
        _joining.Keys.Union(_membership.Others).Select(silo => TellAsync(silo, to, cancellationToken)));

    private async Task TellAsync(SiloAddress silo, DateTimeOffset to, CancellationToken cancellationToken)
    {
        for (var tries = 0; _membership.Others.Contains(silo) || tries < JoinerTriesMax; tries++)
        {
            try
            {
                await _exchange.At(silo).MoveClockAsync(to).WaitAsync(cancellationToken);
                if (_membership.Others.Contains(silo))
                {
                    _joining.TryRemove(silo, out _);
                }

                return;
            }
            catch (Exception lost) when (GrainEntities.IsLost(lost) && !cancellationToken.IsCancellationRequested)
            {
                if (!_joining.ContainsKey(silo) && !_membership.Others.Contains(silo))
                {
                    return;
                }

                // Until the membership has declared it dead it may still decide something by its clock.
                await Task.Delay(s_askAgain, TimeProvider.System, cancellationToken);
            }
        }

        _joining.TryRemove(silo, out _);
    }
}

/// <summary>Has a silo take the simulated clock's instant before it becomes a member.</summary>
internal sealed class ClockEntry(IServiceProvider services) : ILifecycleParticipant<ISiloLifecycle>
{
    // The last before a silo is active: it is known as joining, and may ask the others.
    private const int Stage = ServiceLifecycleStage.BecomeActive - 1;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(ClockEntry), Stage, ct => services.GetRequiredService<ClusterClock>().JoinAsync(ct));
}
