using System.Collections.Immutable;

namespace FieldOps.Domain.Sla;

/// <summary>The instants that start and stop the clocks; null where it has not happened. All UTC.</summary>
/// <param name="DispatchedAt">Starts accept, arrive and restore.</param>
/// <param name="AcceptedAt">Stops accept.</param>
/// <param name="ArrivedAt">Stops arrive; without it the restoration does, for nobody arrives after it.</param>
/// <param name="RestoredAt">Stops restore, starts repair.</param>
/// <param name="RepairedAt">Stops repair.</param>
/// <param name="MainsFailedAt">Starts on-load.</param>
/// <param name="OnLoadAt">Stops on-load.</param>
/// <param name="ReportableAt">Starts report: restored, on load, or left where nothing had to be restored.</param>
/// <param name="RepliedAt">Stops report.</param>
/// <param name="EndedAt">
/// When the order ended: nothing runs after it. A clock that had not stopped by then is late if its limit was used up,
/// void if it was not.
/// </param>
/// <param name="RestoredBefore">Another party has restored: arrive, restore and on-load are not this one's.</param>
/// <param name="RestoreOwedFrom">Those three start no earlier: until then another's restoration stood.</param>
public sealed record ClockMilestones(
    DateTimeOffset? DispatchedAt = null,
    DateTimeOffset? AcceptedAt = null,
    DateTimeOffset? ArrivedAt = null,
    DateTimeOffset? RestoredAt = null,
    DateTimeOffset? RepairedAt = null,
    DateTimeOffset? MainsFailedAt = null,
    DateTimeOffset? OnLoadAt = null,
    DateTimeOffset? ReportableAt = null,
    DateTimeOffset? RepliedAt = null,
    DateTimeOffset? EndedAt = null,
    bool RestoredBefore = false,
    DateTimeOffset? RestoreOwedFrom = null)
{
    /// <summary>
    /// Spans in which somebody else had the order and that are not this party's: every clock rests in them, also one
    /// that no pause stops. Each has ended. Null for none.
    /// </summary>
    public ImmutableArray<PauseSpan>? Away { get; init; }

    /// <summary>What the clock of a limit rests in: pauses where it may rest in them, and every absence.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="pauses">The pauses that count.</param>
    public ImmutableArray<PauseSpan> RestsOf(ClockLimit limit, ImmutableArray<PauseSpan> pauses)
    {
        ArgumentNullException.ThrowIfNull(limit);
        return Away is not { } away ? limit.Pausable ? pauses : []
            : limit.Pausable ? [.. pauses, .. away]
            : away;
    }

    /// <summary>When the clock starts, null while it has not.</summary>
    public DateTimeOffset? StartOf(ClockKind clock) => clock switch
    {
        ClockKind.Repair => RestoredAt,
        ClockKind.Report => ReportableAt,
        ClockKind.OnLoad => Owed(MainsFailedAt),
        ClockKind.Arrive or ClockKind.Restore => Owed(DispatchedAt),
        _ => DispatchedAt,
    };

    /// <summary>When the clock of a limit starts, null while it has not: some limits start at acceptance.</summary>
    public DateTimeOffset? StartOf(ClockLimit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        if (limit.StartsAt != ClockStart.Accepted)
        {
            return StartOf(limit.Clock);
        }

        return limit.Clock is ClockKind.Arrive or ClockKind.Restore or ClockKind.OnLoad ? Owed(AcceptedAt) : AcceptedAt;
    }

    /// <summary>When the clock stops, null while it has not.</summary>
    public DateTimeOffset? StopOf(ClockKind clock) => clock switch
    {
        ClockKind.Accept => AcceptedAt,
        ClockKind.Arrive => ArrivedAt ?? RestoredAt,
        ClockKind.Restore => RestoredAt,
        ClockKind.Repair => RepairedAt,
        ClockKind.Report => RepliedAt,
        ClockKind.OnLoad => OnLoadAt,
        _ => null,
    };

    private DateTimeOffset? Owed(DateTimeOffset? start) => RestoredBefore ? null
        : start is not null && RestoreOwedFrom > start ? RestoreOwedFrom
        : start;
}

/// <summary>A half-open span [<paramref name="From"/>, <paramref name="To"/>) in which clocks rest.</summary>
/// <param name="From">UTC.</param>
/// <param name="To">UTC; null while it lasts.</param>
public sealed record PauseSpan(DateTimeOffset From, DateTimeOffset? To);
