using FieldOps.Platform.Log;

namespace FieldOps.Platform.Feed;

/// <summary>
/// Pages of the log that consumers behind the tail read. They are mostly behind by about as much: a page that one of
/// them has read and decoded is kept for the others.
/// </summary>
internal sealed class LogPages(LogReader reader)
{
    /// <summary>Events of one page.</summary>
    private const int PageEvents = Consumer.WindowMax;

    /// <summary>Pages kept: some ten megabytes, and up to fifty of bodies where events are large.</summary>
    private const int PagesMax = 6;

    private readonly Lock _gate = new();
    private readonly LinkedList<(long Number, Task<List<RecordedEvent>> Page)> _pages = [];

    /// <summary>Contiguous events after a position, to the end of its page at most.</summary>
    /// <param name="after">Exclusive.</param>
    /// <param name="last">The last committed position known: a page beyond it is not full yet and is not kept.</param>
    /// <param name="limit">Events at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<RecordedEvent>> ReadAsync(
        long after, long last, int limit, CancellationToken cancellationToken)
    {
        var number = after / PageEvents;
        var begin = number * PageEvents;
        if (begin + PageEvents > last)
        {
            return await reader.ReadAsync(after, limit, names: null, cancellationToken);
        }

        var page = await PageOf(number).WaitAsync(cancellationToken);
        var skipped = (int)(after - begin);
        // One of large events ends before its time: the rest is read by whoever comes there, for himself.
        return skipped < page.Count
            ? Cut(Math.Min(limit, page.Count - skipped), i => page[skipped + i])
            : await reader.ReadAsync(after, limit, names: null, cancellationToken);
    }

    /// <summary>The first of so many events, to <see cref="LogReader.PageBytesMax"/> and the one beyond.</summary>
    public static List<RecordedEvent> Cut(int count, Func<int, RecordedEvent> eventAt)
    {
        var cut = new List<RecordedEvent>(count);
        for (var size = 0L; cut.Count < count && size < LogReader.PageBytesMax;)
        {
            var next = eventAt(cut.Count);
            cut.Add(next);
            size += next.Size;
        }

        return cut;
    }

    private Task<List<RecordedEvent>> PageOf(long number)
    {
        lock (_gate)
        {
            for (var node = _pages.First; node is not null; node = node.Next)
            {
                if (node.Value.Number != number)
                {
                    continue;
                }

                _pages.Remove(node);
                if (node.Value.Page is { IsFaulted: false, IsCanceled: false })
                {
                    _pages.AddFirst(node);
                    return node.Value.Page;
                }

                break;
            }

            var page = reader.ReadAsync(number * PageEvents, PageEvents, names: null, CancellationToken.None);
            _pages.AddFirst((number, page));
            if (_pages.Count > PagesMax)
            {
                _pages.RemoveLast();
            }

            return page;
        }
    }
}
