using FieldOps.Platform.Log;

namespace FieldOps.Platform.Feed;

/// <summary>
/// The end of the log in memory, shared by all consumers of the process, so that an event is read and decoded once.
/// What this process committed is offered directly; what others committed is read. Positions in the tail are
/// contiguous.
/// </summary>
internal sealed class LogTail(LogReader reader)
{
    /// <summary>Events kept; a consumer that is further behind reads the database itself.</summary>
    public const int EventsMax = 16_384;

    /// <summary>Characters of their bodies, together.</summary>
    public const int SizeMax = 32 << 20;

    private readonly Lock _gate = new();
    private readonly RecordedEvent?[] _ring = new RecordedEvent?[EventsMax];
    private readonly Pulse _moved = new();
    private readonly LogPages _pages = new(reader);

    // The oldest position in memory: beyond the last while there is none.
    private long _oldest;
    private long _last = -1;
    private long _size;

    /// <summary>The last committed position known here.</summary>
    public long Last => Math.Max(0, Volatile.Read(ref _last));

    /// <summary>The events up to <see cref="Last"/> that are in memory, so many of the newest at most.</summary>
    public RecordedEvent[] Newest(int most)
    {
        lock (_gate)
        {
            var count = _last < _oldest ? 0 : (int)Math.Min(most, _last - _oldest + 1);
            return [.. Enumerable.Range(0, count).Select(i => _ring[(_last - i) % EventsMax]!)];
        }
    }

    /// <summary>Completes at the next movement; take it before looking at <see cref="Last"/>.</summary>
    public Task Moved => _moved.Next;

    /// <summary>Set when another process is known, or suspected, to have committed.</summary>
    public Pulse Asked { get; } = new();

    /// <summary>Starts at the log's present end.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var end = await reader.EndAsync(cancellationToken);
        lock (_gate)
        {
            if (_last < end)
            {
                _oldest = end + 1;
                Volatile.Write(ref _last, end);
            }
        }

        _moved.Beat();
    }

    /// <summary>Takes what this process has just committed, in position order.</summary>
    public void Offer(List<RecordedEvent> committed)
    {
        if (committed.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            if (_last >= 0 && committed[0].Position == _last + 1)
            {
                Push(committed);
            }
            else
            {
                Asked.Beat();
                return;
            }
        }

        _moved.Beat();
    }

    /// <summary>Reads what others committed up to where the log ends at the call; returns that end.</summary>
    public async Task<long> CatchUpToEndAsync(CancellationToken cancellationToken)
    {
        var end = await reader.EndAsync(cancellationToken);
        await CatchUpAsync(end, cancellationToken);
        return end;
    }

    /// <summary>
    /// Reads what others committed, up to a position at least, or to where there is nothing more. Others go on
    /// committing meanwhile: who needs no more than what he knows of waits for no more.
    /// </summary>
    public async Task CatchUpAsync(long upTo, CancellationToken cancellationToken)
    {
        while (Last < upTo)
        {
            var page = await reader.ReadAsync(Last, LogReader.PageMax, names: null, cancellationToken);
            if (page.Count == 0)
            {
                return;
            }

            lock (_gate)
            {
                // Offers may have come in between: only what is beyond the end is new.
                Push(page.Where(e => e.Position > _last));
            }

            _moved.Beat();
        }
    }

    /// <summary>
    /// Up to <paramref name="limit"/> events after the position, fewer where they are large, from memory where
    /// possible. Events are contiguous from memory and from the database alike.
    /// </summary>
    public async Task<IReadOnlyList<RecordedEvent>> ReadAsync(long after, int limit,
        CancellationToken cancellationToken)
    {
        if (after >= Last)
        {
            return [];
        }

        return TryFromMemory(after, limit) ?? await _pages.ReadAsync(after, Last, limit, cancellationToken);
    }

    private IReadOnlyList<RecordedEvent>? TryFromMemory(long after, int limit)
    {
        lock (_gate)
        {
            if (after + 1 < _oldest)
            {
                return null;
            }

            var count = (int)Math.Min(limit, _last - after);
            return LogPages.Cut(count, i => _ring[(after + 1 + i) % EventsMax]!);
        }
    }

    // Positions are contiguous, so each has its place.
    private void Push(IEnumerable<RecordedEvent> continuing)
    {
        foreach (var happened in continuing)
        {
            Put(happened.Position, happened);
            Volatile.Write(ref _last, happened.Position);
        }

        for (_oldest = Math.Max(_oldest, _last - EventsMax + 1); _size > SizeMax && _oldest < _last; _oldest++)
        {
            Put(_oldest, null);
        }
    }

    private void Put(long position, RecordedEvent? happened)
    {
        ref var place = ref _ring[position % EventsMax];
        _size += (happened?.Size ?? 0) - (place?.Size ?? 0);
        place = happened;
    }
}
