using System.Collections.Immutable;
using FieldOps.Platform.Feed;

namespace FieldOps.Platform.Live;

/// <summary>Those who follow boards in this process, and what they are told.</summary>
public sealed class LiveBoards : IBoardPost
{
    private readonly Lock _gate = new();
    private readonly Pulse _audience = new();
    private ImmutableList<BoardReader> _readers = [];

    /// <summary>The companies whose boards are followed here.</summary>
    internal ImmutableHashSet<string> Tenants => [.. Volatile.Read(ref _readers).Select(r => r.Tenant)];

    /// <summary>Completes when a reader comes or goes; take it before looking.</summary>
    internal Task AudienceChanged => _audience.Next;

    /// <summary>Begins to follow boards of one company; news from now on is kept until it is taken.</summary>
    /// <param name="tenant">The company.</param>
    /// <param name="boards">Names of the projections.</param>
    public BoardReader Follow(string tenant, IEnumerable<string> boards)
    {
        var reader = new BoardReader(tenant, [.. boards], Leave);
        lock (_gate)
        {
            _readers = _readers.Add(reader);
        }

        _audience.Beat();
        return reader;
    }

    /// <inheritdoc/>
    public void Post(string board, IReadOnlyList<RecordedEvent> batch, long position)
    {
        // Most of the time nobody looks, and then this costs nothing.
        var readers = Volatile.Read(ref _readers).FindAll(r => r.Boards.Contains(board));
        foreach (var tenant in readers.Select(r => r.Tenant).Distinct())
        {
            var news = BoardNews.Of(board, tenant, batch, position);
            if (news.Entities is not { Count: 0 })
            {
                Show(news);
            }
        }
    }

    /// <summary>Tells those who follow the board of that company.</summary>
    internal void Show(BoardNews news)
    {
        foreach (var reader in Volatile.Read(ref _readers))
        {
            if (reader.Tenant == news.Tenant && reader.Boards.Contains(news.Board))
            {
                reader.Tell(news);
            }
        }
    }

    /// <summary>
    /// Has everybody look again: news may have been lost on its way. Whoever looks then, and waits for the position,
    /// has missed nothing up to it.
    /// </summary>
    internal void Refresh(long position)
    {
        foreach (var reader in Volatile.Read(ref _readers))
        {
            foreach (var board in reader.Boards)
            {
                reader.Tell(new(board, reader.Tenant, position, null));
            }
        }
    }

    private void Leave(BoardReader reader)
    {
        lock (_gate)
        {
            _readers = _readers.Remove(reader);
        }

        _audience.Beat();
    }
}
