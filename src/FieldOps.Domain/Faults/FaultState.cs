using System.Collections.Immutable;

namespace FieldOps.Domain.Faults;

/// <summary>Alarms and tickets of one asset. Bounded: what is over is dropped.</summary>
/// <param name="TicketCount">Tickets so far; the last one's sequence number.</param>
/// <param name="Ticket">The latest ticket, while it is open.</param>
/// <param name="LastTicketId">The latest ticket that closed.</param>
/// <param name="Active">Alarms raised and not cleared, in the order in which they were told.</param>
/// <param name="Cleared">The latest clears, so that late and doubled messages are known again.</param>
/// <param name="Case">What the repeat-site rule counts.</param>
public sealed record FaultState(
    int TicketCount,
    OpenTicket? Ticket,
    Guid? LastTicketId,
    ImmutableArray<ActiveAlarm> Active,
    ImmutableArray<ClearedAlarm> Cleared,
    AlarmCase Case)
{
    /// <summary>Alarms that one asset may have active at once; a real site has some dozens.</summary>
    public const int ActiveMax = 500;

    /// <summary>Clears that are kept: messages are seldom further apart than this.</summary>
    public const int ClearedKept = 16;

    /// <summary>Reports kept: those that began last tell whether a restoration has another trouble after it.</summary>
    public const int ReportsKept = 8;

    /// <summary>
    /// Tickets whose orders had restored them when another trouble began, and have not ended; the earliest first.
    /// </summary>
    public ImmutableArray<OpenTicket> Earlier { get; init; } = [];

    /// <summary>Reports that the latest ticket took: a restoration told later may lie before some of them.</summary>
    public ImmutableArray<TakenReport> Reports { get; init; } = [];

    /// <summary>The ticket that took a report, until something else happens; null otherwise.</summary>
    public Guid? AnsweringId { get; init; }

    /// <summary>Times without mains power.</summary>
    public MainsLine Mains { get; init; } = MainsLine.None;

    internal static FaultState Quiet { get; } = new(0, null, null, [], [], AlarmCase.None);

    internal int IndexOfActive(string alarmId)
    {
        for (var i = 0; i < Active.Length; i++)
        {
            if (Active[i].AlarmId == alarmId)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Of a report that was just taken, its ticket; else the one that takes what begins now.</summary>
    internal OpenTicket? Answering => AnsweringId is { } id ? TicketOf(id)
        : Ticket is { RestoredAt: null } open ? open
        : Earlier.FirstOrDefault(t => t.RestoredAt is null);

    /// <summary>An open ticket, whether its order has restored it or not.</summary>
    internal OpenTicket? TicketOf(Guid? ticketId) => Ticket is { } open && open.TicketId == ticketId
        ? open
        : Earlier.FirstOrDefault(t => t.TicketId == ticketId);

    /// <summary>
    /// The open ticket that a trouble belongs to by its begin: one that was not restored before. Null: it is another
    /// trouble.
    /// </summary>
    internal OpenTicket? TicketFor(DateTimeOffset began)
    {
        foreach (var earlier in Earlier)
        {
            if (began <= earlier.RestoredAt)
            {
                return earlier;
            }
        }

        return Ticket is { } open && !(open.RestoredAt < began)
            ? open
            : Earlier.FirstOrDefault(t => t.RestoredAt is null);
    }

    internal FaultState With(OpenTicket ticket) => Ticket?.TicketId == ticket.TicketId
        ? this with { Ticket = ticket }
        : this with { Earlier = [.. Earlier.Select(t => t.TicketId == ticket.TicketId ? ticket : t)] };

    internal ClearedAlarm? LastClearOf(string alarmId)
    {
        for (var i = Cleared.Length - 1; i >= 0; i--)
        {
            if (Cleared[i].AlarmId == alarmId)
            {
                return Cleared[i];
            }
        }

        return null;
    }

    internal FaultState WithoutAlarms() =>
        this with { Active = [], Cleared = [], Mains = Mains with { Known = [] } };

    internal FaultState Released(Guid cutoverId, DateTimeOffset at) => this with
    {
        Active = [.. Active.Select(a => a.CutoverId == cutoverId ? a.WaitingFrom(at) with { CutoverId = null } : a)],
    };
}

/// <summary>The fault ticket that is open on an asset.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Number">Its short number.</param>
/// <param name="Severity">Its severity.</param>
/// <param name="ProbableCause">Its cause.</param>
/// <param name="WorkKind">The work it asks for.</param>
/// <param name="OccurredAt">When the trouble began, UTC.</param>
/// <param name="RaisedAt">When it was raised, UTC.</param>
/// <param name="RepeatCount">Reports beside the first.</param>
/// <param name="AlarmId">The alarm that raised it.</param>
/// <param name="AlarmClearedAt">When the last alarm of its trouble cleared; null while one is active.</param>
public sealed record OpenTicket(
    Guid TicketId,
    string Number,
    string Severity,
    string ProbableCause,
    string WorkKind,
    DateTimeOffset OccurredAt,
    DateTimeOffset RaisedAt,
    int RepeatCount,
    string? AlarmId,
    DateTimeOffset? AlarmClearedAt = null)
{
    /// <summary>When its order has restored service, UTC: what begins later is another trouble.</summary>
    public DateTimeOffset? RestoredAt { get; init; }

    /// <summary>Version of the order that told so last: what it told before changes nothing.</summary>
    public int? RestorationToldAt { get; init; }

    internal bool IsCauseOf(string alarmId, string probableCause) =>
        AlarmId == alarmId || ProbableCause == probableCause;
}

/// <summary>A report that an open ticket took.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Report">What was reported.</param>
public sealed record TakenReport(Guid TicketId, FaultReport Report);

/// <summary>An alarm that has not cleared.</summary>
/// <param name="AlarmId">The source system's id.</param>
/// <param name="Severity">Perceived severity.</param>
/// <param name="ProbableCause">Its cause.</param>
/// <param name="RaisedAt">When it began, UTC.</param>
/// <param name="Rule">The rule applied.</param>
/// <param name="WorkKind">The work that a ticket of it asks for.</param>
/// <param name="PersistenceMinutes">Minutes until it is a fault; null when it never is.</param>
/// <param name="PersistsAt">When it is a fault unless cleared before; null when it waits for nothing.</param>
/// <param name="WakeAt">When the asset looks at it; null when at <paramref name="PersistsAt"/>.</param>
/// <param name="ChainWorkKind">Work kind while mains power is out.</param>
/// <param name="Mains">It says that mains power is out.</param>
/// <param name="CutoverId">Planned works that hold it back.</param>
/// <param name="TicketId">The last ticket that had it.</param>
/// <param name="IsRootCause">It speaks of that ticket's own trouble.</param>
public sealed record ActiveAlarm(
    string AlarmId,
    string Severity,
    string ProbableCause,
    DateTimeOffset RaisedAt,
    string Rule,
    string WorkKind,
    int? PersistenceMinutes,
    DateTimeOffset? PersistsAt,
    DateTimeOffset? WakeAt,
    string? ChainWorkKind,
    bool Mains,
    Guid? CutoverId,
    Guid? TicketId,
    bool IsRootCause)
{
    /// <summary>End of the planned works that hold it back, UTC; null without any.</summary>
    public DateTimeOffset? WorksEndAt { get; init; }

    /// <summary>
    /// Since when it is a trouble: since it began, since the works that explained it ended, or since its ticket closed.
    /// </summary>
    internal DateTimeOffset Began => (PersistsAt, PersistenceMinutes) is ({ } at, { } minutes) ? at.AddMinutes(-minutes)
        : CutoverId is null ? RaisedAt
        : WorksEndAt ?? RaisedAt;

    internal DateTimeOffset? LookAt => WakeAt ?? PersistsAt;

    /// <summary>Since when it says that mains power is out: works explain it until it is taken as a fault.</summary>
    internal DateTimeOffset? OutFrom => !Mains ? null
        : CutoverId is null ? RaisedAt
        : TicketId is null ? null
        : WorksEndAt;

    internal ActiveAlarm WaitingFrom(DateTimeOffset at) => this with
    {
        PersistsAt = PersistenceMinutes is { } minutes ? at.AddMinutes(minutes) : null,
        WakeAt = null,
    };

    internal ActiveAlarm LeftBy(Guid ticketId, DateTimeOffset? restoredAt) =>
        TicketId == ticketId && PersistsAt is null && Began > restoredAt
            ? WaitingFrom(Began) with { TicketId = null, IsRootCause = false }
            : this;

    internal ActiveAlarm TakenBy(OpenTicket ticket) => this with
    {
        TicketId = ticket.TicketId,
        IsRootCause = ticket.IsCauseOf(AlarmId, ProbableCause),
        PersistsAt = null,
        WakeAt = null,
    };
}

/// <summary>An alarm that has cleared.</summary>
/// <param name="AlarmId">The source system's id.</param>
/// <param name="RaisedAt">When it had begun, UTC; null when nobody has told yet.</param>
/// <param name="ClearedAt">When it ended, UTC.</param>
public sealed record ClearedAlarm(string AlarmId, DateTimeOffset? RaisedAt, DateTimeOffset ClearedAt);

/// <summary>What the repeat-site rule counts: one case lasts until the asset was quiet for the hold time.</summary>
/// <param name="Raised">The latest begins of this case, in the order in which they were told.</param>
/// <param name="LastClearedAt">The latest clear, UTC.</param>
/// <param name="HasTicket">True when a ticket has been raised in this case.</param>
/// <param name="HasRepeatSite">True when that was a repeat-site ticket: one case makes one.</param>
public sealed record AlarmCase(
    ImmutableArray<DateTimeOffset> Raised, DateTimeOffset? LastClearedAt, bool HasTicket, bool HasRepeatSite)
{
    /// <summary>Begins that are kept; no policy counts further.</summary>
    public const int RaisedKept = 64;

    internal static AlarmCase None { get; } = new([], null, HasTicket: false, HasRepeatSite: false);

    internal bool IsFresh => Raised.IsEmpty && !HasTicket && !HasRepeatSite;
}
