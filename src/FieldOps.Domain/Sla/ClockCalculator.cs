using System.Collections.Immutable;

namespace FieldOps.Domain.Sla;

/// <summary>
/// Clock arithmetic (domain reference, section 6.3): running time is what lies between start and stop outside the
/// pauses
/// that count. Fault clocks run around the clock. All intervals are half-open.
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
        var merged = Merge(pauses);
        var results = ImmutableArray.CreateBuilder<ClockResult>(terms.Limits.Length);
        foreach (var limit in terms.Limits)
        {
            results.Add(One(limit, terms.BoundaryInclusive, milestones, limit.Pausable ? merged : [], now));
        }

        return results.MoveToImmutable();
    }

    /// <summary>
    /// When the running time reaches <paramref name="running"/>, were the pauses to end as they say; null when an open
    /// pause keeps that from being known.
    /// </summary>
    public static DateTimeOffset? ReachedAt(DateTimeOffset start, TimeSpan running, IReadOnlyList<PauseSpan> pauses)
    {
        var due = start + running;
        foreach (var pause in Merge(pauses))
        {
            if (pause.From > due)
            {
                break;
            }

            if (pause.To is not { } to)
            {
                return pause.From == due ? due : null;
            }

            if (to > start && pause.From < due)
            {
                due += to - Later(pause.From, start);
            }
        }

        return due;
    }

    private static ClockResult One(
        ClockLimit limit,
        bool inclusive,
        ClockMilestones milestones,
        ImmutableArray<PauseSpan> pauses,
        DateTimeOffset now)
    {
        if (milestones.StartOf(limit.Clock) is not { } start)
        {
            return new ClockResult(
                limit.Clock, limit.LimitMinutes, null, null, TimeSpan.Zero, TimeSpan.Zero, null,
                milestones.EndedAt is not null ? ClockOutcome.Void : ClockOutcome.NotStarted);
        }

        // A stop before the start (restored before the dispatch) leaves nothing to measure.
        var stop = milestones.StopOf(limit.Clock) is { } at ? Later(at, start) : (DateTimeOffset?)null;
        var end = stop ?? Later(Earlier(now, milestones.EndedAt ?? now), start);
        var paused = PausedWithin(pauses, start, end);
        var elapsed = end - start - paused;
        var allowed = TimeSpan.FromMinutes(limit.LimitMinutes);
        var late = inclusive ? elapsed > allowed : elapsed >= allowed;
        var due = ReachedAt(start, allowed, [.. pauses.Select(p => p with { To = Earlier(p.To ?? end, end) })]);
        var resting = stop is null && pauses.Any(p => p.From <= end && (p.To is null || p.To > end));
        return new ClockResult(
            limit.Clock, limit.LimitMinutes, start, stop, elapsed, paused, due,
            OutcomeOf(stop is not null, late, resting, milestones.EndedAt is not null));
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

    private static TimeSpan PausedWithin(ImmutableArray<PauseSpan> merged, DateTimeOffset from, DateTimeOffset to)
    {
        var sum = TimeSpan.Zero;
        foreach (var pause in merged)
        {
            var begin = Later(pause.From, from);
            var end = Earlier(pause.To ?? to, to);
            if (end > begin)
            {
                sum += end - begin;
            }
        }

        return sum;
    }

    private static ImmutableArray<PauseSpan> Merge(IReadOnlyList<PauseSpan> pauses)
    {
        if (pauses.Count == 0)
        {
            return [];
        }

        var merged = ImmutableArray.CreateBuilder<PauseSpan>(pauses.Count);
        foreach (var next in pauses.Where(p => p.To is null || p.To > p.From).OrderBy(p => p.From))
        {
            if (merged.Count > 0 && (merged[^1].To is not { } end || end >= next.From))
            {
                var last = merged[^1];
                var to = last.To is { } a && next.To is { } b ? Later(a, b) : (DateTimeOffset?)null;
                merged[^1] = last with { To = to };
            }
            else
            {
                merged.Add(next);
            }
        }

        return merged.ToImmutable();
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
