using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Calendars;

namespace FieldOps.Domain.Sla;

/// <summary>The limits that an order runs under, pinned when it is created.</summary>
/// <param name="PolicyId">The SLA policy document.</param>
/// <param name="PolicyVersion">Its version.</param>
/// <param name="LineId">The line of the limit matrix that gave them: <c>station-vip</c>.</param>
/// <param name="BoundaryInclusive">True: elapsed equal to the limit is on time.</param>
/// <param name="Limits">One per clock that runs on this order; a clock without a limit does not run.</param>
/// <param name="Hours">
/// The hours that limits name, by name (<c>china-office.v1</c>); null when every clock runs around the clock.
/// </param>
/// <param name="DecidedAt">
/// The instant that decided which rules apply, where the policy names another than the order's creation; null: when
/// the order's rules were asked for.
/// </param>
public sealed record SlaTerms(
    string PolicyId,
    int PolicyVersion,
    string LineId,
    bool BoundaryInclusive,
    ImmutableArray<ClockLimit> Limits,
    ImmutableSortedDictionary<string, OpenHours>? Hours = null,
    DateTimeOffset? DecidedAt = null) : IPinned
{
    /// <summary>The limit of a clock, null when it does not run.</summary>
    public TimeSpan? LimitOf(ClockKind clock)
    {
        foreach (var limit in Limits)
        {
            if (limit.Clock == clock)
            {
                return TimeSpan.FromMinutes(limit.LimitMinutes);
            }
        }

        return null;
    }

    /// <summary>The hours in which a clock runs; null when it runs around the clock.</summary>
    /// <exception cref="KeyNotFoundException">The limit names hours that the terms do not hold.</exception>
    public OpenTime? HoursOf(ClockLimit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        return limit.Calendar is { } name ? Hours![name].Time() : null;
    }

    /// <summary>True when elapsed equal to the limit is on time.</summary>
    public bool IsInclusive(ClockLimit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        return limit.Inclusive ?? BoundaryInclusive;
    }
}

/// <summary>One clock's limit.</summary>
/// <param name="Clock">Which clock.</param>
/// <param name="LimitMinutes">Running minutes allowed, above 0.</param>
/// <param name="Pausable">Whether approved pauses stop it.</param>
/// <param name="Calendar">Name of its hours in the terms; null: around the clock.</param>
/// <param name="GivenBy">The grade whose limit was stricter than the line's; null: the line gave it.</param>
/// <param name="Inclusive">Its own boundary; null: that of the terms.</param>
/// <param name="StartsAt">Its own start; null: the clock's usual one.</param>
public sealed record ClockLimit(
    ClockKind Clock,
    int LimitMinutes,
    bool Pausable,
    string? Calendar = null,
    string? GivenBy = null,
    bool? Inclusive = null,
    ClockStart? StartsAt = null);

/// <summary>Where a limit's clock starts when it is not the usual place.</summary>
public enum ClockStart
{
    /// <summary>At the dispatch.</summary>
    Dispatched,

    /// <summary>At the acceptance: the KPI reading of repair time (domain reference, section 6.3).</summary>
    Accepted,
}
