using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Faults;

/// <summary>
/// A fault reported by the dispatch centre or another system: a new ticket, a repeat of the open one that
/// was not restored before it began, or suppressed by planned works. Refusals: <c>asset.unknown</c>,
/// <c>asset.retired</c>, <c>fault.field-invalid</c>, <c>fault.severity-warning</c>, <c>fault.time-in-future</c>,
/// <c>fault.time-too-old</c>.
/// </summary>
/// <param name="Severity">A word of <see cref="Severities"/>; a warning is refused.</param>
/// <param name="ProbableCause">X.733 cause, or the operator's own word, 1 to 60 characters.</param>
/// <param name="WorkKind"><c>repair</c> or <c>generation</c>.</param>
/// <param name="Description">For people; may be empty, 2,000 characters at most.</param>
/// <param name="Channel">Where the report came in: <c>dispatch-centre</c>, <c>hotline</c>; 1 to 40 characters.</param>
/// <param name="OccurredAt">When the trouble began, UTC.</param>
/// <param name="DespiteCutover">True to open a ticket although planned works are announced.</param>
/// <param name="Times">Which times are believed.</param>
public sealed record ReportFault(
    string Severity,
    string ProbableCause,
    string WorkKind,
    string Description,
    string Channel,
    DateTimeOffset OccurredAt,
    bool DespiteCutover,
    TimeBounds Times) : ICommand
{
    internal FaultReport Report =>
        new(Severity, ProbableCause, WorkKind, Description, Channel, OccurredAt.ToUniversalTime())
        {
            DespiteCutover = DespiteCutover ? true : null,
        };
}

/// <summary>What a report says.</summary>
/// <param name="Severity">As reported.</param>
/// <param name="ProbableCause">As reported.</param>
/// <param name="WorkKind"><c>repair</c> or <c>generation</c>.</param>
/// <param name="Description">For people; may be empty.</param>
/// <param name="Channel">Where it came in.</param>
/// <param name="OccurredAt">When the trouble began, UTC.</param>
public sealed record FaultReport(
    string Severity,
    string ProbableCause,
    string WorkKind,
    string Description,
    string Channel,
    DateTimeOffset OccurredAt)
{
    /// <summary>True where whoever reported it knew of planned works; null where not.</summary>
    public bool? DespiteCutover { get; init; }
}

/// <summary>
/// An alarm began. Told twice it is already true; told after its clear it is matched with it. Refusals:
/// <c>asset.unknown</c>, <c>asset.retired</c>, <c>fault.field-invalid</c>, <c>fault.time-in-future</c>,
/// <c>fault.time-too-old</c>, <c>alarm.too-many-active</c>.
/// </summary>
/// <param name="AlarmId">The source system's id of it, 1 to 60 characters.</param>
/// <param name="Severity">A word of <see cref="Severities"/>.</param>
/// <param name="ProbableCause">X.733 cause, or the operator's own word, 1 to 60 characters.</param>
/// <param name="RaisedAt">When it began (alarmRaisedTime), UTC.</param>
/// <param name="Terms">What the alarm policy says of this cause and severity.</param>
public sealed record RaiseAlarm(
    string AlarmId, string Severity, string ProbableCause, DateTimeOffset RaisedAt, AlarmTerms Terms) : ICommand;

/// <summary>
/// An alarm ended. A clear of an alarm that nobody has heard of is kept until its begin is told. Refusals:
/// <c>asset.unknown</c>, <c>asset.retired</c>, <c>fault.field-invalid</c>, <c>fault.time-in-future</c>,
/// <c>fault.time-too-old</c>, <c>alarm.cleared-before-raised</c>.
/// </summary>
/// <param name="AlarmId">The source system's id of it.</param>
/// <param name="ClearedAt">When it ended (alarmClearedTime), UTC; at or after its begin.</param>
/// <param name="Times">Which times are believed.</param>
public sealed record ClearAlarm(string AlarmId, DateTimeOffset ClearedAt, TimeBounds Times) : ICommand;

/// <summary>
/// What stands of the order's restoration. Of a ticket that is not open, or told before: already true. Reports and
/// alarms that the ticket took and that began after the restoration make a ticket of their own.
/// </summary>
/// <param name="TicketId">Which.</param>
/// <param name="OrderId">Its order.</param>
/// <param name="RestoredAt">When service was restored, as it counts, UTC; null when that was rejected.</param>
/// <param name="OrderVersion">Version of the order that tells so: an older one, told late, changes nothing.</param>
public sealed record TellRestoration(
    Guid TicketId, Guid OrderId, DateTimeOffset? RestoredAt, int OrderVersion) : ICommand;

/// <summary>
/// The work on a ticket has ended. Of a ticket that is not open: already true. Alarms of the ticket that have
/// not cleared wait their persistence anew, and may raise a ticket that follows.
/// </summary>
/// <param name="TicketId">Which.</param>
/// <param name="OrderId">The order that ended.</param>
/// <param name="Outcome"><c>archived</c>, <c>cancelled</c> or <c>closed-by-refusal</c>.</param>
public sealed record CloseTicket(Guid TicketId, Guid OrderId, string Outcome) : ICommand;
