using FieldOps.Domain.Kernel;
using FieldOps.Host;
using FieldOps.Platform.Deadlines;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using FieldOps.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace FieldOps.Cli.Tests;

/// <summary>Replay and deadline rebuild on the log of a live host, with each damage that they must find.</summary>
public sealed class LogToolsTests : IAsyncLifetime
{
    private const int Bells = 300;
    private static readonly DateTimeOffset s_wake = new(2050, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private TestDatabase _database = null!;
    private FieldOpsHost _host = null!;

    private NpgsqlDataSource Source => _host.Services.GetRequiredService<NpgsqlDataSource>();

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateEmptyAsync();
        _host = await FieldOpsHost.StartAsync(new FieldOpsHostOptions
        {
            Database = _database.ConnectionString,
            Urls = "http://127.0.0.1:0",
            Quiet = true,
            Services = services => services.AddSingleton<EntityDefinition>(new Bell()),
        });
        await Task.WhenAll(Enumerable.Range(0, Bells).Select(i => RingAsync(i, s_wake.AddMinutes(i))));
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Replay_OfAnUndamagedLog_FindsNothing()
    {
        var report = await VerifyAsync();

        report.DifferenceCount.ShouldBe(0);
        (report.Entities, report.Events).ShouldBe((Bells, Bells));
    }

    [Theory]
    [InlineData("update log.head set version = version + 1 where entity = 7", "replay.version-differs")]
    [InlineData("update log.event set version = 0 where entity = 7", "replay.version-gap")]
    [InlineData("update log.event set name = 'bell.melted.v1' where entity = 7", "replay.event-unreadable")]
    [InlineData("update log.head set type = 'gong' where entity = 7", "replay.type-unknown")]
    [InlineData("update log.state set position = position + 1", "replay.position-differs")]
    [InlineData("insert into log.snapshot values (7, 9, 'any', '{}')", "replay.snapshot-ahead")]
    public async Task Replay_OfADamagedLog_NamesTheDamage(string damage, string code)
    {
        await ExecuteAsync(damage);

        var report = await VerifyAsync();

        report.Differences.Select(d => d.Code).ShouldContain(code);
    }

    [Fact]
    public async Task Replay_OfASnapshotThatIsNotWhatTheEventsGive_NamesIt()
    {
        // Of the code that folds it and of the code that wrote it.
        var print = string.Concat(new[] { typeof(Bell), typeof(EventCodec) }
            .Select(t => t.Module.ModuleVersionId.ToString("N")));
        await ExecuteAsync($$$"""insert into log.snapshot values (7, 1, '{{{print}}}', '{"rings":5}')""");

        var report = await VerifyAsync();

        report.Snapshots.ShouldBe(1);
        report.Differences.Select(d => d.Code).ShouldBe(["replay.snapshot-differs"]);
    }

    [Fact]
    public async Task RebuildOfDeadlines_OfRowsLostAndInvented_PutsThemRight()
    {
        var before = await RowsAsync();
        await ExecuteAsync("""
            delete from log.deadline where entity % 3 = 0;
            insert into log.deadline values (8, 'invented', '2051-01-01Z', 8), (9, 'wake', '2052-01-01Z', 9)
            """);

        var report = await RebuildAsync();

        (await RowsAsync()).ShouldBe(before);
        report.Changed.ShouldBe((Bells / 3) + 1);
        report.Removed.ShouldBe(2);
        (await RebuildAsync()).Changed.ShouldBe(0);
    }

    [Fact]
    public async Task RebuildOfDeadlines_WhileTheHostMovesThem_LeavesTheHostsRows()
    {
        await ExecuteAsync("delete from log.deadline");
        using var stop = new CancellationTokenSource();
        var moving = MoveAsync(stop.Token);

        await RebuildAsync();
        await stop.CancelAsync();
        await moving;

        // Whatever moved meanwhile: a second look finds each entity with exactly the rows of its state.
        var report = await RebuildAsync();
        report.Changed.ShouldBe(0);
        (await RowsAsync()).Count.ShouldBe(Bells);
    }

    [Fact]
    public async Task Epoch_Raised_RefusesConsumersUntilTheyAreRebuiltOrRewound()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await Get<IFeedProgress>().WaitAllAsync(patience.Token);

        var raised = await EpochAsync("raise");
        raised.ExitCode.ShouldBe(1);
        raised.Json[^1].GetProperty("epoch").GetInt32().ShouldBe(2);
        var refused = raised.Json[^1].GetProperty("refused").EnumerateArray().ToArray();
        var reactors = refused.Where(r => !r.GetProperty("isReadModel").GetBoolean())
            .Select(r => r.GetProperty("consumer").GetString()!).ToArray();
        reactors.ShouldContain("open-work-order");

        (await EpochAsync("rewind", "work_orders")).ExitCode.ShouldBe(2);
        foreach (var reactor in reactors)
        {
            await EpochAsync("rewind", reactor, "--to", "1");
        }

        (await Cli.RunAsync("rebuild", "--all", "--database", _database.ConnectionString)).ExitCode.ShouldBe(0);
        (await EpochAsync()).ExitCode.ShouldBe(0);
        (await EpochAsync("raise", "--whole")).ExitCode.ShouldBe(0);
    }

    // Nothing looked at is not the same as nothing wrong.
    [Theory]
    [InlineData("--month", "2030-01")]
    [InlineData("--contractor", "NOBODY")]
    public async Task AuditMonth_OfWhatIsNotThere_SaysThatNothingWasChecked(string option, string value)
    {
        var run = await Cli.RunAsync("audit-month", option, value, "--database", _database.ConnectionString);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("audit.nothing");
    }

    private Task<CliRun> EpochAsync(params string[] arguments) =>
        Cli.RunAsync(["epoch", .. arguments, "--database", _database.ConnectionString, "--json"]);

    private async Task MoveAsync(CancellationToken stop)
    {
        for (var round = 1; !stop.IsCancellationRequested; round++)
        {
            var shift = TimeSpan.FromHours(round);
            await Task.WhenAll(Enumerable.Range(0, Bells).Select(i => RingAsync(i, s_wake.AddMinutes(i) + shift)));
        }
    }

    private async Task RingAsync(int bell, DateTimeOffset wakeAt)
    {
        var id = NameBasedId.Of(Guid.Empty, $"bell/{bell}");
        var answer = await _host.Services.GetRequiredService<IEntities>().AskAsync(
            new EntityKey("default", "bell", id),
            new Ring(wakeAt),
            new AskContext(Actor.System, NameBasedId.Of(id, wakeAt.ToString("O"))),
            CancellationToken.None);
        answer.ShouldBeOfType<Answer.Accepted>();
    }

    private Task<ReplayReport> VerifyAsync() =>
        new ReplayCheck(Source, Get<EntityCatalog>(), Get<EventCodec>())
            .RunAsync(1, long.MaxValue, null, CancellationToken.None);

    private Task<DeadlineRebuildReport> RebuildAsync() =>
        new DeadlineRebuild(Source, Get<EntityCatalog>(), Get<EventCodec>()).RunAsync(null, CancellationToken.None);

    private T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    private async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<List<(long, string, DateTime)>> RowsAsync()
    {
        await using var command = Source.CreateCommand(
            "select entity, kind, due_at from log.deadline order by 1, 2, 3");
        var rows = new List<(long, string, DateTime)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add((reader.GetInt64(0), reader.GetString(1), reader.GetDateTime(2)));
        }

        return rows;
    }
}
