using System.Collections.Immutable;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.Compliance;

/// <summary>What the board shows of an order's state.</summary>
internal static class ClockRows
{
    /// <summary>The clocks that run or rest; none once the order has ended.</summary>
    public static ImmutableArray<RunningClock> Running(WorkOrderState state)
    {
        if (state.Origin is not { } origin || state.HasEnded)
        {
            return [];
        }

        var milestones = OrderClocks.MilestonesOf(state);
        var counted = OrderClocks.CountedPauses(state);
        var rows = ImmutableArray.CreateBuilder<RunningClock>(origin.Terms.Limits.Length);
        foreach (var limit in origin.Terms.Limits)
        {
            if (milestones.StartOf(limit.Clock) is { } start && milestones.StopOf(limit.Clock) is null)
            {
                rows.Add(Of(state, limit, start, limit.Pausable ? counted : []));
            }
        }

        return rows.ToImmutable();
    }

    /// <summary>The part of a state that clocks depend on: what is remembered between batches.</summary>
    public static WorkOrderState Essence(WorkOrderState state) => state with
    {
        Origin = state.Origin! with { Description = string.Empty, Ticket = null, AlarmId = null },
        Choice = null,
        TransferredFrom = null,
        Assisting = [],
        Assignments = [],
        Alarms = [],
        Marks = [],
        Reply = null,
    };

    private static RunningClock Of(
        WorkOrderState state, ClockLimit limit, DateTimeOffset start, ImmutableArray<PauseSpan> pauses)
    {
        var allowed = TimeSpan.FromMinutes(limit.LimitMinutes);
        var due = ClockCalculator.ReachedAt(start, allowed, pauses) ?? DateTimeOffset.MaxValue;
        var rest = pauses.IsEmpty ? null : pauses[^1];
        return new RunningClock(
            limit.Clock,
            limit.LimitMinutes,
            start,
            due,
            rest?.From,
            rest?.To,
            rest is null ? null : LeftSeconds(start, allowed, pauses, rest.From),
            state.Lead?.ContractorId,
            state.Lead?.ContractorCode);
    }

    private static long LeftSeconds(
        DateTimeOffset start, TimeSpan allowed, ImmutableArray<PauseSpan> pauses, DateTimeOffset at)
    {
        var paused = TimeSpan.Zero;
        foreach (var pause in pauses)
        {
            var from = pause.From > start ? pause.From : start;
            var to = pause.To is { } end && end < at ? end : at;
            paused += to > from ? to - from : TimeSpan.Zero;
        }

        return (long)(allowed - (at - start - paused)).TotalSeconds;
    }
}
