using System.Collections.Immutable;
using Npgsql;

namespace FieldOps.Platform.Feed;

/// <summary>
/// A read model: rows folded from events, exactly once, and rebuildable. A projection owns one PostgreSQL schema. Its
/// SQL names its tables without schema: the pump sets the search path to the live schema, or to the one being
/// rebuilt.
/// </summary>
public abstract class Projection
{
    /// <summary>
    /// Log positions that the partitions of one consumer are apart at most: an event may be dealt after others that lie
    /// so far behind it in the log.
    /// </summary>
    public const int PartitionsApartMax = 2_000;

    /// <summary>
    /// Stable name, and the name of the schema it owns: lower case, underscores, 40 characters at most.
    /// </summary>
    public abstract string Name { get; }

    /// <summary>Raised when rows of the old shape no longer serve: the host rebuilds at start.</summary>
    public abstract int Revision { get; }

    /// <summary>The stored names (of today's version) that it folds.</summary>
    public abstract ImmutableHashSet<string> EventNames { get; }

    /// <summary>
    /// Creates its tables, without schema names, in an empty schema, with the keys that it writes by.
    /// </summary>
    public abstract string Ddl { get; }

    /// <summary>
    /// Creates the indexes that only readers need. A rebuild makes them after its rows are in: so a row that is written
    /// again and again moves in no index.
    /// </summary>
    public virtual string Indexes => string.Empty;

    /// <summary>
    /// Writes what follows from the batch inside the given transaction. The batch holds only events of
    /// <see cref="EventNames"/>; events of one entity come in order, events of different entities may come in any
    /// order. Rows kept in memory between batches must be dropped in <see cref="Forget"/>.
    /// </summary>
    public abstract Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken);

    /// <summary>
    /// The last transaction was lost, or another schema is being written: drop everything kept in memory.
    /// </summary>
    public virtual void Forget()
    {
    }

    /// <summary>A separate instance to rebuild beside the live one.</summary>
    public abstract Projection Fresh();
}
