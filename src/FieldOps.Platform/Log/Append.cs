using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Platform.Log;

/// <summary>The events of one command on one entity, to be recorded all or not at all.</summary>
/// <param name="Key">The entity.</param>
/// <param name="Entity">Its small id in the log; 0 when not known or new.</param>
/// <param name="ExpectedVersion">The version decided on; 0 for a new entity.</param>
/// <param name="Events">At least one.</param>
/// <param name="By">Who caused them.</param>
/// <param name="CommandId">By which command.</param>
/// <param name="BodyHash">Its fingerprint.</param>
/// <param name="At">Application clock, UTC.</param>
/// <param name="Removed">Deadlines no longer wanted.</param>
/// <param name="Added">Deadlines newly wanted.</param>
public sealed record Append(
    EntityKey Key,
    long Entity,
    int ExpectedVersion,
    ImmutableArray<IEvent> Events,
    Actor By,
    Guid CommandId,
    long BodyHash,
    DateTimeOffset At,
    ImmutableArray<Deadline> Removed,
    ImmutableArray<Deadline> Added);

/// <summary>An append with its events as they are stored.</summary>
/// <param name="Append">What is to be recorded.</param>
/// <param name="Events">Name and body of each.</param>
internal sealed record WrittenAppend(Append Append, ImmutableArray<(string Name, string Body)> Events);

/// <summary>What became of an <see cref="Append"/>.</summary>
/// <param name="Outcome">Which of the five.</param>
/// <param name="Entity">Small id of the entity.</param>
/// <param name="Version">Version after the events, or of the first acceptance when replayed.</param>
/// <param name="Position">Position of the last event, or of the first acceptance's last when replayed.</param>
public sealed record AppendResult(AppendOutcome Outcome, long Entity, int Version, long Position);

/// <summary>The outcomes of an append; the numbers are those of the function <c>log.append</c>.</summary>
public enum AppendOutcome
{
    /// <summary>Another version is there: load again and decide again.</summary>
    Conflict = 0,

    /// <summary>Recorded and durable.</summary>
    Committed = 1,

    /// <summary>This command id was accepted before, with the same body.</summary>
    Replayed = 2,

    /// <summary>This command id was accepted before, with another body.</summary>
    Reused = 3,

    /// <summary>The id names an entity of another type of its family. The function tells it by entity -1.</summary>
    Taken = 4,
}
