using FieldOps.Cluster.Tests.Engine;
using FieldOps.Engine.Tests.Contract;
using FieldOps.Engine.Tests.Tallies;

namespace FieldOps.Cluster.Tests.Deadlines;

/// <summary>The deadline shards as grains, by the machine's clock.</summary>
public sealed class ShardTests() : EngineContract(new ClusterEdition(3, machineClock: true))
{
    // Far beyond a takeover: a shard that stays away fails the test, a slow machine does not.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(100);

    private const string Rung = "select count(*) from log.event where name = 'tally.rang.v1'";

    private const string RungBeforeTheirTime = """
        select count(*) from log.event where name = 'tally.rang.v1'
        and recorded_at < (body::json->>'dueAt')::timestamptz
        """;

    [Fact]
    public async Task Deadlines_OnTheMachinesClock_FireOnceAndNotEarly()
    {
        await using var engine = await StartAsync();

        await ArmAsync(engine, 64, TimeSpan.FromSeconds(1), "a");
        await RungAsync(64);

        (await ScalarAsync<long>(RungBeforeTheirTime)).ShouldBe(0);
        (await ScalarAsync<long>("select count(*) from log.deadline")).ShouldBe(0);
    }

    [Fact]
    public async Task Deadlines_OfALostSilosShards_FireOnceElsewhere()
    {
        await using var engine = await StartAsync();
        await ArmAsync(engine, 64, TimeSpan.FromSeconds(1), "a");
        await RungAsync(64);

        await ((ClusterEngine)engine.Engine).KillOneAsync(1);
        await ArmAsync(engine, 64, TimeSpan.FromSeconds(1), "b");
        await RungAsync(128);

        (await ScalarAsync<long>(RungBeforeTheirTime)).ShouldBe(0);
    }

    private static Task ArmAsync(EngineUnderTest engine, int count, TimeSpan ahead, string series)
    {
        // In whole milliseconds: a row keeps no finer instant, and the entity wants its own back.
        var now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        var due = now + ahead;
        return Task.WhenAll(Enumerable.Range(0, count).Select(
            n => engine.AcceptedAsync(Key(n), new Arm(due.AddMilliseconds(n)), $"{series}{n}")));
    }

    private async Task RungAsync(long count)
    {
        using var patience = new CancellationTokenSource(s_patience);
        using var timer = new PeriodicTimer(s_lookEvery);
        while (await ScalarAsync<long>(Rung) < count)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }

        (await ScalarAsync<long>(Rung)).ShouldBe(count);
    }
}
