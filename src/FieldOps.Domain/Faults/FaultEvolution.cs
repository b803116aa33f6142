using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Faults;

/// <summary>What each fault event makes of an asset's alarms and tickets.</summary>
internal static class FaultEvolution
{
    public static FaultState After(FaultState state, IEvent happened)
    {
        var after = Of(state, happened);
        var answers = happened is MainsLost or MainsRestored ? state.AnsweringId
            : happened is FaultRepeated e ? e.TicketId
            : (Guid?)null;
        return after.AnsweringId == answers ? after : after with { AnsweringId = answers };
    }

    private static FaultState Of(FaultState state, IEvent happened) => happened switch
    {
        AlarmRaised e => Raised(state, e),
        AlarmCleared e => Cleared(state, e),
        AlarmAttached e => Attached(state, e),
        FaultTicketRaised e => Opened(state, e),
        FaultRepeated e when state.TicketOf(e.TicketId) is { } ticket => Repeated(state, ticket, e),
        FaultTicketRestored e when state.TicketOf(e.TicketId) is { } ticket => Restored(state, ticket, e),
        FaultTicketClosed e => Closed(state, e),
        MainsLost e => state with { Mains = state.Mains.After(e) },
        MainsRestored e => state with { Mains = state.Mains.After(e) },
        _ => state,
    };

    private static FaultState Raised(FaultState state, AlarmRaised e)
    {
        var taker = state.TicketOf(e.TicketId);
        var rooted = taker?.IsCauseOf(e.AlarmId, e.ProbableCause) is true;
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
        var counted = e.StartsCase is true
            ? AlarmCase.None with { LastClearedAt = state.Case.LastClearedAt }
            : state.Case;
        if (AlarmIntake.Counts(e))
        {
            counted = counted with { Raised = Bounded(counted.Raised.Add(e.RaisedAt), AlarmCase.RaisedKept) };
        }

        // The clear that was told before the begin has found its alarm.
        var cleared = state.Cleared.RemoveAll(c => c.RaisedAt is null && c.AlarmId == e.AlarmId);
        var after = rooted ? state.With(taker! with { AlarmClearedAt = null }) : state;
        return after with { Active = state.Active.Add(alarm), Case = counted, Cleared = cleared };
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
        var after = state;
        if (e.IsRootCause is true && state.TicketOf(e.TicketId) is { } ticket
            && !active.Any(a => a.TicketId == ticket.TicketId && a.IsRootCause))
        {
            after = state.With(ticket with { AlarmClearedAt = Later(ticket.AlarmClearedAt, e.ClearedAt) });
        }

        var mains = at >= 0 && state.Active[at].OutFrom is { } from && from < e.ClearedAt
            ? state.Mains.Cleared(from, e.ClearedAt)
            : state.Mains;
        var entry = new ClearedAlarm(e.AlarmId, e.RaisedAt, e.ClearedAt);
        return after with
        {
            Active = active,
            Cleared = Bounded(state.Cleared.Add(entry), FaultState.ClearedKept),
            Case = state.Case with { LastClearedAt = Later(state.Case.LastClearedAt, e.ClearedAt) },
            Mains = mains,
        };
    }

    private static FaultState Attached(FaultState state, AlarmAttached e)
    {
        var at = state.IndexOfActive(e.AlarmId);
        return at < 0 || state.TicketOf(e.TicketId) is not { } ticket
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
            Earlier = state.Ticket is { } done ? state.Earlier.Add(done) : state.Earlier,
            Reports = [],
            Active = active,
            Case = state.Case with
            {
                Raised = [],
                HasTicket = true,
                HasRepeatSite = state.Case.HasRepeatSite || e.Channel == FaultChannels.RepeatSite,
            },
        };
    }

    // What the ticket took and was told to begin after the restoration is another trouble, and waits as such.
    private static FaultState Restored(FaultState state, OpenTicket ticket, FaultTicketRestored e)
    {
        var told = ticket with { RestoredAt = e.RestoredAt, RestorationToldAt = e.OrderVersion };
        return state.With(told) with
        {
            Active = [.. state.Active.Select(a => a.LeftBy(e.TicketId, e.RestoredAt))],
            Reports = state.Reports.RemoveAll(r =>
                r.TicketId == e.TicketId && r.Report.OccurredAt > e.RestoredAt),
        };
    }

    private static FaultState Repeated(FaultState state, OpenTicket ticket, FaultRepeated e)
    {
        var report = new FaultReport(
            e.Severity, e.ProbableCause, e.WorkKind ?? ticket.WorkKind, e.Description, e.Channel, e.OccurredAt)
        {
            DespiteCutover = e.DespiteCutover,
        };
        var after = state.With(ticket with { RepeatCount = e.RepeatCount });
        // A repeat of a build that told no kind of work was dealt with under the ticket, as that build had it.
        return state.Ticket?.TicketId == e.TicketId && e.WorkKind is not null
            ? after with { Reports = Latest(state.Reports.Add(new TakenReport(e.TicketId, report))) }
            : after;
    }

    private static ImmutableArray<TakenReport> Latest(ImmutableArray<TakenReport> reports) =>
        reports.Length <= FaultState.ReportsKept
            ? reports
            : reports.Remove(reports.MinBy(r => r.Report.OccurredAt)!);

    private static FaultState Closed(FaultState state, FaultTicketClosed e) => state.TicketOf(e.TicketId) is null
        ? state
        : Without(state, e.TicketId) with
        {
            Active = [.. state.Active.Select(a => a.TicketId == e.TicketId ? a.WaitingFrom(e.ClosedAt) : a)],
        };

    private static FaultState Without(FaultState state, Guid ticketId) => state.Ticket?.TicketId == ticketId
        ? state with { Ticket = null, LastTicketId = ticketId, Reports = [] }
        : state with { Earlier = state.Earlier.RemoveAll(t => t.TicketId == ticketId) };

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;

    private static ImmutableArray<T> Bounded<T>(ImmutableArray<T> items, int kept) =>
        items.Length > kept ? items.RemoveRange(0, items.Length - kept) : items;
}
