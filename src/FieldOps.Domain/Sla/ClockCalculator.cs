using System.Collections.Immutable;
using FieldOps.Domain.Sla.Calendars;

namespace FieldOps.Domain.Sla;

/// <summary>
/// Clock arithmetic (domain reference, section 6.3): running time is what lies between start and stop within the hours
/// of the clock's calendar, outside the pauses that count and the absences of the party. A clock without a calendar
/// runs around the clock. All intervals are half-open; all sums are exact to the tick.
/// </summary>
public static class ClockCalculator
{
    /// <summary>Every clock of the terms as it stands at <paramref name="now"/>, in the order of the terms.</summary>
    /// <param name="terms">The pinned terms.</param>
    /// <param name="milestones">What has happened.</param>
    /// <param name="pauses">The pauses that count (approved or provisional), in any order; overlaps count once.</param>
    /// <param name="now">UTC.</param>
    public static ImmutableArray<ClockResult> At(
        SlaTerms terms, ClockMilestones milestones, IReadOnlyList<PauseSpan> pauses, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(milestones);
        ArgumentNullException.ThrowIfNull(pauses);
        var (pausable, always) = (PauseTrack.Of(pauses), PauseTrack.None);
        if (milestones.Away is { } away)
        {
            (pausable, always) = (PauseTrack.Of([.. pauses, .. away]), PauseTrack.Of(away));
        }

        var results = ImmutableArray.CreateBuilder<ClockResult>(terms.Limits.Length);
        foreach (var limit in terms.Limits)
        {
            results.Add(One(terms, limit, milestones, limit.Pausable ? pausable : always, now));
        }

        return results.MoveToImmutable();
    }

    /// <summary>
    /// The first instant at which the running time reaches <paramref name="running"/>, were the pauses to end as they
    /// say; null when an open pause, or a calendar that never opens again, keeps that from being known.
    /// </summary>
    public static DateTimeOffset? ReachedAt(
        DateTimeOffset start, TimeSpan running, IReadOnlyList<PauseSpan> pauses, OpenTime? hours = null)
    {
        ArgumentNullException.ThrowIfNull(pauses);
        return Reached(start, running.Ticks, PauseTrack.Of(pauses), hours);
    }

    /// <summary>Running time in [<paramref name="from"/>, <paramref name="to"/>).</summary>
    public static TimeSpan RunningBetween(
        DateTimeOffset from, DateTimeOffset to, IReadOnlyList<PauseSpan> pauses, OpenTime? hours = null)
    {
        ArgumentNullException.ThrowIfNull(pauses);
        var (begin, end) = (from.UtcTicks, Math.Max(from.UtcTicks, to.UtcTicks));
        return new TimeSpan(Open(hours, begin, end) - Paused(PauseTrack.Of(pauses), begin, end, hours));
    }

    private static ClockResult One(
        SlaTerms terms, ClockLimit limit, ClockMilestones milestones, PauseTrack pauses, DateTimeOffset now)
    {
        var ended = milestones.EndedAt;
        if (milestones.StartOf(limit) is not { } start)
        {
            return new ClockResult(
                limit.Clock, limit.LimitMinutes, null, null, TimeSpan.Zero, TimeSpan.Zero, null,
                ended is not null ? ClockOutcome.Void : ClockOutcome.NotStarted);
        }

        // A stop before the start (restored before the dispatch) leaves nothing to measure.
        var stop = milestones.StopOf(limit.Clock) is { } at ? Later(at, start) : (DateTimeOffset?)null;
        var end = (stop ?? Later(Earlier(now, ended ?? now), start)).UtcTicks;
        var hours = terms.HoursOf(limit);
        var open = Open(hours, start.UtcTicks, end);
        var paused = Paused(pauses, start.UtcTicks, end, hours);
        var elapsed = open - paused;
        var allowed = TimeSpan.FromMinutes(limit.LimitMinutes).Ticks;
        var late = terms.IsInclusive(limit) ? elapsed > allowed : elapsed >= allowed;
        var due = Reached(start, allowed, pauses.Until(end), hours);
        var resting = stop is null && pauses.Holds(end);
        return new ClockResult(
            limit.Clock, limit.LimitMinutes, start, stop, new TimeSpan(elapsed), new TimeSpan(paused), due,
            OutcomeOf(stop is not null, late, resting, ended is not null),
            hours is null ? null : new TimeSpan(end - start.UtcTicks - open));
    }

    private static ClockOutcome OutcomeOf(bool stopped, bool late, bool resting, bool ended) =>
        (stopped, late, resting, ended) switch
        {
            (_, true, _, _) => ClockOutcome.Late,
            (false, _, _, true) => ClockOutcome.Void,
            (true, _, _, _) => ClockOutcome.OnTime,
            (_, _, true, _) => ClockOutcome.Paused,
            _ => ClockOutcome.Running,
        };

    private static DateTimeOffset? Reached(DateTimeOffset start, long running, PauseTrack pauses, OpenTime? hours)
    {
        if (running <= 0)
        {
            return start;
        }

        var (at, left) = (start.UtcTicks, running);
        foreach (var (from, to) in pauses.Spans)
        {
            if (to <= at)
            {
                continue;
            }

            var open = from > at ? Open(hours, at, from) : 0;
            if (open >= left)
            {
                break;
            }

            if (to == PauseTrack.Never)
            {
                return null;
            }

            left -= open;
            at = to;
        }

        if (hours is not null)
        {
            return hours.After(new DateTimeOffset(at, TimeSpan.Zero), new TimeSpan(left));
        }

        return left > DateTimeOffset.MaxValue.UtcTicks - at ? null : new DateTimeOffset(at + left, TimeSpan.Zero);
    }

    private static long Paused(PauseTrack pauses, long from, long to, OpenTime? hours)
    {
        var sum = 0L;
        foreach (var pause in pauses.Spans)
        {
            sum += Open(hours, Math.Max(pause.From, from), Math.Min(pause.To, to));
        }

        return sum;
    }

    private static long Open(OpenTime? hours, long from, long to) =>
        to <= from ? 0 : hours is null ? to - from : hours.Between(from, to);

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
