using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Deadlines;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using FieldOps.Platform.Tests.Counters;
using FieldOps.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using static FieldOps.Platform.Tests.Counters.PlatformUnderTest;

namespace FieldOps.Platform.Tests.Deadlines;

/// <summary>The shards as a node runs them, on the machine's clock and a real log.</summary>
public sealed class DeadlineRunTests : IAsyncLifetime
{
    private const string Rung = "select count(*) from log.event where name = 'counter.rang.v1'";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await DatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Storm_ThousandsDueAtOneInstantWhileNobodyRan_EachRingsOnceAndItsRowGoes()
    {
        // More than a page of the reading holds, so that it ends among rows of one instant.
        const int Entities = 5_000;
        await using (var before = await StartAsync(_database))
        {
            await Task.WhenAll(Enumerable.Range(0, Entities).Select(
                e => before.AcceptedAsync(Key(e), new Arm(Start.AddHours(1)), $"{e}")));
        }

        await using var after = await StartAsync(_database, c => c.SimulatedStart = null);
        await GoneAsync(after);

        (await after.ScalarAsync<long>(Rung)).ShouldBe(Entities);
    }

    [Fact]
    public async Task Row_ThatAnotherProcessAdds_RingsWithinASecondOfItsInstant()
    {
        await using var running = await StartAsync(_database, c => c.SimulatedStart = null);
        await using var other = await StartAsync(_database, c => c.SimulatedStart = null);
        var feed = running.Get<IEventFeed>();
        using var patience = new CancellationTokenSource(s_patience);
        var due = other.Get<IAppClock>().Now.AddSeconds(1.5);

        await other.AcceptedAsync(Key(1), new Arm(due), "arm");
        await feed.WaitBeyondAsync(1, patience.Token);

        var rang = (await feed.ReadAsync(1, 10, default)).Single();
        rang.Name.ShouldBe("counter.rang.v1");
        (rang.RecordedAt - due).ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Answer_ThatNobodyKnows_IsAskedAgainAndTheOthersAreNotHeldUp()
    {
        await using var platform = await StartAsync(_database);
        for (var n = 0; n < 8; n++)
        {
            await platform.AcceptedAsync(Key(n), new Arm(Start.AddMinutes(n - 10)), $"arm{n}");
        }

        var doubtful = new Doubtful(platform.Entities, Key(0));
        using var stop = new CancellationTokenSource();
        var running = new DeadlineShards(
            platform.Database, platform.Get<LogEpoch>(), doubtful, platform.Get<IAppClock>(),
            NullLogger<DeadlineShards>.Instance).RunAsync(stop.Token);
        await doubtful.AskedThrice.WaitAsync(s_patience);
        var others = await platform.ScalarAsync<long>(Rung);
        doubtful.IsWell = true;
        await GoneAsync(platform);
        await stop.CancelAsync();
        await running.WaitAsync(s_patience);

        others.ShouldBe(7);
        (await platform.ScalarAsync<long>(Rung)).ShouldBe(8);
    }

    [Fact]
    public async Task Storm_ManyEntities_TakesFarFewerCommitsThanFirings()
    {
        const int Entities = 400;
        await using var platform = await StartAsync(_database);
        await Task.WhenAll(Enumerable.Range(0, Entities).Select(
            e => platform.AcceptedAsync(Key(e), new Arm(Start.AddMinutes(-1)), $"{e}")));
        using var stop = new CancellationTokenSource();
        var before = await platform.ScalarAsync<long>("select count(distinct xmin::text) from log.event");

        var running = new DeadlineShards(
            platform.Database, platform.Get<LogEpoch>(), platform.Entities, platform.Get<IAppClock>(),
            NullLogger<DeadlineShards>.Instance).RunAsync(stop.Token);
        await GoneAsync(platform);
        await stop.CancelAsync();
        await running.WaitAsync(s_patience);

        (await platform.ScalarAsync<long>(Rung)).ShouldBe(Entities);
        var commits = await platform.ScalarAsync<long>("select count(distinct xmin::text) from log.event") - before;
        commits.ShouldBeLessThan(Entities / 10);
    }

    private static async Task GoneAsync(PlatformUnderTest platform)
    {
        var until = TimeProvider.System.GetTimestamp();
        while (await platform.ScalarAsync<long>("select count(*) from log.deadline") > 0)
        {
            TimeProvider.System.GetElapsedTime(until).ShouldBeLessThan(s_patience);
            await Task.Yield();
        }
    }

    // The real entities; of one nobody knows for a while what became of its commands.
    private sealed class Doubtful(IEntities real, EntityKey one) : IEntities
    {
        private readonly TaskCompletionSource _thrice = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _asked;

        public bool IsWell { get; set; }

        public Task AskedThrice => _thrice.Task;

        public Task<Answer> AskAsync(
            EntityKey key, ICommand command, AskContext context, CancellationToken cancellationToken)
        {
            if (IsWell || key != one)
            {
                return real.AskAsync(key, command, context, cancellationToken);
            }

            if (Interlocked.Increment(ref _asked) == 3)
            {
                _thrice.TrySetResult();
            }

            return Task.FromResult<Answer>(new Answer.Unknown("lost"));
        }

        public Task<EntitySnapshot> ReadAsync(EntityKey key, CancellationToken cancellationToken) =>
            real.ReadAsync(key, cancellationToken);
    }
}
