using FieldOps.Platform.Clock;

namespace FieldOps.Benchmarks.Deadlines;

/// <summary>
/// The machine's clock moved to where a phase begins, so that instants can be stored before anybody knows when the
/// phase will run; or one that stands still.
/// </summary>
internal sealed class ShiftedClock(DateTimeOffset start, bool stands = false) : IAppClock
{
    private readonly long _began = TimeProvider.System.GetTimestamp();

    public DateTimeOffset Now
    {
        get
        {
            var now = stands ? start : start + TimeProvider.System.GetElapsedTime(_began);
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    public async Task WaitUntilAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var left = stands ? Timeout.InfiniteTimeSpan : instant - Now;
        if (stands || left > TimeSpan.Zero)
        {
            await Task.Delay(left, TimeProvider.System, cancellationToken);
        }
    }
}
