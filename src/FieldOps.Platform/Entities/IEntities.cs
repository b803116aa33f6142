using FieldOps.Domain.Kernel;

namespace FieldOps.Platform.Entities;

/// <summary>The one door to every entity, whichever edition hosts it.</summary>
public interface IEntities
{
    /// <summary>
    /// Sends a command to an entity and answers after the events are committed. Asking again with the same command id
    /// gives the first acceptance again; refusals are decided anew.
    /// </summary>
    Task<Answer> AskAsync(EntityKey key, ICommand command, AskContext context, CancellationToken cancellationToken);

    /// <summary>
    /// Sends commands to one entity, in order. Each is answered as <see cref="AskAsync"/> would answer it, but the
    /// views are of the entity after the last one. After an <see cref="Answer.Unknown"/> the rest is not asked:
    /// unknown too.
    /// </summary>
    async Task<IReadOnlyList<Answer>> AskAllAsync(
        EntityKey key, IReadOnlyList<Ask> asks, CancellationToken cancellationToken)
    {
        var answers = new Answer[asks.Count];
        Answer.Unknown? unknown = null;
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = unknown ?? await AskAsync(key, asks[i].Command, asks[i].Context, cancellationToken);
            unknown = answers[i] as Answer.Unknown;
        }

        return answers;
    }

    /// <summary>The entity as the log has it now; version 0 when it never existed.</summary>
    Task<EntitySnapshot> ReadAsync(EntityKey key, CancellationToken cancellationToken);
}
