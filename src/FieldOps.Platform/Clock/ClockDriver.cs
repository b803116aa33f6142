using FieldOps.Platform.Deadlines;
using FieldOps.Platform.Feed;

namespace FieldOps.Platform.Clock;

/// <summary>
/// Moves a simulated clock. It stops at every deadline on the way and moves on only when all consumers have reached the
/// end of the log, so that a run gives the same events whatever the machine's speed.
/// </summary>
public sealed class ClockDriver : IClockDriver, IDisposable
{
    private readonly SimulatedClock _clock;
    private readonly DeadlineShards _deadlines;
    private readonly FeedProgress _progress;
    private readonly Func<DateTimeOffset, CancellationToken, Task> _spread;
    private readonly SemaphoreSlim _one = new(1);

    /// <param name="clock">The clock of this process.</param>
    /// <param name="deadlines">All deadlines of the log.</param>
    /// <param name="progress">All consumers of the log.</param>
    /// <param name="spread">Moves the clocks of other processes before anything happens at the new instant.</param>
    internal ClockDriver(
        SimulatedClock clock,
        DeadlineShards deadlines,
        FeedProgress progress,
        Func<DateTimeOffset, CancellationToken, Task>? spread = null)
    {
        _spread = spread ?? ((_, _) => Task.CompletedTask);
        _clock = clock;
        _deadlines = deadlines;
        _progress = progress;
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    /// <inheritdoc/>
    public DateTimeOffset Now => _clock.Now;

    /// <inheritdoc/>
    public async Task<DateTimeOffset> AdvanceAsync(DateTimeOffset to, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await _progress.WaitAllAsync(cancellationToken);
            while (await _deadlines.NextAsync(cancellationToken) is { } due && due <= to)
            {
                await MoveAsync(due, cancellationToken);
                await _deadlines.FireAsync(_clock.Now, cancellationToken);
                await _progress.WaitAllAsync(cancellationToken);
            }

            await MoveAsync(to, cancellationToken);
            return _clock.Now;
        }
        finally
        {
            _one.Release();
        }
    }

    private Task MoveAsync(DateTimeOffset to, CancellationToken cancellationToken)
    {
        var now = _clock.AdvanceTo(to);
        return _spread(now, cancellationToken);
    }
}
