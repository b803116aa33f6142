using FieldOps.Domain.Sla;

namespace FieldOps.Compliance;

/// <summary>
/// A clock of an open order, as the board keeps it. What "now" adds is worked out when the board is read.
/// </summary>
/// <param name="Clock">Which clock.</param>
/// <param name="LimitMinutes">Its limit.</param>
/// <param name="Severity">X.733 word of the order: a recompute may change it.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="DueAt">
/// When the limit is used up; <see cref="DateTimeOffset.MaxValue"/> while a pause without end lasts.
/// </param>
/// <param name="RestsFrom">Beginning of its last pause.</param>
/// <param name="RestsUntil">End of that pause; null while it is not known.</param>
/// <param name="LeftSeconds">Running time left when that pause began.</param>
/// <param name="ContractorId">Who has the order; null in the queue.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Hours">JSON of the hours in which it runs; null: around the clock.</param>
internal sealed record RunningClock(
    ClockKind Clock,
    int LimitMinutes,
    string Severity,
    DateTimeOffset StartedAt,
    DateTimeOffset DueAt,
    DateTimeOffset? RestsFrom,
    DateTimeOffset? RestsUntil,
    long? LeftSeconds,
    Guid? ContractorId,
    string? ContractorCode,
    string? Hours = null);
