using FieldOps.Domain.Sla;

namespace FieldOps.Compliance.Closed;

/// <summary>How a clock of an ended order is counted.</summary>
internal enum ClockVerdict : short
{
    OnTime = 0,
    Late = 1,
    Suppressed = 2,
    NotNeeded = 3,
}

/// <summary>A clock of an archived order.</summary>
internal sealed record ClosedClock(
    ClockKind Clock,
    ClockVerdict Verdict,
    DateTimeOffset? StartedAt,
    DateTimeOffset? StoppedAt,
    DateTimeOffset? DueAt,
    int LimitMinutes,
    long ElapsedSeconds,
    long PausedSeconds)
{
    private const long SecondsPerMinute = 60;

    public bool IsJudged => Verdict is ClockVerdict.OnTime or ClockVerdict.Late;

    /// <summary>
    /// Running time in whole minutes, a begun one counted: so, to the second, it exceeds an inclusive limit exactly
    /// when the clock is late.
    /// </summary>
    public int ElapsedMinutes => MinutesBegun(ElapsedSeconds);

    /// <summary>Place in the masks of an order's row.</summary>
    public short Bit => (short)(1 << (int)Clock);

    public static int MinutesBegun(long seconds) =>
        (int)Math.Min(int.MaxValue, (seconds + SecondsPerMinute - 1) / SecondsPerMinute);
}
