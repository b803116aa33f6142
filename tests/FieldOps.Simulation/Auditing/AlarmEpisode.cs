namespace FieldOps.Simulation.Auditing;

/// <summary>One alarm from its begin to its end, and the tickets that took it.</summary>
internal sealed class AlarmEpisode(LogEvent raised)
{
    public string AlarmId { get; } = raised.Body.Text("alarmId");

    public DateTimeOffset RaisedAt { get; } = raised.Body.Instant("raisedAt");

    public LogEvent Raised { get; } = raised;

    public DateTimeOffset? ClearedAt { get; set; }

    public List<Guid> Tickets { get; } = [];

    /// <summary>Ticket that it opened, as its cause.</summary>
    public bool IsRoot { get; set; }
}
