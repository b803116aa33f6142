using FieldOps.Platform.Feed;

namespace FieldOps.Platform.Clock;

/// <summary>A clock that stands still until a driver moves it, forward only.</summary>
public sealed class SimulatedClock(DateTimeOffset start) : IAppClock
{
    private readonly Pulse _moved = new();
    private long _ticks = start.UtcTicks;

    /// <inheritdoc/>
    public DateTimeOffset Now => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Moves the clock; an earlier instant leaves it as it is.</summary>
    /// <returns>The instant that it shows now.</returns>
    public DateTimeOffset AdvanceTo(DateTimeOffset instant)
    {
        var target = instant.UtcTicks;
        for (var now = Volatile.Read(ref _ticks); now < target; now = Volatile.Read(ref _ticks))
        {
            Interlocked.CompareExchange(ref _ticks, target, now);
        }

        _moved.Beat();
        return Now;
    }

    /// <inheritdoc/>
    public async Task WaitUntilAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        while (true)
        {
            var moved = _moved.Next;
            if (Now >= instant)
            {
                return;
            }

            await moved.WaitAsync(cancellationToken);
        }
    }
}
