using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using FieldOps.Platform.Tests.Counters;
using FieldOps.Testing;
using static FieldOps.Platform.Tests.Counters.PlatformUnderTest;

namespace FieldOps.Platform.Tests.Feed;

/// <summary>The end of the log, asked of the log itself while others write on.</summary>
public sealed class LogEndTests : IAsyncLifetime
{
    private const int Writers = 8;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await DatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task LogEnd_WhileOthersWriteWithoutAPause_IsWhereTheLogEndedAtTheCall()
    {
        await using var platform = await StartAsync(_database);
        await using var others = await StartAsync(_database);
        // Nobody tells it of what the others write.
        var tail = new LogTail(platform.Get<LogReader>());
        await tail.StartAsync(default);
        using var written = new CancellationTokenSource();
        var writing = Enumerable.Range(0, Writers).Select(w => WriteAsync(others, w, written.Token)).ToArray();
        try
        {
            for (var n = 0; n < 50; n++)
            {
                var before = await EndAsync(platform);
                var end = await tail.CatchUpToEndAsync(default).WaitAsync(s_patience);

                end.ShouldBeGreaterThanOrEqualTo(before);
                tail.Last.ShouldBeGreaterThanOrEqualTo(end);
            }
        }
        finally
        {
            await written.CancelAsync();
            await Task.WhenAll(writing);
        }
    }

    [Fact]
    public async Task CatchUp_ToAPosition_ReadsNoFurtherThanThePageThatHoldsIt()
    {
        await using var platform = await StartAsync(_database);
        var tail = new LogTail(platform.Get<LogReader>());
        await tail.StartAsync(default);
        await WriteAtOnceAsync(platform, LogReader.PageMax + 1);

        await tail.CatchUpAsync(1, default);
        tail.Last.ShouldBe(LogReader.PageMax);
        (await tail.CatchUpToEndAsync(default)).ShouldBe(LogReader.PageMax + 1);
    }

    private static async Task WriteAsync(PlatformUnderTest platform, int writer, CancellationToken until)
    {
        for (var n = 0; !until.IsCancellationRequested; n++)
        {
            await platform.AcceptedAsync(Key(writer), new Add(1), $"{writer}/{n}");
        }
    }

    private static Task<long> EndAsync(PlatformUnderTest platform) =>
        platform.ScalarAsync<long>("select position from log.state");

    // By the log's own function, as another process does.
    private static async Task WriteAtOnceAsync(PlatformUnderTest platform, int events)
    {
        await using var command = platform.Database.CreateCommand("""
            select log.append(
                array['t1'], array['counter'], array[gen_random_uuid()], array[0::bigint], array[0], array[$1],
                array[gen_random_uuid()], array[0::bigint], array['system||other'], array['2024-01-01Z'::timestamptz],
                array_fill(1, array[$1]), array(select generate_series(1, $1)),
                array_fill('counter.added.v2'::text, array[$1]), array_fill('{"by":1}'::text, array[$1]),
                '{}'::int[], '{}'::text[], '{}'::timestamptz[], '{}'::int[], '{}'::text[], '{}'::timestamptz[], 16)
            """);
        command.Parameters.Add(new() { Value = events });
        await command.ExecuteNonQueryAsync();
    }
}
