using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>One row of the log, its body as plain JSON.</summary>
internal sealed record LogEvent(
    long Position,
    long Entity,
    int Version,
    string Tenant,
    string Type,
    Guid Id,
    string Name,
    JsonElement Body,
    string Actor,
    Guid Command,
    DateTimeOffset RecordedAt)
{
    /// <summary>Whether a contractor's people did it: stored as role, contractor or nothing, id.</summary>
    public bool IsByContractor => Actor.Split('|') is [_, { Length: > 0 }, ..];
}

/// <summary>One row of the remembered commands.</summary>
internal sealed record LogCommand(long Entity, Guid Command, int Version, long Position);

/// <summary>An order was woken, whether it said something or not: what is due by then has been told.</summary>
/// <param name="Id">The order.</param>
/// <param name="After">The position that was the last one then.</param>
/// <param name="At">UTC.</param>
internal sealed record OrderLook(Guid Id, long After, DateTimeOffset At);

/// <summary>The log of one tenant or more, in order, and what is kept beside it.</summary>
internal sealed record LogFile(
    IReadOnlyList<LogEvent> Events,
    IReadOnlyDictionary<long, int> Heads,
    IReadOnlyList<LogCommand> Commands,
    long End,
    IReadOnlyList<string> Stuck)
{
    /// <summary>Wake-ups that are known to have come, in order.</summary>
    public IReadOnlyList<OrderLook> Looks { get; init; } = [];

    public IEnumerable<IGrouping<Guid, LogEvent>> Of(params string[] types) =>
        Events.Where(e => types.Contains(e.Type)).GroupBy(e => e.Id);
}
