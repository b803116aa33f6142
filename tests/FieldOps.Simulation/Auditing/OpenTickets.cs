namespace FieldOps.Simulation.Auditing;

/// <summary>The tickets that are open on one asset: the latest, and those restored before its trouble began.</summary>
internal sealed class OpenTickets
{
    private readonly List<TicketStory> _earlier = [];
    private TicketStory? _latest;

    /// <summary>Tickets that no order has restored: while there is one, no other is raised.</summary>
    public TicketStory? Unrestored => _latest is { RestoredAt: null }
        ? _latest
        : _earlier.Find(t => t.RestoredAt is null);

    public TicketStory? Of(Guid id) => _latest?.Id == id ? _latest : _earlier.Find(t => t.Id == id);

    /// <summary>The ticket to which a trouble belongs by its begin.</summary>
    public TicketStory? For(DateTimeOffset began) =>
        _earlier.Find(t => t.RestoredAt >= began)
        ?? (_latest is { } latest && (latest.RestoredAt is null || latest.RestoredAt >= began) ? latest : null)
        ?? _earlier.Find(t => t.RestoredAt is null);

    public void Raise(TicketStory ticket)
    {
        if (_latest is not null)
        {
            _earlier.Add(_latest);
        }

        _latest = ticket;
    }

    public void Close(LogEvent happened, AuditReport report)
    {
        var id = happened.Body.Id("ticketId");
        var closed = Of(id);
        report.Check(closed is not null, "ticket.close", $"{happened.Position}", () => $"{id} is not open");
        if (closed is null)
        {
            return;
        }

        closed.Closed = happened;
        _earlier.Remove(closed);
        _latest = _latest == closed ? null : _latest;
    }
}
