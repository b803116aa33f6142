using FieldOps.Platform.Deadlines;
using FieldOps.Platform.Feed;

namespace FieldOps.Platform.Clock;

/// <summary>
/// Moves a simulated clock. It stops at every deadline on the way and moves on only when all consumers have reached the
/// end of the log, so that a run gives the same events whatever the machine's speed.
/// </summary>
public sealed class ClockDriver : IDisposable
{
    private readonly SimulatedClock _clock;
    private readonly DeadlineShards _deadlines;
    private readonly FeedProgress _progress;
    private readonly SemaphoreSlim _one = new(1);

    internal ClockDriver(SimulatedClock clock, DeadlineShards deadlines, FeedProgress progress)
    {
        _clock = clock;
        _deadlines = deadlines;
        _progress = progress;
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    /// <summary>What the clock shows.</summary>
    public DateTimeOffset Now => _clock.Now;

    /// <summary>Moves the clock to an instant; an earlier one leaves it as it is and only waits for quiet.</summary>
    /// <returns>What the clock shows then.</returns>
    public async Task<DateTimeOffset> AdvanceAsync(DateTimeOffset to, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await _progress.WaitAllAsync(cancellationToken);
            while (await _deadlines.NextAsync(cancellationToken) is { } due && due <= to)
            {
                _clock.AdvanceTo(due);
                await _deadlines.FireAsync(_clock.Now, cancellationToken);
                await _progress.WaitAllAsync(cancellationToken);
            }

            return _clock.AdvanceTo(to);
        }
        finally
        {
            _one.Release();
        }
    }
}
