namespace FieldOps.Domain.Sla;

/// <summary>One clock of one order, as it stands or as it ended.</summary>
/// <param name="Clock">Which clock.</param>
/// <param name="LimitMinutes">Its limit.</param>
/// <param name="StartedAt">UTC; null when it has not started.</param>
/// <param name="StoppedAt">UTC; null while it runs.</param>
/// <param name="Elapsed">Running time, without the pauses and absences that count.</param>
/// <param name="Paused">Time in pauses and absences that count, within the hours of the calendar.</param>
/// <param name="DueAt">
/// The instant at which the limit is used up, pauses so far included; null before the start.
/// </param>
/// <param name="Outcome">How it stands.</param>
/// <param name="Closed">
/// Time outside the hours of the calendar; null for a clock without one. Elapsed, paused and closed time together are
/// the time on the wall from start to stop.
/// </param>
public sealed record ClockResult(
    ClockKind Clock,
    int LimitMinutes,
    DateTimeOffset? StartedAt,
    DateTimeOffset? StoppedAt,
    TimeSpan Elapsed,
    TimeSpan Paused,
    DateTimeOffset? DueAt,
    ClockOutcome Outcome,
    TimeSpan? Closed = null);

/// <summary>How a clock stands.</summary>
public enum ClockOutcome
{
    /// <summary>Its start milestone has not happened.</summary>
    NotStarted,

    /// <summary>Running within its limit.</summary>
    Running,

    /// <summary>Paused within its limit.</summary>
    Paused,

    /// <summary>Stopped within its limit.</summary>
    OnTime,

    /// <summary>Limit used up, stopped or not.</summary>
    Late,

    /// <summary>The order ended without this clock having to stop (cancelled, refused).</summary>
    Void,
}
