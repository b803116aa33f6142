using System.Collections.Immutable;
using System.Text.Json;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Serialization;

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
            if (!state.Suppressed.Contains(limit.Clock)
                && milestones.StartOf(limit) is { } start && milestones.StopOf(limit.Clock) is null)
            {
                rows.Add(Of(state, limit, start, milestones.RestsOf(limit, counted)));
            }
        }

        return rows.ToImmutable();
    }

    /// <summary>The part of a state that clocks depend on: what is remembered between batches.</summary>
    public static WorkOrderState Essence(WorkOrderState state) => state with
    {
        Origin = state.Origin! with { Description = string.Empty, Ticket = null, AlarmId = null },
        Choice = null, TransferredFrom = null, Reply = null,
        Assisting = [], Alarms = [], Marks = [],
    };

    private static RunningClock Of(
        WorkOrderState state, ClockLimit limit, DateTimeOffset start, ImmutableArray<PauseSpan> pauses)
    {
        var allowed = TimeSpan.FromMinutes(limit.LimitMinutes);
        var hours = state.Origin!.Terms.HoursOf(limit);
        var due = ClockCalculator.ReachedAt(start, allowed, pauses, hours) ?? DateTimeOffset.MaxValue;
        // The one that lasts longest: a pause of its own may begin within the window of a declared event.
        var rest = pauses.MaxBy(p => p.To ?? DateTimeOffset.MaxValue);
        return new RunningClock(
            limit.Clock,
            limit.LimitMinutes,
            state.Origin.Severity,
            start,
            due,
            rest?.From,
            rest?.To,
            rest is null ? null : LeftSeconds(start, allowed, pauses, rest.From, hours),
            state.Lead?.ContractorId,
            state.Lead?.ContractorCode,
            limit.Calendar is { } name
                ? JsonSerializer.Serialize(state.Origin!.Terms.Hours![name], PlatformJson.Options)
                : null);
    }

    private static long LeftSeconds(
        DateTimeOffset start, TimeSpan allowed, ImmutableArray<PauseSpan> pauses, DateTimeOffset at, OpenTime? hours) =>
        (long)(allowed - ClockCalculator.RunningBetween(start, at, pauses, hours)).TotalSeconds;
}
