namespace FieldOps.Platform.Clock;

/// <summary>The machine's clock.</summary>
internal sealed class SystemClock(TimeProvider time) : IAppClock
{
    public DateTimeOffset Now => Micros(time.GetUtcNow());

    public async Task WaitUntilAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var left = instant - time.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, time, cancellationToken);
        }
    }

    // PostgreSQL keeps microseconds: an instant must read back as it was written.
    private static DateTimeOffset Micros(DateTimeOffset instant) =>
        new(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
