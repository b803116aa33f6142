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

    private readonly Lock _gate = new();
    private readonly LinkedList<RecordedEvent[]> _chunks = [];
    private readonly Pulse _moved = new();
    private int _count;
    private long _last = -1;

    /// <summary>The last committed position known here.</summary>
    public long Last => Math.Max(0, Volatile.Read(ref _last));

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
                _chunks.Clear();
                _count = 0;
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
                Push([.. committed]);
            }
            else
            {
                Asked.Beat();
                return;
            }
        }

        _moved.Beat();
    }

    /// <summary>Reads from the database what others committed.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var after = Last;
            var page = await reader.ReadAsync(after, LogReader.PageMax, names: null, cancellationToken);
            if (page.Count == 0)
            {
                return;
            }

            lock (_gate)
            {
                // Offers may have come in between: only what is beyond the end is new.
                Push([.. page.Where(e => e.Position > _last)]);
            }

            _moved.Beat();
        }
    }

    /// <summary>
    /// Up to <paramref name="limit"/> events after the position, from memory where possible. Events are contiguous from
    /// memory and from the database alike.
    /// </summary>
    public async Task<IReadOnlyList<RecordedEvent>> ReadAsync(long after, int limit,
        CancellationToken cancellationToken)
    {
        if (after >= Last)
        {
            return [];
        }

        return TryFromMemory(after, limit) ?? await reader.ReadAsync(after, limit, names: null, cancellationToken);
    }

    private List<RecordedEvent>? TryFromMemory(long after, int limit)
    {
        lock (_gate)
        {
            if (_chunks.First is not { } first || first.Value[0].Position > after + 1)
            {
                return null;
            }

            var found = new List<RecordedEvent>(Math.Min(limit, (int)(_last - after)));
            for (var node = first; node is not null && found.Count < limit; node = node.Next)
            {
                if (node.Value[^1].Position > after)
                {
                    var skip = (int)Math.Max(0, after + 1 - node.Value[0].Position);
                    var take = Math.Min(limit - found.Count, node.Value.Length - skip);
                    found.AddRange(node.Value.AsSpan(skip, take));
                }
            }

            return found;
        }
    }

    private void Push(RecordedEvent[] chunk)
    {
        if (chunk.Length == 0)
        {
            return;
        }

        _chunks.AddLast(chunk);
        _count += chunk.Length;
        Volatile.Write(ref _last, chunk[^1].Position);
        while (_count > EventsMax && _chunks.First is { } oldest && _chunks.Count > 1)
        {
            _count -= oldest.Value.Length;
            _chunks.RemoveFirst();
        }
    }
}
