using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using FieldOps.Platform.Tests.Counters;
using FieldOps.Testing;
using Npgsql;
using static FieldOps.Platform.Tests.Counters.PlatformUnderTest;

namespace FieldOps.Platform.Tests.Feed;

/// <summary>The end of the log, asked of the log itself while others write on.</summary>
public sealed class LogEndTests : IAsyncLifetime
{
    private const string Waiting = """
        select count(*) from pg_locks where relation = 'log.event'::regclass and not granted
            and database = (select oid from pg_database where datname = current_database())
        """;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private TestDatabase _database = null!;
    private LogTail _tail = null!;

    // No platform runs: nobody tells the tail of what others write, or reads beside it.
    public async Task InitializeAsync()
    {
        _database = await DatabaseAsync();
        await using var platform = await StartAsync(_database);
        _tail = new LogTail(new LogReader(_database.DataSource, platform.Get<EventCodec>()));
        await _tail.StartAsync(default);
        await platform.AcceptedAsync(Key(1), new Add(1), "before");
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task LogEnd_WhileOthersWriteOn_IsWhereTheLogEndedAtTheCall()
    {
        await using var others = new NpgsqlConnection(_database.ConnectionString);
        await others.OpenAsync();
        await using var writing = await others.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("lock table log.event", others);
        await hold.ExecuteNonQueryAsync();

        // It knows where the log ends, and waits for the first page of it.
        var asked = _tail.CatchUpToEndAsync(default);
        await UntilItWaitsAsync();
        await OtherWriter.WriteAsync(others, LogReader.PageMax * 2);
        await writing.CommitAsync();

        (await asked.WaitAsync(s_patience)).ShouldBe(1);
        _tail.Last.ShouldBe(LogReader.PageMax);
    }

    [Fact]
    public async Task CatchUp_ToAPosition_ReadsNoFurtherThanThePageThatHoldsIt()
    {
        await using var others = new NpgsqlConnection(_database.ConnectionString);
        await others.OpenAsync();
        await OtherWriter.WriteAsync(others, LogReader.PageMax);

        await _tail.CatchUpAsync(1, default);
        _tail.Last.ShouldBe(LogReader.PageMax);
        (await _tail.CatchUpToEndAsync(default)).ShouldBe(LogReader.PageMax + 1);
        _tail.Last.ShouldBe(LogReader.PageMax + 1);
    }

    private async Task UntilItWaitsAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        await using var waiting = _database.DataSource.CreateCommand(Waiting);
        while ((long)(await waiting.ExecuteScalarAsync())! == 0)
        {
            TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(s_patience);
            await Task.Yield();
        }
    }
}
