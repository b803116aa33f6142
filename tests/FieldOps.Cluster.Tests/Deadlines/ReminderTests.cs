using FieldOps.Cluster.Tests.Engine;
using FieldOps.Platform.Log;

namespace FieldOps.Cluster.Tests.Deadlines;

/// <summary>The last net: shards that no silo touches any more, and reminders in the database.</summary>
public sealed class ReminderTests() : BellsContract(new ClusterEdition(2, machineClock: true, remindersOnly: true))
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Deadlines_OfShardsThatNobodyTouches_FireOnceWhenTheReminderWakesThem()
    {
        await using var engine = await StartAsync();
        var cluster = (ClusterEngine)engine.Engine;
        // Once each: from then on only what is stored can bring one back.
        await cluster.TouchShardsAsync();
        (await cluster.ShardsAwakeAsync()).ShouldBe(DeadlineShard.Count);
        (await ScalarAsync<long>("select count(*) from orleans.OrleansRemindersTable")).ShouldBe(DeadlineShard.Count);
        using var patience = new CancellationTokenSource(s_patience);
        await cluster.ForgetShardsAsync(patience.Token);
        (await cluster.ShardsAwakeAsync()).ShouldBe(0);

        await ArmAsync(engine, 64, TimeSpan.FromSeconds(1), "a");
        await RungAsync(64);

        await NoneRangEarlyAsync();
        (await ScalarAsync<long>("select count(*) from log.deadline")).ShouldBe(0);
    }
}
