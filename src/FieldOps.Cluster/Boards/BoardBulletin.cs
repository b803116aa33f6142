using System.Collections.Immutable;
using FieldOps.Platform.Live;

namespace FieldOps.Cluster.Boards;

/// <summary>What boards of one company have to tell, on its way from the projections' silos to all others.</summary>
/// <param name="Tenant">The company.</param>
/// <param name="Items">One piece a board.</param>
[GenerateSerializer]
[Immutable]
[Alias("fieldops.board-bulletin")]
internal sealed record BoardBulletin([property: Id(0)] string Tenant, [property: Id(1)] BoardItem[] Items)
{
    public static BoardBulletin Of(string tenant, IEnumerable<BoardNews> news) => new(tenant, [.. news.Select(n => new
        BoardItem(n.Board, n.Position, n.Entities?.Select(e => e.Type).ToArray(),
            n.Entities?.Select(e => e.Id).ToArray()))]);

    public IEnumerable<BoardNews> News() => Items.Select(i => new BoardNews(
        i.Board,
        Tenant,
        i.Position,
        i.EntityTypes?.Zip(i.EntityIds!, (type, id) => new BoardEntity(type, id)).ToImmutableHashSet()));
}

/// <summary>News of one board.</summary>
/// <param name="Board">Name of its projection.</param>
/// <param name="Position">Log position up to which its rows have come.</param>
/// <param name="EntityTypes">Of what changed; null where any row may have changed.</param>
/// <param name="EntityIds">Beside the types, in their order.</param>
[GenerateSerializer]
[Immutable]
[Alias("fieldops.board-item")]
internal sealed record BoardItem(
    [property: Id(0)] string Board,
    [property: Id(1)] long Position,
    [property: Id(2)] string[]? EntityTypes,
    [property: Id(3)] Guid[]? EntityIds);
