using System.Collections.Immutable;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Faults;

/// <summary>
/// Alarms become tickets by lasting. Whether one has lasted follows from its times, never from when a timer ran: each
/// command to the asset first catches up with what is due.
/// </summary>
internal static class Persistence
{
    private const string AlarmPersists = "alarm-persists";

    public static ImmutableArray<Deadline> DeadlinesOf(AssetState state)
    {
        DateTimeOffset? next = null;
        foreach (var alarm in state.Faults.Active)
        {
            if (alarm.LookAt is { } at && (next is null || at < next))
            {
                next = at;
            }
        }

        return next is { } due ? [new Deadline(AlarmPersists, due)] : [];
    }

    public static Decision Wake(AssetState state, DateTimeOffset now)
    {
        var course = new FaultCourse(state);
        CatchUp(course, now);
        return course.Decided();
    }

    /// <summary>Raises, or attaches to the ticket that it belongs to, whatever has lasted long enough by now.</summary>
    public static void CatchUp(FaultCourse course, DateTimeOffset now)
    {
        while (Due(course.Faults, now) is { } alarm)
        {
            Take(course, alarm, now);
        }
    }

    /// <summary>A ticket that was not restored before the alarm began takes it; without one, it raises one.</summary>
    public static void Take(FaultCourse course, ActiveAlarm alarm, DateTimeOffset now)
    {
        if (course.Faults.TicketFor(alarm.Began) is { } open)
        {
            course.RecordAlarm(new AlarmAttached(alarm.AlarmId, open.TicketId), now);
        }
        else
        {
            Raise(course, alarm, FaultChannels.Alarm, now);
        }
    }

    /// <summary>A ticket of this alarm, with all alarms that are active and not held back.</summary>
    public static void Raise(FaultCourse course, ActiveAlarm alarm, string channel, DateTimeOffset now)
    {
        var state = course.State;
        var sequence = state.Faults.TicketCount + 1;
        var others = OthersOf(state.Faults, alarm, now);
        var raised = new FaultTicketRaised(
            AssetIds.TicketOf(state.AssetId, sequence),
            TicketNumbers.Of(state, sequence),
            state.Facts()!,
            alarm.Severity,
            alarm.ProbableCause,
            WorkKindOf(state, alarm),
            string.Empty,
            channel,
            alarm.RaisedAt,
            now,
            alarm.AlarmId,
            others.IsEmpty ? null : others,
            alarm.Rule,
            FollowedBy(state.Faults, alarm));
        course.RecordAlarm(raised, now);
    }

    /// <summary>Active alarms that a new ticket takes along.</summary>
    public static ImmutableArray<string> OthersOf(FaultState faults, ActiveAlarm? root, DateTimeOffset now)
    {
        var others = ImmutableArray.CreateBuilder<string>();
        foreach (var alarm in faults.Active)
        {
            var heldBack = alarm.CutoverId is not null && !(alarm.PersistsAt <= now);
            if (alarm.AlarmId != root?.AlarmId && !heldBack && faults.TicketOf(alarm.TicketId) is null)
            {
                others.Add(alarm.AlarmId);
            }
        }

        return others.ToImmutable();
    }

    /// <summary>The ticket before, when an alarm of it is still active or the case goes on.</summary>
    public static Guid? FollowedBy(FaultState faults, ActiveAlarm? root)
    {
        var before = faults.Ticket?.TicketId ?? faults.LastTicketId;
        return (root is not null && faults.Case.HasTicket) || faults.Active.Any(a => a.TicketId == before)
            ? before
            : null;
    }

    private static ActiveAlarm? Due(FaultState faults, DateTimeOffset now)
    {
        ActiveAlarm? due = null;
        foreach (var alarm in faults.Active)
        {
            if (alarm.LookAt <= now && (due is null || alarm.PersistsAt < due.PersistsAt))
            {
                due = alarm;
            }
        }

        return due;
    }

    // Power chain, domain reference 8.2 rule 1: while mains is out a generator is wanted, not a repair.
    private static string WorkKindOf(AssetState state, ActiveAlarm alarm) =>
        alarm.ChainWorkKind is { } chained
        && state.Profile?.Station?.BatteryMinutes > 0
        && state.Faults.Active.Any(a => a.Mains)
            ? chained
            : alarm.WorkKind;
}
