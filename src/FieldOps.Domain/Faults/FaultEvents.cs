using System.Collections.Immutable;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Faults;

/// <summary><c>asset.alarm-raised.v1</c>. Many of these are written: what is false or absent is left out.</summary>
/// <param name="AlarmId">The source system's id.</param>
/// <param name="Severity">Perceived severity.</param>
/// <param name="ProbableCause">Its cause.</param>
/// <param name="RaisedAt">When it began, UTC.</param>
/// <param name="Rule">Policy, version and line that were applied: <c>default.v1/power</c>.</param>
/// <param name="WorkKind">The work that a ticket of it would ask for.</param>
/// <param name="PersistenceMinutes">Minutes until it is a fault; null when it never is.</param>
/// <param name="PersistsAt">When it is a fault unless cleared before; null when it never is or a ticket has it.</param>
/// <param name="WakeAt">When the asset looks at it, if later than <paramref name="PersistsAt"/>: told late.</param>
/// <param name="ChainWorkKind">Work kind while mains power is out; null outside the power chain.</param>
/// <param name="Mains">True when it says that mains power is out.</param>
/// <param name="CutoverId">Planned works that hold it back (plannedOutageIndicator).</param>
/// <param name="TicketId">The open ticket that took it.</param>
/// <param name="StartsCase">True when the asset had been quiet: counting for the repeat-site rule begins anew.</param>
public sealed record AlarmRaised(
    string AlarmId,
    string Severity,
    string ProbableCause,
    DateTimeOffset RaisedAt,
    string Rule,
    string WorkKind,
    int? PersistenceMinutes = null,
    DateTimeOffset? PersistsAt = null,
    DateTimeOffset? WakeAt = null,
    string? ChainWorkKind = null,
    bool? Mains = null,
    Guid? CutoverId = null,
    Guid? TicketId = null,
    bool? StartsCase = null) : IEvent;

/// <summary><c>asset.alarm-cleared.v1</c>.</summary>
/// <param name="AlarmId">The source system's id.</param>
/// <param name="ClearedAt">When it ended, UTC.</param>
/// <param name="RaisedAt">When it had begun, UTC; null when nobody has told yet.</param>
/// <param name="TicketId">The ticket it belongs to, open or just closed.</param>
/// <param name="IsRootCause">
/// True when it speaks of the ticket's own trouble, so that its span contradicts a restoration claimed inside it.
/// </param>
public sealed record AlarmCleared(
    string AlarmId,
    DateTimeOffset ClearedAt,
    DateTimeOffset? RaisedAt = null,
    Guid? TicketId = null,
    bool? IsRootCause = null) : IEvent;

/// <summary><c>asset.alarm-attached.v1</c>: an alarm that had waited joined a ticket that was open already.</summary>
/// <param name="AlarmId">The source system's id.</param>
/// <param name="TicketId">The ticket.</param>
public sealed record AlarmAttached(string AlarmId, Guid TicketId) : IEvent;

/// <summary><c>asset.fault-ticket-raised.v1</c>.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Number">Short number: <c>GZ-SH042-0007</c>, asset code and count on this asset.</param>
/// <param name="Asset">The asset as it was then.</param>
/// <param name="Severity">Its severity.</param>
/// <param name="ProbableCause">Its cause.</param>
/// <param name="WorkKind"><c>repair</c> or <c>generation</c>.</param>
/// <param name="Description">For people; may be empty.</param>
/// <param name="Channel">Of the report, or one of <see cref="FaultChannels"/>.</param>
/// <param name="OccurredAt">When the trouble began, UTC.</param>
/// <param name="RaisedAt">When the ticket was raised, UTC.</param>
/// <param name="AlarmId">The alarm that raised it.</param>
/// <param name="OtherAlarmIds">Further alarms that were active then and belong to it.</param>
/// <param name="Rule">The alarm rule that raised it; null when reported.</param>
/// <param name="FollowsTicketId">The ticket before it, when the asset had not been quiet since.</param>
public sealed record FaultTicketRaised(
    Guid TicketId,
    string Number,
    AssetFacts Asset,
    string Severity,
    string ProbableCause,
    string WorkKind,
    string Description,
    string Channel,
    DateTimeOffset OccurredAt,
    DateTimeOffset RaisedAt,
    string? AlarmId = null,
    ImmutableArray<string>? OtherAlarmIds = null,
    string? Rule = null,
    Guid? FollowsTicketId = null) : IEvent;

/// <summary><c>asset.fault-repeated.v1</c>: a report that the open ticket took.</summary>
/// <param name="TicketId">The open ticket.</param>
/// <param name="Severity">As reported.</param>
/// <param name="ProbableCause">As reported.</param>
/// <param name="Description">For people; may be empty.</param>
/// <param name="Channel">Of the report.</param>
/// <param name="OccurredAt">As reported, UTC.</param>
/// <param name="ReportedAt">UTC.</param>
/// <param name="RepeatCount">Reports beside the first, this one included.</param>
public sealed record FaultRepeated(
    Guid TicketId,
    string Severity,
    string ProbableCause,
    string Description,
    string Channel,
    DateTimeOffset OccurredAt,
    DateTimeOffset ReportedAt,
    int RepeatCount) : IEvent
{
    /// <summary>As reported; null where it was not kept: that of the ticket.</summary>
    public string? WorkKind { get; init; }

    /// <summary>True where whoever reported it knew of planned works; null where not.</summary>
    public bool? DespiteCutover { get; init; }
}

/// <summary><c>asset.fault-suppressed.v1</c>: a report that planned works explain.</summary>
/// <param name="CutoverId">The planned works.</param>
/// <param name="Severity">As reported.</param>
/// <param name="ProbableCause">As reported.</param>
/// <param name="Description">For people; may be empty.</param>
/// <param name="Channel">Of the report.</param>
/// <param name="OccurredAt">As reported, UTC.</param>
/// <param name="ReportedAt">UTC.</param>
public sealed record FaultSuppressed(
    Guid CutoverId,
    string Severity,
    string ProbableCause,
    string Description,
    string Channel,
    DateTimeOffset OccurredAt,
    DateTimeOffset ReportedAt) : IEvent;

/// <summary>
/// <c>asset.fault-ticket-restored.v1</c>: the order has restored service, or its restoration was rejected. What begins
/// after the restoration is another trouble, though the ticket stays open until its order ends.
/// </summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="OrderId">Its order.</param>
/// <param name="RestoredAt">When, as it counts, UTC; null when nothing is restored after all.</param>
/// <param name="OrderVersion">Version of the order that tells so.</param>
/// <param name="ToldAt">UTC.</param>
public sealed record FaultTicketRestored(
    Guid TicketId, Guid OrderId, DateTimeOffset? RestoredAt, int OrderVersion, DateTimeOffset ToldAt) : IEvent;

/// <summary><c>asset.fault-ticket-closed.v1</c>.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="OrderId">The order that ended.</param>
/// <param name="Outcome"><c>archived</c>, <c>cancelled</c> or <c>closed-by-refusal</c>.</param>
/// <param name="ClosedAt">UTC.</param>
/// <param name="ActiveAlarms">Its alarms that had not cleared.</param>
public sealed record FaultTicketClosed(
    Guid TicketId, Guid OrderId, string Outcome, DateTimeOffset ClosedAt, int ActiveAlarms) : IEvent;
