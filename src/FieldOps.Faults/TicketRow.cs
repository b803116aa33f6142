namespace FieldOps.Faults;

/// <summary>A ticket in the list.</summary>
internal sealed record TicketRow(
    Guid TicketId,
    string Number,
    string Status,
    Guid AssetId,
    string EntityType,
    string AssetCode,
    string AssetName,
    string AssetClass,
    string Region,
    string County,
    string Severity,
    string ProbableCause,
    string WorkKind,
    string Description,
    string Channel,
    DateTimeOffset OccurredAt,
    DateTimeOffset RaisedAt,
    int RepeatCount,
    string? AlarmId,
    string? Rule,
    Guid? FollowsTicketId,
    DateTimeOffset? AlarmClearedAt,
    DateTimeOffset? ClosedAt,
    string? Outcome,
    Guid? OrderId);

/// <summary>A ticket with what belongs to it.</summary>
internal sealed record TicketDetail(
    TicketRow Ticket, IReadOnlyList<TicketRepeat> Repeats, IReadOnlyList<AlarmRow> Alarms);

/// <summary>A report that an open ticket took.</summary>
internal sealed record TicketRepeat(
    int RepeatCount,
    string Severity,
    string ProbableCause,
    string Description,
    string Channel,
    DateTimeOffset OccurredAt,
    DateTimeOffset ReportedAt);

/// <summary>
/// An alarm in the list (TMF642 words). It goes on until it is cleared, or dropped with its asset's maintenance.
/// </summary>
internal sealed record AlarmRow(
    string AlarmId,
    Guid AssetId,
    string? AssetCode,
    string PerceivedSeverity,
    string ProbableCause,
    DateTimeOffset AlarmRaisedTime,
    DateTimeOffset? AlarmClearedTime,
    Guid? TicketId,
    Guid? CutoverId,
    string Rule,
    DateTimeOffset? DroppedAt);

/// <summary>Alarms counted.</summary>
/// <param name="Raised">Begins.</param>
/// <param name="Cleared">Of these, ended.</param>
/// <param name="InTickets">Of these, taken by a ticket.</param>
/// <param name="HeldBack">Of these, raised inside planned works.</param>
/// <param name="UnmatchedClears">Ends whose begin nobody has told.</param>
internal sealed record AlarmCounts(long Raised, long Cleared, long InTickets, long HeldBack, long UnmatchedClears);
