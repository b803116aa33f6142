using FieldOps.Domain.Assets;
using FieldOps.Domain.Faults;
using FieldOps.Domain.Kernel;

namespace FieldOps.Faults;

/// <summary>A batch of events folded to one row a ticket and one an alarm.</summary>
internal sealed class FaultRows
{
    private readonly Dictionary<(string Tenant, Guid TicketId), TicketChange> _tickets = [];
    private readonly Dictionary<AlarmKey, AlarmChange> _alarms = [];
    private readonly Dictionary<(string Tenant, Guid AssetId, string AlarmId), AlarmChange> _active = [];

    public List<(string Tenant, Guid Id, string Code)> Assets { get; } = [];

    public IReadOnlyCollection<TicketChange> Tickets => _tickets.Values;

    public IReadOnlyCollection<AlarmChange> Alarms => _alarms.Values;

    public List<(string Tenant, FaultRepeated Event)> Repeats { get; } = [];

    public List<(EntityKey Key, int Version, FaultSuppressed Event)> Suppressed { get; } = [];

    public List<(EntityKey Key, AlarmCleared Event)> Unmatched { get; } = [];

    public List<(EntityKey Key, AlarmCleared Event)> Matched { get; } = [];

    /// <summary>Alarms of earlier batches that a ticket took while they were active.</summary>
    public Dictionary<(string Tenant, Guid AssetId, string AlarmId), Guid> Attachments { get; } = [];

    /// <summary>Assets out of maintenance: what is active there of earlier batches ends with them.</summary>
    public List<(EntityKey Key, AssetRetired Event)> Retirements { get; } = [];

    public void Retired(EntityKey asset, AssetRetired e)
    {
        var ended = _active.Where(a => a.Key.Tenant == asset.Tenant && a.Key.AssetId == asset.Id).ToArray();
        foreach (var (key, change) in ended)
        {
            change.DroppedAt = e.RetiredAt;
            _active.Remove(key);
        }

        Retirements.Add((asset, e));
    }

    public void Raised(EntityKey asset, AlarmRaised e)
    {
        var change = new AlarmChange(new AlarmKey(asset.Tenant, asset.Id, e.AlarmId, e.RaisedAt))
        {
            Raised = e,
            TicketId = e.TicketId,
        };
        _alarms[change.Key] = change;
        _active[(asset.Tenant, asset.Id, e.AlarmId)] = change;
    }

    public void Cleared(EntityKey asset, AlarmCleared e)
    {
        if (e.RaisedAt is not { } raisedAt)
        {
            Unmatched.Add((asset, e));
            return;
        }

        var key = new AlarmKey(asset.Tenant, asset.Id, e.AlarmId, raisedAt);
        if (!_alarms.TryGetValue(key, out var change))
        {
            _alarms.Add(key, change = new AlarmChange(key));
        }

        change.ClearedAt = e.ClearedAt;
        change.TicketId = e.TicketId ?? change.TicketId;
        Matched.Add((asset, e));
        _active.Remove((asset.Tenant, asset.Id, e.AlarmId));
        Attachments.Remove((asset.Tenant, asset.Id, e.AlarmId));
        if (e is { TicketId: { } ticketId, IsRootCause: true })
        {
            Ticket(asset.Tenant, ticketId).AlarmClearedAt = e.ClearedAt;
        }
    }

    public void Attached(EntityKey asset, string alarmId, Guid ticketId)
    {
        if (_active.TryGetValue((asset.Tenant, asset.Id, alarmId), out var change))
        {
            change.TicketId = ticketId;
        }
        else
        {
            Attachments[(asset.Tenant, asset.Id, alarmId)] = ticketId;
        }
    }

    public void Opened(EntityKey asset, FaultTicketRaised e)
    {
        var ticket = Ticket(asset.Tenant, e.TicketId);
        ticket.Opened = e;
        ticket.RepeatCount = 0;
        if (e.AlarmId is { } alarmId)
        {
            Attached(asset, alarmId, e.TicketId);
        }

        foreach (var other in e.OtherAlarmIds ?? [])
        {
            Attached(asset, other, e.TicketId);
        }
    }

    public void Repeated(EntityKey asset, FaultRepeated e)
    {
        Ticket(asset.Tenant, e.TicketId).RepeatCount = e.RepeatCount;
        Repeats.Add((asset.Tenant, e));
    }

    public void Closed(EntityKey asset, FaultTicketClosed e) => Ticket(asset.Tenant, e.TicketId).Closed = e;

    private TicketChange Ticket(string tenant, Guid ticketId)
    {
        if (!_tickets.TryGetValue((tenant, ticketId), out var change))
        {
            _tickets.Add((tenant, ticketId), change = new TicketChange(tenant, ticketId));
        }

        return change;
    }
}

internal readonly record struct AlarmKey(string Tenant, Guid AssetId, string AlarmId, DateTimeOffset RaisedAt);

internal sealed class AlarmChange(AlarmKey key)
{
    public AlarmKey Key { get; } = key;

    public AlarmRaised? Raised { get; init; }

    public DateTimeOffset? ClearedAt { get; set; }

    /// <summary>When its asset went out of maintenance while it was active.</summary>
    public DateTimeOffset? DroppedAt { get; set; }

    public Guid? TicketId { get; set; }
}

internal sealed class TicketChange(string tenant, Guid ticketId)
{
    public string Tenant { get; } = tenant;

    public Guid TicketId { get; } = ticketId;

    public FaultTicketRaised? Opened { get; set; }

    public int? RepeatCount { get; set; }

    public DateTimeOffset? AlarmClearedAt { get; set; }

    public FaultTicketClosed? Closed { get; set; }
}
