using FieldOps.Domain.Kernel;
using FieldOps.Platform.Deadlines;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using FieldOps.Platform.Tests.Counters;
using FieldOps.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using static FieldOps.Platform.Tests.Counters.PlatformUnderTest;

namespace FieldOps.Platform.Tests.Log;

/// <summary>An older copy of the log in the place of the one that processes and consumers have read.</summary>
public sealed class EpochTests : IAsyncLifetime
{
    // What is added to a counter is added to its mirror, too.
    private const string Totals = "select coalesce(sum(total), 0) from counter_totals.total";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
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

        var copy = await CopyAsync();
        PlatformUnderTest fresh;
        await using (var old = await StartedAsync())
        {
            await AddAsync(old, 10, "lost");
            await old.QuietAsync();
            await RestoreAsync(copy, raised);
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

    // Another process may have written on meanwhile, so that the version of what was lost exists again.
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    [InlineData(false, 90)]
    public async Task ProcessOfBefore_LeavesNoSnapshotInTheLogThatIsThereNow(bool raised, int since)
    {
        const int Kept = 70;
        await using (var first = await StartedAsync())
        {
            await InARowAsync(first.Entities.AskAsync, Kept, "kept");
        }

        var copy = await CopyAsync();
        await using (var old = await StartedAsync())
        {
            await using var afresh = NpgsqlDataSource.Create(_database.ConnectionString);
            await using var writer = new SnapshotWriter(
                afresh, await StillUnawareAsync(old), NullLogger<SnapshotWriter>.Instance);
            var shell = new EntityShell(Key(1), old.Get<ShellServices>() with { Snapshots = writer });
            await InARowAsync((_, command, by, stop) => shell.AskAsync(command, by, stop), 60, "lost");
            await RestoreAsync(copy, raised);
            await using (var fresh = await StartedAsync())
            {
                await InARowAsync(fresh.Entities.AskAsync, since, "since");
            }

            shell.Leave();
        }

        await using var restored = await StartedAsync();
        (await restored.ScalarAsync<long>("select count(*) from log.snapshot where version = 130")).ShouldBe(0);
        var next = await restored.AcceptedAsync(Key(1), new Add(1), "next");
        (next.Version, next.View).ShouldBe((Kept + since + 1, new CounterView(Kept + since + 1, 0)));
    }

    [Fact]
    public async Task Snapshot_BeyondItsEntity_IsPassedOverReplacedAndTakenOutWhenTheEpochIsRaised()
    {
        const string Ahead = "with u as (update log.snapshot set version = 900 returning 1) select 1";
        const string Version = "select coalesce(max(version), 0) from log.snapshot";
        await using (var writer = await StartedAsync())
        {
            await InARowAsync(writer.Entities.AskAsync, SnapshotWriter.EveryEvents, "a");
        }

        await using (var reader = await StartedAsync())
        {
            await reader.ScalarAsync<int>(Ahead);
            await InARowAsync(reader.Entities.AskAsync, 1, "b");
        }

        // A shell leaves a snapshot when it is told to; the engine tells it when it forgets an entity.
        await using (var again = await StartedAsync())
        {
            var shell = new EntityShell(Key(1), again.Get<ShellServices>());
            (await shell.ReadAsync(default)).Version.ShouldBe(SnapshotWriter.EveryEvents + 1);
            shell.Leave();
        }

        await using var platform = await StartedAsync();
        (await platform.ScalarAsync<int>(Version)).ShouldBe(SnapshotWriter.EveryEvents + 1);
        await platform.ScalarAsync<int>(Ahead);
        await platform.Get<EpochDesk>().RaiseAsync(whole: true, default);
        (await platform.ScalarAsync<int>(Version)).ShouldBe(0);
    }

    [Fact]
    public async Task AnswersOfAnotherLog_ParkNothingAndSettleNoDeadline()
    {
        await using var platform = await StartedAsync();
        var armed = await platform.AcceptedAsync(Key(1), new Arm(Start.AddDays(1)), "arm");
        var entity = await platform.ScalarAsync<long>("select entity from log.head");
        var happened = (await platform.Get<LogReader>().ReadAsync(0, 1, names: null, default))[0];
        var stuck = platform.Get<StuckItems>();
        var rows = new DeadlineRows(platform.Database, platform.Get<LogEpoch>(), [(short)(entity % 16)]);
        ArmedDeadline row = new(Start.AddDays(1).UtcTicks, entity, Key(1).Id, "t1", CounterEntity.Name, "ring");

        // The same small id and version, but another entity; the same position, but another event.
        await rows.SettleAsync([new(row with { Id = Key(2).Id }, armed.Version, IsRecorded: false)], default);
        var lost = happened with { CommandId = Key(9).Id };
        await stuck.AddAsync("mirror", lost, StuckItems.WholeEvent(lost), default);
        (await platform.ScalarAsync<long>("select count(*) from log.deadline")).ShouldBe(1);
        (await stuck.OpenAsync("t1", 0, 10, default)).ShouldBeEmpty();

        await stuck.AddAsync("mirror", happened, StuckItems.WholeEvent(happened), default);
        (await stuck.OpenAsync("t1", 0, 10, default)).Count.ShouldBe(1);
        await platform.Get<EpochDesk>().RaiseAsync(whole: true, default);
        await rows.SettleAsync([new(row, armed.Version, IsRecorded: false)], default);
        (await platform.ScalarAsync<long>("select count(*) from log.deadline")).ShouldBe(1);
    }

    // The epoch as a process knows it that has not looked again.
    private static async Task<LogEpoch> StillUnawareAsync(PlatformUnderTest platform)
    {
        var epoch = new LogEpoch(platform.Database, [], NullLogger<LogEpoch>.Instance);
        await epoch.KnownAsync(default);
        return epoch;
    }

    private static async Task InARowAsync(
        Func<EntityKey, ICommand, AskContext, CancellationToken, Task<Answer>> ask, int count, string series)
    {
        for (var n = 0; n < count; n++)
        {
            (await ask(Key(1), new Add(1), By($"{series}{n}"), default)).ShouldBeOfType<Answer.Accepted>();
        }
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

    private static async Task<string> TroubleAsync(PlatformUnderTest platform, string consumer) =>
        (await platform.TroubleAsync<CursorLostException>(consumer)).Message;

    private static async Task EndedAsync(PlatformUnderTest platform)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = platform.Get<IHostApplicationLifetime>().ApplicationStopping.Register(ended.SetResult);
        await ended.Task.WaitAsync(s_patience);
    }

    private async Task<string> CopyAsync()
    {
        var copy = $"{_database.Name}_copy";
        await AdministerAsync($"create database {copy} template {_database.Name}");
        return copy;
    }

    // As a restore does: nobody stays connected, and another database has the name.
    private async Task RestoreAsync(string copy, bool raised)
    {
        await AdministerAsync($"alter database {_database.Name} allow_connections false");
        await AdministerAsync(
            $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{_database.Name}'");
        await AdministerAsync($"alter database {_database.Name} rename to {_database.Name}_gone");
        await AdministerAsync($"alter database {copy} rename to {_database.Name}");
        await AdministerAsync($"drop database {_database.Name}_gone");
        if (raised)
        {
            await using var operators = NpgsqlDataSource.Create(_database.ConnectionString);
            (await new EpochDesk(operators).RaiseAsync(whole: true, default)).Refused.ShouldBeEmpty();
        }
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
