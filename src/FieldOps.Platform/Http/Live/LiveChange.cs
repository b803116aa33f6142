using FieldOps.Platform.Live;

namespace FieldOps.Platform.Http.Live;

/// <summary>That rows of a board changed; what they now are, the board's own address tells.</summary>
/// <param name="Board">The read model: <c>work_orders</c>.</param>
/// <param name="Position">
/// Ask with <c>X-Wait-Position</c> of this to see at least this change; rising or equal, gaps possible.
/// </param>
/// <param name="Entities">
/// What changed the rows; left out where they were many, or news may have been lost: read the page anew.
/// </param>
public sealed record LiveChange(string Board, long Position, IReadOnlyList<BoardEntity>? Entities)
{
    internal static LiveChange Of(BoardNews news) =>
        new(news.Board, news.Position, news.Entities?.OrderBy(e => e.Type, StringComparer.Ordinal)
            .ThenBy(e => e.Id).ToArray());
}
