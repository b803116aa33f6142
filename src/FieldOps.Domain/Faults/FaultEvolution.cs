using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Faults;

/// <summary>What each fault event makes of an asset's alarms and tickets.</summary>
internal static class FaultEvolution
{
    public static FaultState After(FaultState state, IEvent happened) => happened switch
    {
        AlarmRaised e => Raised(state, e),
        AlarmCleared e => Cleared(state, e),
        AlarmAttached e => Attached(state, e),
        FaultTicketRaised e => Opened(state, e),
        FaultRepeated e when state.Ticket is { } ticket =>
            state with { Ticket = ticket with { RepeatCount = e.RepeatCount } },
        FaultTicketClosed e => Closed(state, e),
        MainsLost e => state with { Mains = state.Mains.After(e) },
        MainsRestored e => state with { Mains = state.Mains.After(e) },
        _ => state,
    };

    private static FaultState Raised(FaultState state, AlarmRaised e)
    {
        var rooted = state.Ticket is { } open
            && e.TicketId == open.TicketId
            && open.IsCauseOf(e.AlarmId, e.ProbableCause);
        var alarm = new ActiveAlarm(
            e.AlarmId,
            e.Severity,
            e.ProbableCause,
            e.RaisedAt,
            e.Rule,
            e.WorkKind,
            e.PersistenceMinutes,
            e.PersistsAt,
            e.WakeAt,
            e.ChainWorkKind,
            e.Mains is true,
            e.CutoverId,
            e.TicketId,
            rooted)
        {
            WorksEndAt = WorksEndOf(e),
        };
        var ticket = rooted ? state.Ticket! with { AlarmClearedAt = null } : state.Ticket;
        var counted = e.StartsCase is true
            ? AlarmCase.None with { LastClearedAt = state.Case.LastClearedAt }
            : state.Case;
        if (AlarmIntake.Counts(e))
        {
            counted = counted with { Raised = Bounded(counted.Raised.Add(e.RaisedAt), AlarmCase.RaisedKept) };
        }

        // The clear that was told before the begin has found its alarm.
        var cleared = state.Cleared.RemoveAll(c => c.RaisedAt is null && c.AlarmId == e.AlarmId);
        return state with { Active = state.Active.Add(alarm), Ticket = ticket, Case = counted, Cleared = cleared };
    }

    // Works hold an alarm back until it has lasted beyond their end.
    private static DateTimeOffset? WorksEndOf(AlarmRaised e) =>
        e is { CutoverId: not null, PersistsAt: { } persistsAt, PersistenceMinutes: { } minutes }
            ? persistsAt.AddMinutes(-minutes)
            : null;

    private static FaultState Cleared(FaultState state, AlarmCleared e)
    {
        var at = state.IndexOfActive(e.AlarmId);
        var active = at < 0 ? state.Active : state.Active.RemoveAt(at);
        var ticket = state.Ticket;
        if (ticket is not null && e.TicketId == ticket.TicketId && e.IsRootCause is true
            && !active.Any(a => a.TicketId == ticket.TicketId && a.IsRootCause))
        {
            ticket = ticket with { AlarmClearedAt = Later(ticket.AlarmClearedAt, e.ClearedAt) };
        }

        var mains = at >= 0 && state.Active[at].OutFrom is { } from && from < e.ClearedAt
            ? state.Mains.Cleared(from, e.ClearedAt)
            : state.Mains;
        var entry = new ClearedAlarm(e.AlarmId, e.RaisedAt, e.ClearedAt);
        return state with
        {
            Active = active,
            Ticket = ticket,
            Cleared = Bounded(state.Cleared.Add(entry), FaultState.ClearedKept),
            Case = state.Case with { LastClearedAt = Later(state.Case.LastClearedAt, e.ClearedAt) },
            Mains = mains,
        };
    }

    private static FaultState Attached(FaultState state, AlarmAttached e)
    {
        var at = state.IndexOfActive(e.AlarmId);
        return at < 0 || state.Ticket is not { } ticket
            ? state
            : state with { Active = state.Active.SetItem(at, state.Active[at].TakenBy(ticket)) };
    }

    private static FaultState Opened(FaultState state, FaultTicketRaised e)
    {
        var ticket = new OpenTicket(
            e.TicketId,
            e.Number,
            e.Severity,
            e.ProbableCause,
            e.WorkKind,
            e.OccurredAt,
            e.RaisedAt,
            RepeatCount: 0,
            e.AlarmId);
        var active = state.Active
            .Select(a => a.AlarmId == e.AlarmId || e.OtherAlarmIds?.Contains(a.AlarmId) is true ? a.TakenBy(ticket) : a)
            .ToImmutableArray();
        return state with
        {
            TicketCount = state.TicketCount + 1,
            Ticket = ticket,
            Active = active,
            Case = state.Case with
            {
                Raised = [],
                HasTicket = true,
                HasRepeatSite = state.Case.HasRepeatSite || e.Channel == FaultChannels.RepeatSite,
            },
        };
    }

    private static FaultState Closed(FaultState state, FaultTicketClosed e) => state.Ticket?.TicketId != e.TicketId
        ? state
        : state with
        {
            Ticket = null,
            LastTicketId = e.TicketId,
            Active = [.. state.Active.Select(a => a.TicketId == e.TicketId ? a.WaitingFrom(e.ClosedAt) : a)],
        };

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;

    private static ImmutableArray<T> Bounded<T>(ImmutableArray<T> items, int kept) =>
        items.Length > kept ? items.RemoveRange(0, items.Length - kept) : items;
}
