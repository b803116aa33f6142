using System.Collections.Immutable;

namespace FieldOps.Domain.Sla;

/// <summary>The limits that an order runs under, pinned when it is created.</summary>
/// <param name="PolicyId">The SLA policy document.</param>
/// <param name="PolicyVersion">Its version.</param>
/// <param name="LineId">The line of the limit matrix that gave them: <c>station-vip</c>.</param>
/// <param name="BoundaryInclusive">True: elapsed equal to the limit is on time.</param>
/// <param name="Limits">One per clock that runs on this order; a clock without a limit does not run.</param>
public sealed record SlaTerms(
    string PolicyId, int PolicyVersion, string LineId, bool BoundaryInclusive, ImmutableArray<ClockLimit> Limits)
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
}

/// <summary>One clock's limit.</summary>
/// <param name="Clock">Which clock.</param>
/// <param name="LimitMinutes">Running minutes allowed, above 0.</param>
/// <param name="Pausable">Whether approved pauses stop it.</param>
public sealed record ClockLimit(ClockKind Clock, int LimitMinutes, bool Pausable);
