using FieldOps.Cluster.Streams;
using Orleans.Runtime;
using Orleans.Streams;

namespace FieldOps.Cluster.Tests.Streams;

public sealed class LogQueueCacheTests
{
    private static readonly StreamId s_one = StreamId.Create("a", "1");
    private static readonly StreamId s_two = StreamId.Create("b", "1");
    private readonly LogQueueCache _cache = new(eventsMax: 100);

    [Fact]
    public void Cursor_OfAStream_SeesItsContainersInOrder()
    {
        using var cursor = _cache.GetCacheCursor(s_one, null);
        Add((s_one, 1), (s_two, 2), (s_one, 3));

        Read(cursor).ShouldBe([1, 3]);
        Add((s_one, 4));
        Read(cursor).ShouldBe([4]);
    }

    [Fact]
    public void Purge_WithALaggingCursor_KeepsWhatItHasNotSeen()
    {
        using var fast = _cache.GetCacheCursor(s_one, null);
        using var slow = _cache.GetCacheCursor(s_two, null);
        Add((s_one, 1), (s_two, 2), (s_one, 3));
        Read(fast);

        Purged().ShouldBe([1]);
        Read(slow).ShouldBe([2]);
        Purged().ShouldBe([2, 3]);
    }

    [Fact]
    public void Purge_OfAGoneCursor_DoesNotWaitForIt()
    {
        var gone = _cache.GetCacheCursor(s_one, null);
        Add((s_one, 1));
        gone.Dispose();

        Purged().ShouldBe([1]);
    }

    [Theory]
    [InlineData(2, new long[] { 2, 3 })]
    [InlineData(1, new long[] { 2, 3 })]
    [InlineData(9, new long[0])]
    public void Cursor_AtAPlace_BeginsThereOrWithTheOldestHeld(long place, long[] seen)
    {
        Add((s_one, 1), (s_one, 2), (s_one, 3));
        using (var first = _cache.GetCacheCursor(s_one, new LogPositionToken(0, 1)))
        {
            first.MoveNext();
            Purged().ShouldBe([1]);
        }

        using var cursor = _cache.GetCacheCursor(s_one, new LogPositionToken(0, place));

        Read(cursor).ShouldBe(seen);
    }

    [Fact]
    public void Cache_Full_TakesNoMoreUntilItIsRead()
    {
        using var cursor = _cache.GetCacheCursor(s_one, null);
        Add([.. Enumerable.Range(1, LogQueueCache.ContainersMax).Select(n => (s_one, (long)n))]);

        _cache.IsUnderPressure().ShouldBeTrue();
        _cache.GetMaxAddCount().ShouldBe(0);

        Read(cursor);
        Purged().Count.ShouldBe(LogQueueCache.ContainersMax);
        _cache.IsUnderPressure().ShouldBeFalse();
    }

    private void Add(params (StreamId Stream, long UpTo)[] slices) => _cache.AddToCache(
        [.. slices.Select(s => new LogSliceContainer(s.Stream, new LogSlice(s.UpTo - 1, s.UpTo, null)))]);

    private static List<long> Read(IQueueCacheCursor cursor)
    {
        var seen = new List<long>();
        while (cursor.MoveNext())
        {
            seen.Add(cursor.GetCurrent(out _)!.SequenceToken.SequenceNumber);
        }

        return seen;
    }

    private List<long> Purged()
    {
        _cache.TryPurgeFromCache(out var purged);
        return [.. purged.Select(p => p.SequenceToken.SequenceNumber)];
    }
}
