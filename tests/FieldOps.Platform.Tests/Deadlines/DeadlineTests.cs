using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Deadlines;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;
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

    [Fact]
    public async Task Fire_EntityThatIsOverloaded_KeepsItsRow()
    {
        await using var platform = await StartAsync(_database);
        await platform.AcceptedAsync(Key(1), new Arm(Start.AddMinutes(1)), "arm");
        var busy = new Refusing(platform.Entities, Key(1));

        var fired = await ShardsOf(platform, busy).FireAsync(Start.AddMinutes(2), default);
        var kept = await platform.ScalarAsync<long>("select count(*) from log.deadline");
        busy.IsWell = true;
        var later = await ShardsOf(platform, busy).FireAsync(Start.AddMinutes(2), default);

        (fired, kept, later).ShouldBe((0, 1, 1));
        (await platform.ScalarAsync<long>("select count(*) from log.event where name = 'counter.rang.v1'")).ShouldBe(1);
    }

    [Fact]
    public async Task Fire_EntityThatThrows_IsLeftAloneAndTheOthersAreWoken()
    {
        await using var platform = await StartAsync(_database);
        for (var n = 1; n <= 5; n++)
        {
            await platform.AcceptedAsync(Key(n), new Arm(Start.AddMinutes(n)), $"arm{n}");
        }

        var shards = ShardsOf(platform, new Refusing(platform.Entities, Key(1)) { Throws = true });
        var fired = await shards.FireAsync(Start.AddMinutes(10), default);
        var again = await shards.FireAsync(Start.AddMinutes(10), default);

        (fired, again).ShouldBe((4, 0));
        (await shards.NextAsync(default)).ShouldBeNull();
        (await platform.ScalarAsync<long>("select count(*) from log.deadline")).ShouldBe(1);
    }

    [Fact]
    public async Task DeadlineReached_BeforeTheEntitysOwnClockShowsIt_RingsAllTheSame()
    {
        await using var platform = await StartAsync(_database);
        await platform.AcceptedAsync(Key(1), new Arm(Start.AddMilliseconds(5)), "arm");

        await ShardsOf(platform, platform.Entities).FireAsync(Start.AddMilliseconds(5), default);

        (await platform.ScalarAsync<DateTime>(
            "select recorded_at from log.event where name = 'counter.rang.v1'"))
            .ShouldBe(Start.AddMilliseconds(5).UtcDateTime);
    }

    private static DeadlineShards ShardsOf(PlatformUnderTest platform, IEntities entities) => new(
        platform.Database, platform.Get<LogEpoch>(), entities, platform.Get<IAppClock>(),
        Microsoft.Extensions.Logging.Abstractions.NullLogger<DeadlineShards>.Instance);

    // The real entities, one of which cannot be asked for a while.
    private sealed class Refusing(IEntities real, EntityKey one) : IEntities
    {
        public bool IsWell { get; set; }

        public bool Throws { get; init; }

        public Task<Answer> AskAsync(
            EntityKey key, ICommand command, AskContext context, CancellationToken cancellationToken)
        {
            if (IsWell || key != one)
            {
                return real.AskAsync(key, command, context, cancellationToken);
            }

            return Throws
                ? throw new InvalidOperationException("A bug of the entity.")
                : Task.FromResult<Answer>(new Answer.Refused(Refusal.Of(PlatformRefusals.Overloaded), 0));
        }

        public Task<EntitySnapshot> ReadAsync(EntityKey key, CancellationToken cancellationToken) =>
            real.ReadAsync(key, cancellationToken);
    }
}
