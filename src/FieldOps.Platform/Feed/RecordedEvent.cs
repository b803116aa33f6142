using FieldOps.Domain.Kernel;
using FieldOps.Platform.Log;

namespace FieldOps.Platform.Feed;

/// <summary>An event as the log holds it.</summary>
/// <param name="Position">Place in the one log: strictly rising in commit order, gaps possible.</param>
/// <param name="Key">The entity it happened to.</param>
/// <param name="Version">The entity's version after it: 1 for the first.</param>
/// <param name="Name">The stored name, of today's version after upcasting.</param>
/// <param name="Body">The event.</param>
/// <param name="RecordedAt">Application clock at the append, UTC.</param>
/// <param name="By">Who caused it.</param>
/// <param name="CommandId">The command that caused it.</param>
public sealed record RecordedEvent(
    long Position,
    EntityKey Key,
    int Version,
    string Name,
    IEvent Body,
    DateTimeOffset RecordedAt,
    Actor By,
    Guid CommandId)
{
    /// <summary>
    /// About so many characters its stored body has; 0 for one that was neither read from the log nor written by this
    /// process. What is kept of the log in memory is bounded by it.
    /// </summary>
    public int Size { get; init; }

    /// <summary>Id that follows from entity and version, the same at every replay.</summary>
    public Guid EventId => NameBasedId.Of(Key.Id, $"{Key.Tenant}/{Key.Type}/{Version}");

    /// <summary>Itself, for who is to act on it: nobody may pass over what is his.</summary>
    /// <exception cref="UnreadableEventException">This build cannot read it.</exception>
    public RecordedEvent Readable() => Body is UnreadableEvent { Failure: { } failure }
        ? throw new UnreadableEventException(failure.Name, failure.InnerException)
        : this;
}
