using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using FieldOps.Platform.Tests.Counters;
using FieldOps.Testing;
using Npgsql;
using static FieldOps.Platform.Tests.Counters.PlatformUnderTest;

namespace FieldOps.Platform.Tests.Feed;

/// <summary>What is kept of the log in memory is bounded by its size and not by the number of events alone.</summary>
public sealed class LargeEventsTests : IAsyncLifetime
{
    private const int Megabyte = 1 << 20;
    private const int PageMegabytes = LogReader.PageBytesMax / Megabyte;
    private const int TailMegabytes = LogTail.SizeMax / Megabyte;
    private const int Events = TailMegabytes + (3 * PageMegabytes);

    private TestDatabase _database = null!;
    private LogReader _reader = null!;
    private LogTail _tail = null!;

    public async Task InitializeAsync()
    {
        _database = await DatabaseAsync();
        await using var platform = await StartAsync(_database);
        _reader = new LogReader(_database.DataSource, platform.Get<EventCodec>());
        _tail = new LogTail(_reader);
        await _tail.StartAsync(default);
        await using var others = new NpgsqlConnection(_database.ConnectionString);
        await others.OpenAsync();
        await OtherWriter.WriteAsync(others, Events, Megabyte);
        await _tail.CatchUpToEndAsync(default);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Page_EndsWithTheEventThatFillsIt()
    {
        string[] names = ["counter.added.v2"];
        (await _reader.ReadAsync(0, LogReader.PageMax, names: null, default)).Count.ShouldBe(PageMegabytes);
        (await _reader.ReadAsync(0, LogReader.PageMax, names, default)).Count.ShouldBe(PageMegabytes);
        (await _reader.ReadAsync(0, 3, names: null, default)).Count.ShouldBe(3);
        (await _reader.ReadAsync(Events - 2, LogReader.PageMax, names: null, default)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Tail_KeepsTheNewest_AndWhoIsBehindReadsTheRestOfTheLogWithoutAGap()
    {
        _tail.Last.ShouldBe(Events);
        _tail.Newest(Events).Sum(e => (long)e.Size).ShouldBeInRange(1, LogTail.SizeMax);
        var read = new List<long>();
        while (await _tail.ReadAsync(read.LastOrDefault(), Consumer.WindowMax, default) is { Count: > 0 } window)
        {
            window.Count.ShouldBeLessThanOrEqualTo(PageMegabytes);
            read.AddRange(window.Select(e => e.Position));
        }

        read.ShouldBe(Enumerable.Range(1, Events).Select(n => (long)n));
    }

    // One that is larger than all that may be kept is kept all the same: who waits for it must get it.
    [Fact]
    public async Task OneEventLargerThanAll_IsRead()
    {
        await using var others = new NpgsqlConnection(_database.ConnectionString);
        await others.OpenAsync();
        await OtherWriter.WriteAsync(others, 1, LogTail.SizeMax + 1);
        await _tail.CatchUpToEndAsync(default);

        _tail.Newest(Events).ShouldHaveSingleItem().Position.ShouldBe(Events + 1);
        (await _tail.ReadAsync(Events, Consumer.WindowMax, default)).ShouldHaveSingleItem();
    }
}
