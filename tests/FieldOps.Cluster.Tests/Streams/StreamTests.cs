using System.Collections.Concurrent;
using FieldOps.Cluster.Streams;
using FieldOps.Domain.Kernel;
using FieldOps.Engine.Tests.Tallies;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.TestingHost;

namespace FieldOps.Cluster.Tests.Streams;

/// <summary>
/// The streams over the log in a real cluster: order, no loss, no effect twice, whatever comes between.
/// </summary>
public sealed class StreamTests : IAsyncLifetime
{
    private const string Echoes = "select count(*) from log.event where type = 'echo'";

    private StreamCluster _cluster = null!;

    // Set by a test that wants the reactor to fail on some events.
    private Func<RecordedEvent, bool> _fails = _ => false;

    public async Task InitializeAsync() => _cluster = await StreamCluster.StartAsync(
        silos: 2, () => new Echo(e =>
        {
            if (_fails(e))
            {
                throw new InvalidOperationException("planted");
            }
        }));

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Events_UnderLoad_HaveEveryEffectOnceAndInOrder()
    {
        await _cluster.AddAsync(600, tallies: 40);
        await _cluster.QuietAsync();

        await _cluster.EverythingOnceAsync(600);
        // Both silos read queues, and both run consumers.
        _cluster.Silos.Select(s => s.Get<OwnedQueues>()).ShouldAllBe(q => Partitions().Any(q.Has));
    }

    [Fact]
    public async Task Items_ThatTheStreamCarries_ReachConsumersWithoutAnybodyAsking()
    {
        // Nobody waits for quiet here: what arrives was delivered.
        await _cluster.AddAsync(50, tallies: 20);
        await _cluster.UntilAsync(Echoes, 50);

        await _cluster.EverythingOnceAsync(50);
    }

    [Fact]
    public async Task Cursor_TakenBackWhileItRuns_IsCaughtUpFromTheLogWithoutASecondEffect()
    {
        await _cluster.AddAsync(100, tallies: 20);
        await _cluster.QuietAsync();
        await _cluster.UntilAsync("select min(position) / 100 from log.cursor where consumer = 'echo'", 1);

        await _cluster.TamperAsync("update log.cursor set position = 0 where consumer = 'echo'");
        await _cluster.AddAsync(100, tallies: 20, series: "b");
        await _cluster.QuietAsync();

        await _cluster.EverythingOnceAsync(200);
        await _cluster.UntilAsync("select min(position) / 300 from log.cursor where consumer = 'echo'", 1);
    }

    [Fact]
    public async Task Consumer_BehindAGap_ReadsTheLog()
    {
        await _cluster.AddAsync(60, tallies: 20);
        await _cluster.QuietAsync();
        await _cluster.StopStreamsAsync();
        await _cluster.AddAsync(60, tallies: 20, series: "b");

        // No item of these came; the consumers are only told how far the log is.
        await _cluster.QuietAsync();

        await _cluster.EverythingOnceAsync(120);
    }

    [Fact]
    public async Task Consumer_ThatThrowsSometimes_HasEveryEffectOnce()
    {
        var failed = new ConcurrentDictionary<long, int>();
        _fails = e => e.Position % 5 == 0 && failed.AddOrUpdate(e.Position, 1, (_, n) => n + 1) <= 2;

        await _cluster.AddAsync(200, tallies: 20);
        await _cluster.QuietAsync();

        failed.ShouldNotBeEmpty();
        await _cluster.EverythingOnceAsync(200);
        (await _cluster.CountAsync("select count(*) from log.stuck")).ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PoisonEvent_ParksItsStreamAloneUntilItIsDecided(bool retried)
    {
        using var parked = new ParkedMeter();
        var poison = StreamCluster.KeyOf(3);
        var poisoned = true;
        _fails = e => poisoned && e.Key == poison && e.Version == 2;
        await _cluster.AddAsync(80, tallies: 20);
        await _cluster.QuietAsync();

        var stuck = (await _cluster.StuckAsync()).ShouldHaveSingleItem();
        stuck.Code.ShouldBe(StuckItems.ReactorFailedCode);
        var partition = Platform.Feed.Partitions.Of(poison);
        await _cluster.UntilHealthAsync(h => h.Contains(HealthStatus.Degraded));
        parked.Value.ShouldBe(1);
        // Every other partition went on; this one stands at the event before.
        (await OfOtherPartitionsAsync(partition)).ShouldBe(await OfOtherPartitionsAsync(partition, TallyEntity.Name));
        (await _cluster.CountAsync($"select count(*) from log.event where type = 'echo' and id = '{poison.Id}'"))
            .ShouldBe(1);

        poisoned = false;
        await _cluster.DecideAsync(stuck.Id, retried);
        await _cluster.UntilAsync(Echoes, retried ? 80 : 79);
        await _cluster.QuietAsync();

        (await _cluster.StuckAsync()).ShouldBeEmpty();
        await _cluster.UntilHealthAsync(h => h.All(s => s == HealthStatus.Healthy));
        parked.Value.ShouldBe(0);
        (await _cluster.CountAsync(Echoes)).ShouldBe(retried ? 80 : 79);
    }

    [Fact]
    public async Task Silos_ThatJoinAndLeaveUnderLoad_LoseAndDoubleNothing()
    {
        var load = _cluster.AddAsync(1_500, tallies: 60);
        var joined = await _cluster.JoinAsync();
        await _cluster.UntilAsync("select count(*) / 700 from log.event where type = 'tally'", 1);
        await _cluster.LeaveAsync(joined);
        await load;
        await _cluster.QuietAsync();

        await _cluster.EverythingOnceAsync(1_500);
    }

    [Fact]
    public Task Silo_KilledUnderLoad_LosesAndDoublesNothing() => _cluster.LosesNothingToAKillAsync();

    private static IEnumerable<int> Partitions() => Enumerable.Range(0, Platform.Feed.Partitions.Count);

    private Task<long> OfOtherPartitionsAsync(int partition, string type = TallyEntity.EchoName) => _cluster.CountAsync(
        $"""
        select count(*) from log.event
        where type = '{type}' and get_byte(uuid_send(id), 15) % {Platform.Feed.Partitions.Count} <> {partition}
        """);
}
