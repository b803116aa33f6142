using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Tests.Counters;
using FieldOps.Testing;
using Npgsql;
using static FieldOps.Platform.Tests.Counters.PlatformUnderTest;

namespace FieldOps.Platform.Tests.Log;

public sealed class AppendTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await DatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Positions_UnderLoadFromTwoHosts_AreGaplessAndInCommitOrder()
    {
        await using var one = await StartAsync(_database);
        await using var two = await StartAsync(_database);

        await Task.WhenAll(Enumerable.Range(0, 600).Select(n =>
            (n % 2 == 0 ? one : two).AcceptedAsync(Key(n), new Add(1), $"p{n}")));

        (await one.ScalarAsync<long>("select max(position) from log.event")).ShouldBe(600);
        (await one.ScalarAsync<long>("select count(*) from log.event")).ShouldBe(600);
        (await one.ScalarAsync<long>("select position from log.state")).ShouldBe(600);
    }

    [Fact]
    public async Task Reader_FollowingTheLogWhileItGrows_NeverPassesOverAPosition()
    {
        await using var one = await StartAsync(_database);
        await using var two = await StartAsync(_database);
        var feed = two.Get<IEventFeed>();
        var seen = new List<long>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        var writing = Task.WhenAll(Enumerable.Range(0, 400).Select(n =>
            (n % 2 == 0 ? one : two).AcceptedAsync(Key(n % 50), new Add(1), $"f{n}")));
        while (seen.Count < 400)
        {
            var after = seen.Count == 0 ? 0 : seen[^1];
            await feed.WaitBeyondAsync(after, patience.Token);
            seen.AddRange((await feed.ReadAsync(after, 100, patience.Token)).Select(e => e.Position));
        }

        await writing;
        seen.ShouldBe(Enumerable.Range(1, 400).Select(n => (long)n));
    }

    [Fact]
    public async Task Append_OneThatCannotBeStored_DoesNotTakeTheOthersWithIt()
    {
        await using var platform = await StartAsync(_database);
        var poisoned = Key(0) with { Tenant = "nul\0" };

        var good = Enumerable.Range(1, 50).Select(n => platform.AcceptedAsync(Key(n), new Add(1), $"g{n}")).ToArray();
        var bad = platform.Entities.AskAsync(poisoned, new Add(1), By("bad"), default);

        await Task.WhenAll(good);
        await Should.ThrowAsync<Exception>(bad);
        (await platform.ScalarAsync<long>("select count(*) from log.event")).ShouldBe(50);
    }

    [Fact]
    public async Task Append_WhileAnotherClientSitsInAnOpenTransaction_IsNotStalled()
    {
        await using var platform = await StartAsync(_database);
        await platform.AcceptedAsync(Key(1), new Add(1), "first");
        await using var idle = new NpgsqlConnection(_database.ConnectionString);
        await idle.OpenAsync();
        await using var open = await idle.BeginTransactionAsync();
        await using (var look = new NpgsqlCommand("select count(*) from log.event", idle, open))
        {
            await look.ExecuteScalarAsync();
        }

        var answer = await platform.Entities.AskAsync(Key(1), new Add(1), By("second"), default)
            .WaitAsync(TimeSpan.FromSeconds(5));

        answer.ShouldBeOfType<Answer.Accepted>();
    }

    [Fact]
    public async Task Append_WhileTheLockIsHeldTooLong_IsUnknownAndSucceedsWhenAskedAgain()
    {
        await using var platform = await StartAsync(_database);
        await using var holder = new NpgsqlConnection(_database.ConnectionString);
        await holder.OpenAsync();
        await ExecuteAsync(holder, "select pg_advisory_lock(20011)");
        await using var killer = new NpgsqlConnection(_database.ConnectionString);
        await killer.OpenAsync();

        var asked = platform.Entities.AskAsync(Key(1), new Add(1), By("x"), default);
        await WaitUntilBlockedAsync(killer);
        await ExecuteAsync(killer, """
            select pg_cancel_backend(pid) from pg_stat_activity
            where wait_event = 'advisory' and datname = current_database()
            """);
        var unknown = await asked;
        await ExecuteAsync(holder, "select pg_advisory_unlock(20011)");

        unknown.ShouldBeOfType<Answer.Unknown>();
        (await platform.AcceptedAsync(Key(1), new Add(1), "x")).Version.ShouldBe(1);
    }

    private static async Task WaitUntilBlockedAsync(NpgsqlConnection connection)
    {
        while (true)
        {
            await using var command = new NpgsqlCommand("""
                select count(*) from pg_stat_activity
                where wait_event = 'advisory' and datname = current_database()
                """, connection);
            if ((long)(await command.ExecuteScalarAsync())! > 0)
            {
                return;
            }
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
