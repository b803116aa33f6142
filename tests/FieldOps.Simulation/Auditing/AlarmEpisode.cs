namespace FieldOps.Simulation.Auditing;

/// <summary>One alarm from its begin to its end, and the tickets that took it.</summary>
internal sealed class AlarmEpisode(LogEvent raised)
{
    public string AlarmId { get; } = raised.Body.Text("alarmId");

    public DateTimeOffset RaisedAt { get; } = raised.Body.Instant("raisedAt");

    public LogEvent Raised { get; } = raised;

    public DateTimeOffset? ClearedAt { get; set; }

    public List<Guid> Tickets { get; } = [];

    /// <summary>The raising of the first ticket that it opened, as its cause.</summary>
    public LogEvent? Opened { get; set; }

    /// <summary>The event that told of its end.</summary>
    public LogEvent? Cleared { get; set; }
}
