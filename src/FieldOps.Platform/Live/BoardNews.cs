using System.Collections.Immutable;
using FieldOps.Platform.Feed;

namespace FieldOps.Platform.Live;

/// <summary>
/// That rows of a read model changed for one company. What they now are, its own address tells; a reader that asks with
/// the position sees at least this change, on whatever node it asks.
/// </summary>
/// <param name="Board">The read model: name of its projection.</param>
/// <param name="Tenant">The company.</param>
/// <param name="Position">Log position up to which the rows had come; 0 when only a later look can tell.</param>
/// <param name="Entities">
/// Whose events changed the rows; null where they were many, or are not known: any row may have changed.
/// </param>
public sealed record BoardNews(string Board, string Tenant, long Position, ImmutableHashSet<BoardEntity>? Entities)
{
    /// <summary>
    /// Entities named in one piece of news. A reader that must look at more of them reads its page anew instead.
    /// </summary>
    public const int EntitiesMax = 100;

    /// <summary>What a batch of one company's events changed.</summary>
    /// <param name="board">The read model.</param>
    /// <param name="tenant">The company; events of others are passed over.</param>
    /// <param name="batch">The events taken in.</param>
    /// <param name="position">Where the rows have come to.</param>
    public static BoardNews Of(string board, string tenant, IEnumerable<RecordedEvent> batch, long position)
    {
        var entities = ImmutableHashSet.CreateBuilder<BoardEntity>();
        foreach (var happened in batch)
        {
            if (happened.Key.Tenant == tenant
                && entities.Add(new(happened.Key.Type, happened.Key.Id)) && entities.Count > EntitiesMax)
            {
                return new(board, tenant, position, null);
            }
        }

        return new(board, tenant, position, entities.ToImmutable());
    }

    /// <summary>This and other news of the same board and company as one.</summary>
    public BoardNews With(BoardNews other)
    {
        var both = Entities is null || other.Entities is null ? null : Entities.Union(other.Entities);
        return this with
        {
            Position = Math.Max(Position, other.Position), Entities = both?.Count > EntitiesMax ? null : both,
        };
    }
}

/// <summary>An entity that a reader may look at again.</summary>
/// <param name="Type">Its type: <c>work-order</c>.</param>
/// <param name="Id">Its id.</param>
public sealed record BoardEntity(string Type, Guid Id);
