using FieldOps.Platform.Clock;
using FieldOps.Platform.Tests.Counters;
using FieldOps.Testing;
using static FieldOps.Platform.Tests.Counters.PlatformUnderTest;

namespace FieldOps.Platform.Tests.Deadlines;

public sealed class DeadlineTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await DatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Advance_PastDeadlines_WakesEachOnceAtItsInstant()
    {
        await using var platform = await StartAsync(_database);
        for (var n = 0; n < 40; n++)
        {
            await platform.AcceptedAsync(Key(n % 4), new Arm(Start.AddMinutes(n + 1)), $"arm{n}");
        }

        var driver = platform.Get<IClockDriver>();
        await driver.AdvanceAsync(Start.AddMinutes(20.5), default);
        var half = await platform.ScalarAsync<long>("select count(*) from log.event where name = 'counter.rang.v1'");
        await driver.AdvanceAsync(Start.AddHours(2), default);

        half.ShouldBe(20);
        (await platform.ScalarAsync<long>("""
            select count(*) from log.event
            where name = 'counter.rang.v1' and recorded_at = (body::json->>'dueAt')::timestamptz
            """)).ShouldBe(40);
        (await platform.ScalarAsync<long>("select count(*) from log.deadline")).ShouldBe(0);
    }

    [Fact]
    public async Task Fire_RowWhoseDeadlineTheStateNoLongerWants_ChangesNothingAndGoes()
    {
        await using var platform = await StartAsync(_database);
        await platform.AcceptedAsync(Key(1), new Add(1), "a");
        await platform.ScalarAsync<int>("""
            with i as (insert into log.deadline select entity, 'ring', '2024-01-01T01:00Z', entity % 16
                       from log.head returning 1) select 1
            """);

        await platform.Get<IClockDriver>().AdvanceAsync(Start.AddHours(2), default);

        (await platform.ScalarAsync<long>("select count(*) from log.event")).ShouldBe(1);
        (await platform.ScalarAsync<long>("select count(*) from log.deadline")).ShouldBe(0);
    }

    [Fact]
    public async Task SystemClock_DeadlineDue_RingsWithoutADriver()
    {
        await using var platform = await StartAsync(_database, c => c.SimulatedStart = null);
        var feed = platform.Get<Platform.Feed.IEventFeed>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));

        await platform.AcceptedAsync(Key(1), new Arm(platform.Get<IAppClock>().Now.AddMilliseconds(300)), "arm");
        await feed.WaitBeyondAsync(1, patience.Token);

        (await feed.ReadAsync(1, 10, default)).Single().Name.ShouldBe("counter.rang.v1");
    }
}
