using System.Collections.Immutable;
using FieldOps.Platform.Feed;

namespace FieldOps.Platform.Live;

/// <summary>
/// One who follows boards. News that is not taken yet is put together, one piece a board: a slow reader is told less
/// often, never less.
/// </summary>
public sealed class BoardReader : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Pulse _told = new();
    private readonly SortedDictionary<string, BoardNews> _waiting = new(StringComparer.Ordinal);
    private readonly Action<BoardReader> _leave;

    internal BoardReader(string tenant, ImmutableHashSet<string> boards, Action<BoardReader> leave) =>
        (Tenant, Boards, _leave) = (tenant, boards, leave);

    /// <summary>The company whose boards are followed.</summary>
    public string Tenant { get; }

    /// <summary>The boards that are followed.</summary>
    public ImmutableHashSet<string> Boards { get; }

    /// <summary>Waits until a followed board has changed; gives one piece of news a board, ordered by name.</summary>
    /// <param name="cancellationToken">Ends the wait; nothing is taken then.</param>
    public async Task<IReadOnlyList<BoardNews>> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var told = _told.Next;
            lock (_gate)
            {
                if (_waiting.Count > 0)
                {
                    BoardNews[] taken = [.. _waiting.Values];
                    _waiting.Clear();
                    return taken;
                }
            }

            await told.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Stops following.</summary>
    public void Dispose() => _leave(this);

    internal void Tell(BoardNews news)
    {
        lock (_gate)
        {
            _waiting[news.Board] = _waiting.TryGetValue(news.Board, out var before) ? before.With(news) : news;
        }

        _told.Beat();
    }
}
