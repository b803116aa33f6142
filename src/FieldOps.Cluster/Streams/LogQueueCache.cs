using Orleans.Runtime;
using Orleans.Streams;

namespace FieldOps.Cluster.Streams;

/// <summary>
/// What one queue has read and not every subscriber has taken. It holds containers in the order of the log, drops those
/// that all cursors have passed, and when full takes no more: the log keeps what is not read. A cursor for a place that
/// it no longer holds begins with the oldest it has; the consumer sees the gap and reads it from the log.
/// </summary>
/// <param name="eventsMax">Events in memory for one queue.</param>
internal sealed class LogQueueCache(int eventsMax) : IQueueCache
{
    /// <summary>Containers: some seconds of a busy log.</summary>
    public const int ContainersMax = 256;

    private readonly List<LogSliceContainer> _held = [];
    private readonly HashSet<Cursor> _cursors = [];

    // Containers are numbered through the life of the queue; the first one held has this number.
    private long _first;
    private int _events;

    private long End => _first + _held.Count;

    public int GetMaxAddCount() => IsUnderPressure() ? 0 : ContainersMax - _held.Count;

    public bool IsUnderPressure() => _held.Count >= ContainersMax || _events >= eventsMax;

    public void AddToCache(IList<IBatchContainer> messages)
    {
        foreach (var container in messages.Cast<LogSliceContainer>())
        {
            _held.Add(container);
            _events += container.Weight;
        }
    }

    public bool TryPurgeFromCache(out IList<IBatchContainer> purgedItems)
    {
        var passed = (int)(_cursors.Select(c => c.Pinned()).Append(End).Min() - _first);
        purgedItems = [.. _held.Take(passed)];
        _events -= _held.Take(passed).Sum(c => c.Weight);
        _held.RemoveRange(0, passed);
        _first += passed;
        return passed > 0;
    }

    public IQueueCacheCursor GetCacheCursor(StreamId streamId, StreamSequenceToken? token)
    {
        var cursor = new Cursor(this, streamId, token is null ? End : PlaceOf(streamId, token));
        _cursors.Add(cursor);
        return cursor;
    }

    private long PlaceOf(StreamId streamId, StreamSequenceToken token)
    {
        var place = _held.FindIndex(c => c.StreamId.Equals(streamId) && c.Slice.UpTo >= token.SequenceNumber);
        return place < 0 ? End : _first + place;
    }

    private sealed class Cursor(LogQueueCache cache, StreamId streamId, long next) : IQueueCacheCursor
    {
        private long _next = next;
        private LogSliceContainer? _current;

        public IBatchContainer? GetCurrent(out Exception? exception)
        {
            exception = null;
            return _current;
        }

        public bool MoveNext()
        {
            Skip();
            _current = _next < cache.End ? cache._held[(int)(_next - cache._first)] : null;
            _next += _current is null ? 0 : 1;
            return _current is not null;
        }

        // A container is in the cache before its stream is told of it, so a cursor at the end has not passed it.
        public void Refresh(StreamSequenceToken token)
        {
        }

        // The container is delivered again until it is taken: nothing is given up, so nothing is marked.
        public void RecordDeliveryFailure()
        {
        }

        public void Dispose() => cache._cursors.Remove(this);

        // Other streams' containers between here and the next of this one do not wait for this cursor.
        public long Pinned()
        {
            Skip();
            return _next;
        }

        private void Skip()
        {
            _next = Math.Max(_next, cache._first);
            while (_next < cache.End && !cache._held[(int)(_next - cache._first)].StreamId.Equals(streamId))
            {
                _next++;
            }
        }
    }
}
