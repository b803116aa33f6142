namespace FieldOps.Simulation.Auditing;

/// <summary>Everything that the auditor has made of the log.</summary>
internal sealed record AuditedWorld(
    IReadOnlyDictionary<Guid, OrderStory> Orders,
    IReadOnlyDictionary<Guid, TicketStory> Tickets,
    IReadOnlyCollection<AlarmEpisode> Alarms,
    IReadOnlyDictionary<Guid, MonthStory> Months,
    DateTimeOffset At,
    IReadOnlyCollection<string> ExcludedAttributions);
