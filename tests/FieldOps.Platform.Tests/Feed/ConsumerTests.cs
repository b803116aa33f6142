using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Tests.Counters;
using FieldOps.Testing;
using static FieldOps.Platform.Tests.Counters.PlatformUnderTest;

namespace FieldOps.Platform.Tests.Feed;

public sealed class ConsumerTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await DatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public async Task Projection_FailingNowAndThen_TakesEveryEventOnce(int seed, bool lagging)
    {
        await using var platform = await StartAsync(
            _database,
            c => c.Projections.Add(new CounterTotals { FailsAt = batch => batch % 3 == 1 }),
            ("FieldOps:Feed:InterleavingSeed", $"{seed}"),
            ("FieldOps:Feed:LaggingPartitions", $"{lagging}"));

        await AddAsync(platform, 500);
        await platform.QuietAsync();

        (await platform.ScalarAsync<decimal>("select sum(total) from counter_totals.total")).ShouldBe(500);
    }

    [Fact]
    public async Task Projection_SecondWorkerWithAStaleCursor_IsFencedOff()
    {
        await using var platform = await StartAsync(_database, c => c.Projections.Add(new CounterTotals()));
        await AddAsync(platform, 20);
        await platform.QuietAsync();

        // Somebody moves the cursor back and the rows with it: the worker notices, begins again there, and counts once.
        await platform.ScalarAsync<int>("""
            with c as (update log.cursor set position = 0 where consumer = 'counter_totals' returning 1),
                 t as (delete from counter_totals.total returning 1)
            select 1
            """);
        await AddAsync(platform, 20, "again");
        await platform.QuietAsync();

        (await platform.ScalarAsync<decimal>("select sum(total) from counter_totals.total")).ShouldBe(40);
    }

    [Fact]
    public async Task Rebuild_BesideALiveProjectionUnderLoad_GivesTheSameRowsAndLosesNone()
    {
        await using var platform = await StartAsync(_database, c => c.Projections.Add(new CounterTotals()));
        await AddAsync(platform, 300);
        var writing = AddAsync(platform, 600, "during");

        var folded = await platform.Get<ProjectionSchemas>().RebuildAsync(new CounterTotals(), null, default);
        await writing;
        await platform.QuietAsync();

        folded.ShouldBeGreaterThanOrEqualTo(300);
        (await platform.ScalarAsync<decimal>("select sum(total) from counter_totals.total")).ShouldBe(900);
    }

    [Fact]
    public async Task Start_WithAProjectionOfAnotherRevision_RebuildsItFirst()
    {
        await using (var before = await StartAsync(_database, c => c.Projections.Add(new CounterTotals())))
        {
            await AddAsync(before, 50);
            await before.QuietAsync();
            await before.ScalarAsync<int>(
                "with d as (update counter_totals.total set total = 0 returning 1) select 1");
        }

        await using var after = await StartAsync(_database, c => c.Projections.Add(new CounterTotals(revision: 2)));

        (await after.ScalarAsync<decimal>("select sum(total) from counter_totals.total")).ShouldBe(50);
    }

    [Fact]
    public async Task Reactor_ReplayedFromTheBeginning_HasEveryEffectOnce()
    {
        await using (var first = await StartAsync(_database, c => c.Reactors.Add(new Mirror())))
        {
            await AddAsync(first, 200);
            await first.QuietAsync();
        }

        await using var second = await StartAsync(_database);
        await second.ScalarAsync<int>(
            "with c as (update log.cursor set position = 0 where consumer = 'mirror' returning 1) select 1");
        await using var third = await StartAsync(_database, c => c.Reactors.Add(new Mirror()));
        await third.QuietAsync();

        var mirrors = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            n => third.Entities.ReadAsync(Key(n, Mirror.TargetType), default)));
        mirrors.Sum(m => ((CounterView)m.View).Total).ShouldBe(200);
    }

    [Fact]
    public async Task Reactor_WhoseTargetRefuses_LeavesAStuckItemThatCanBeRetried()
    {
        await using var platform = await StartAsync(_database, c => c.Reactors.Add(new Mirror()));
        var full = await platform.AcceptedAsync(Key(1, Mirror.TargetType), new Add((int)CounterEntity.Max), "full");
        await platform.AcceptedAsync(Key(1), new Add(3), "a");
        await platform.QuietAsync();
        var stuck = platform.Get<StuckItems>();

        var open = await stuck.OpenAsync("t1", 0, 10, default);
        await platform.AcceptedAsync(Key(1, Mirror.TargetType), new Add(-5), "room");
        await stuck.RetryAsync("t1", open.Single().Id, Actor.System, default);

        full.Version.ShouldBe(1);
        open.Single().Code.ShouldBe(CounterEntity.TooMuch);
        (await stuck.OpenAsync("t1", 0, 10, default)).ShouldBeEmpty();
        var mirror = await platform.Entities.ReadAsync(Key(1, Mirror.TargetType), default);
        mirror.View.ShouldBe(new CounterView(CounterEntity.Max - 2, 0));
    }

    // What would have needed nobody's attention at first needs it no more afterwards.
    [Fact]
    public async Task Item_WhoseRetryIsRefusedHarmlessly_IsDone()
    {
        var mends = false;
        var broken = new Mirror
        {
            Before = _ =>
            {
                if (!mends)
                {
                    throw new InvalidOperationException("planted");
                }
            },
            Harmless = [CounterEntity.TooMuch],
        };
        await using var platform = await StartAsync(_database, c => c.Reactors.Add(broken));
        await platform.AcceptedAsync(Key(1, Mirror.TargetType), new Add((int)CounterEntity.Max), "full");
        await platform.AcceptedAsync(Key(1), new Add(3), "a");
        await platform.QuietAsync();
        var stuck = platform.Get<StuckItems>();
        var item = (await stuck.OpenAsync("t1", 0, 10, default)).Single();
        mends = true;

        (await stuck.RetryAsync("t1", item.Id, Actor.System, default)).ShouldBeOfType<Answer.Accepted>();

        (await stuck.OpenAsync("t1", 0, 10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Reactor_WhoseOwnCodeFails_ParksTheEventAndGoesOn()
    {
        var broken = new Mirror
        {
            Before = e =>
            {
                if (((Added)e.Body).By == 13)
                {
                    throw new InvalidOperationException("planted");
                }
            },
        };
        await using var platform = await StartAsync(_database, c => c.Reactors.Add(broken));

        await platform.AcceptedAsync(Key(1), new Add(13), "unlucky");
        await platform.AcceptedAsync(Key(1), new Add(2), "lucky");
        await platform.QuietAsync();

        var open = await platform.Get<StuckItems>().OpenAsync("t1", 0, 10, default);
        open.Single().Code.ShouldBe(StuckItems.ReactorFailedCode);
        var mirror = await platform.Entities.ReadAsync(Key(1, Mirror.TargetType), default);
        mirror.View.ShouldBe(new CounterView(2, 0));
    }

    private static Task AddAsync(PlatformUnderTest platform, int count, string series = "s") =>
        Task.WhenAll(Enumerable.Range(0, count).Select(
            n => platform.AcceptedAsync(Key(n % 20), new Add(1), $"{series}{n}")));
}
