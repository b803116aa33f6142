using FieldOps.Cluster.Tests.Engine;

namespace FieldOps.Cluster.Tests.Deadlines;

/// <summary>The deadline shards as grains, by the machine's clock.</summary>
public sealed class ShardTests() : BellsContract(new ClusterEdition(3, machineClock: true))
{
    [Fact]
    public async Task Deadlines_OnTheMachinesClock_FireOnceAndNotEarly()
    {
        await using var engine = await StartAsync();

        await ArmAsync(engine, 64, TimeSpan.FromSeconds(1), "a");
        await RungAsync(64);

        await NoneRangEarlyAsync();
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

        await NoneRangEarlyAsync();
    }
}
