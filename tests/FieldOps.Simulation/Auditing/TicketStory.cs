namespace FieldOps.Simulation.Auditing;

/// <summary>One ticket of one asset.</summary>
internal sealed class TicketStory(LogEvent raised)
{
    public Guid Id { get; } = raised.Body.Id("ticketId");

    public LogEvent Raised { get; } = raised;

    public string Number { get; } = raised.Body.Text("number");

    public int Repeats { get; set; }

    public LogEvent? Closed { get; set; }

    /// <summary>When its order has restored service, as the asset was told last.</summary>
    public DateTimeOffset? RestoredAt { get; set; }
}
