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

    /// <summary>The entity as the log has it now; version 0 when it never existed.</summary>
    Task<EntitySnapshot> ReadAsync(EntityKey key, CancellationToken cancellationToken);
}
