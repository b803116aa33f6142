using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using FieldOps.Platform.Tests.Counters;
using FieldOps.Testing;
using Microsoft.Extensions.Hosting;
using Npgsql;
using static FieldOps.Platform.Tests.Counters.PlatformUnderTest;

namespace FieldOps.Platform.Tests.Log;

/// <summary>An older copy of the log in the place of the one that processes and consumers have read.</summary>
public sealed class EpochTests : IAsyncLifetime
{
    // What is added to a counter is added to its mirror, too.
    private const string Totals = "select coalesce(sum(total), 0) from counter_totals.total";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_askAgain = TimeSpan.FromMilliseconds(20);
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await DatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Process_OfAnotherEpoch_AppendsNothingAndEnds()
    {
        await using var platform = await StartedAsync();
        await AddAsync(platform, 20);
        await platform.QuietAsync();

        await platform.Get<EpochDesk>().RaiseAsync(whole: true, default);
        var asked = await platform.Entities.AskAsync(Key(1), new Add(1), By("late"), default);

        asked.ShouldBeOfType<Answer.Unknown>();
        await EndedAsync(platform);
        platform.Get<LogEpoch>().Left!.ShouldContain("epoch 2");
        await using var next = await StartedAsync();
        (await next.AcceptedAsync(Key(1), new Add(1), "late")).Position.ShouldBe(41);
    }

    [Fact]
    public async Task Consumers_OfAnotherEpoch_AreRefusedUntilTheyAreRebuiltOrRewound()
    {
        await using (var before = await StartedAsync())
        {
            await AddAsync(before, 20);
            await before.QuietAsync();
        }

        await using var platform = await StartedAsync(raise: true);
        await AddAsync(platform, 10, "b");
        var desk = platform.Get<EpochDesk>();
        (await desk.LookAsync(default)).Refused.Select(r => (r.Consumer, r.Epoch, r.IsReadModel))
            .ShouldBe([("counter_totals", 1, true), ("mirror", 1, false)]);
        (await TroubleAsync(platform, "counter_totals")).ShouldContain("./fieldops rebuild NAME");
        (await TroubleAsync(platform, "mirror")).ShouldContain("./fieldops epoch rewind NAME");
        (await platform.ScalarAsync<decimal>(Totals)).ShouldBe(40);

        (await desk.RewindAsync("counter_totals", 0, default)).ShouldBeFalse();
        (await desk.RewindAsync("mirror", 5, default)).ShouldBeTrue();
        await platform.Get<ProjectionSchemas>().RebuildAsync(new CounterTotals(), null, default);
        await platform.QuietAsync();

        (await desk.LookAsync(default)).Refused.ShouldBeEmpty();
        (await platform.ScalarAsync<decimal>(Totals)).ShouldBe(60);
        (await MirroredAsync(platform)).ShouldBe(30);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OlderCopy_UnderWhoHadReadFurther_PassesOverNothingAndKeepsNothingOfWhatWasLost(bool raised)
    {
        await using (var first = await StartedAsync())
        {
            await AddAsync(first, 20);
            await first.QuietAsync();
        }

        var copy = $"{_database.Name}_copy";
        await AdministerAsync($"create database {copy} template {_database.Name}");
        PlatformUnderTest fresh;
        await using (var old = await StartedAsync())
        {
            await AddAsync(old, 10, "lost");
            await old.QuietAsync();
            await RestoreAsync(copy);
            if (raised)
            {
                await using var operators = NpgsqlDataSource.Create(_database.ConnectionString);
                (await new EpochDesk(operators).RaiseAsync(whole: true, default)).Refused.ShouldBeEmpty();
            }

            fresh = await StartedAsync();
            await AddAsync(fresh, 10, "new");
            // The process of before finds out, whatever stands now where it had read.
            await EndedAsync(old);
            (await old.Entities.AskAsync(Key(1), new Add(1), By("late"), default)).ShouldBeOfType<Answer.Unknown>();
        }

        await using var restored = fresh;
        await fresh.QuietAsync();
        (await fresh.ScalarAsync<long>("select count(*) from log.event where type = 'counter'")).ShouldBe(30);
        (await fresh.ScalarAsync<decimal>(Totals)).ShouldBe(60);
        (await MirroredAsync(fresh)).ShouldBe(30);
    }

    [Fact]
    public async Task Cursor_BeyondTheLogsEnd_IsRefused()
    {
        await using (var before = await StartedAsync())
        {
            await AddAsync(before, 5);
            await before.QuietAsync();
            await before.ScalarAsync<int>(
                "with c as (update log.cursor set position = 900 where consumer = 'mirror' returning 1) select 1");
        }

        await using var platform = await StartedAsync();

        (await TroubleAsync(platform, "mirror")).ShouldContain("beyond the log's end 10");
        (await platform.Get<EpochDesk>().LookAsync(default)).Refused.Single().Consumer.ShouldBe("mirror");
    }

    private async Task<PlatformUnderTest> StartedAsync(bool raise = false)
    {
        if (raise)
        {
            await new EpochDesk(_database.DataSource).RaiseAsync(whole: false, default);
        }

        return await StartAsync(_database, c =>
        {
            c.Projections.Add(new CounterTotals());
            c.Reactors.Add(new Mirror());
        });
    }

    private static Task AddAsync(PlatformUnderTest platform, int count, string series = "a") => Task.WhenAll(
        Enumerable.Range(0, count).Select(n => platform.AcceptedAsync(Key(n % 7), new Add(1), $"{series}{n}")));

    private static async Task<long> MirroredAsync(PlatformUnderTest platform)
    {
        var read = await Task.WhenAll(
            Enumerable.Range(0, 7).Select(n => platform.Entities.ReadAsync(Key(n, Mirror.TargetType), default)));
        return read.Sum(r => ((CounterView)r.View).Total);
    }

    private static async Task<string> TroubleAsync(PlatformUnderTest platform, string consumer)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (true)
        {
            var found = platform.Get<FeedProgress>().Consumers.Single(c => c.Name == consumer).Trouble;
            if (found is CursorLostException lost)
            {
                return lost.Message;
            }

            await Task.Delay(s_askAgain, TimeProvider.System, patience.Token);
        }
    }

    private static async Task EndedAsync(PlatformUnderTest platform)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = platform.Get<IHostApplicationLifetime>().ApplicationStopping.Register(ended.SetResult);
        await ended.Task.WaitAsync(s_patience);
    }

    // As a restore does: nobody stays connected, and another database has the name.
    private async Task RestoreAsync(string copy)
    {
        await AdministerAsync($"alter database {_database.Name} allow_connections false");
        await AdministerAsync(
            $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{_database.Name}'");
        await AdministerAsync($"alter database {_database.Name} rename to {_database.Name}_gone");
        await AdministerAsync($"alter database {copy} rename to {_database.Name}");
        await AdministerAsync($"drop database {_database.Name}_gone");
    }

    private async Task AdministerAsync(string sql)
    {
        var address = new NpgsqlConnectionStringBuilder(_database.ConnectionString)
        {
            Database = "postgres", Pooling = false,
        };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
