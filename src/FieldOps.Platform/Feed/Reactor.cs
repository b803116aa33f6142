using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;

namespace FieldOps.Platform.Feed;

/// <summary>
/// Turns events of some entities into commands to others, at least once with one effect: the command id follows from
/// reactor, event, target and ordinal. What the target refuses becomes a visible stuck item.
/// </summary>
public abstract class Reactor
{
    /// <summary>
    /// Taken while reactions are made: a reactor is one object in a process and may keep what it reads between calls.
    /// </summary>
    internal SemaphoreSlim Making { get; } = new(1);

    /// <summary>Stable name: it is part of every command id it makes.</summary>
    public abstract string Name { get; }

    /// <summary>The stored names that it reads.</summary>
    public abstract ImmutableHashSet<string> EventNames { get; }

    /// <summary>
    /// What carries its events where an edition cuts the log into streams. Its cursors are the same on any.
    /// </summary>
    public virtual FeedStream Stream => FeedStream.FaultTickets;

    /// <summary>
    /// Names of projections that it reads: the pump waits until these have passed the events of the batch.
    /// </summary>
    public virtual ImmutableArray<string> ReadsFrom => [];

    /// <summary>
    /// Called before the reactions of a batch are made: the place to refresh what is read from a projection.
    /// </summary>
    public virtual Task PrepareAsync(IReadOnlyList<RecordedEvent> batch, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>
    /// The commands that follow from one event, in order; same event and same read model, same answer.
    /// </summary>
    public abstract IEnumerable<Reaction> React(RecordedEvent happened);

    /// <summary>
    /// Whether the source of an event has told the target the contrary since: asked before a stuck command is sent
    /// again, which then has nothing to do.
    /// </summary>
    public virtual Task<bool> IsOvertakenAsync(
        RecordedEvent happened, Reaction reaction, IEntities entities, CancellationToken cancellationToken) =>
        Task.FromResult(false);
}
