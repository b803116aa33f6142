using System.Collections.Immutable;
using FieldOps.Cluster.Streams;
using FieldOps.Engine.Tests.Tallies;
using FieldOps.Platform.Config.Silo;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Streams;

namespace FieldOps.Cluster.Tests.Streams;

/// <summary>One reactor's cursor is refused, as after a restore until somebody rewinds it: the others go on.</summary>
public sealed class RefusedConsumerTests : IAsyncLifetime
{
    // Eight partitions ten times a second, and what the silo's own watch asks.
    private const int AskedMax = 400;

    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(2);
    private readonly Asked _asked = new();
    private StreamCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await StreamCluster.StartAsync(silos: 1, services =>
    {
        services.AddSingleton<Reactor>(new Echo());
        services.AddSingleton<Reactor>(new Listener());
        services.AddSingleton<IIncomingGrainCallFilter>(_asked);
    });

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Reactor_ThatIsRefused_KeepsNoQueueFromBeginningAndNoDeliveryWaiting()
    {
        await RefusedAsync();
        var silo = _cluster.Silos[0];
        var tail = silo.Get<LogTail>();

        var receiver = new LogQueueReceiver(
            0, silo.Get<StreamPlan>(), tail, silo.Get<CursorStore>(), new OwnedQueues(),
            silo.Get<SiloOptions>().Streams, NullLogger<LogQueueReceiver>.Instance);
        await receiver.GetQueueMessagesAsync(100);

        await using var lanes = silo.Get<LaneHouse>().Open(StreamNames.FaultTickets, "0");
        while ((await lanes.ReachAsync(tail.Last)).Single(l => l.Reactor == "listener").Trouble is null)
        {
            await Task.Yield();
        }

        var slice = new LogSlice(tail.Last, tail.Last, events: null);
        await lanes.TakeAsync([new SequentialItem<LogSlice>(slice, new LogPositionToken(tail.Last, tail.Last))]);
        var reports = await lanes.ReachAsync(tail.Last);
        reports.Single(l => l.Reactor == "echo").Position.ShouldBe(tail.Last);
        reports.Single(l => l.Reactor == "listener").Trouble!.ShouldContain("epoch");
    }

    [Fact]
    public async Task Reactor_ThatIsRefused_IsAskedNowAndThenByWhoWaitsForIt()
    {
        await RefusedAsync();
        var silo = _cluster.Silos[0];
        var consumer = silo.Get<StreamConsumers>().All.Single(c => c.Name == "listener");
        // Lanes that run find out when they store their cursors.
        while (consumer.Trouble is null)
        {
            await Task.Yield();
        }

        await _cluster.AddAsync(40, tallies: 20, series: "c");
        using var patience = new CancellationTokenSource(s_wait);
        var before = _asked.Count;

        // It is waited for like one that fails: what is behind it has not been had.
        await Should.ThrowAsync<OperationCanceledException>(
            consumer.ReachAsync(silo.Get<LogTail>().Last, patience.Token));

        (_asked.Count - before).ShouldBeLessThan(AskedMax);
        consumer.Trouble!.Message.ShouldContain("epoch");
    }

    private async Task RefusedAsync()
    {
        await _cluster.AddAsync(40, tallies: 20);
        await _cluster.QuietAsync();
        await _cluster.TamperAsync("update log.cursor set epoch = 7 where consumer = 'listener'");
        await _cluster.AddAsync(40, tallies: 20, series: "b");
        await _cluster.UntilAsync("select count(*) from log.event where type = 'echo'", 80);
    }

    /// <summary>How often grains of streams were asked how far they are.</summary>
    private sealed class Asked : IIncomingGrainCallFilter
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.MethodName == nameof(ILogStreamGrain.ReachAsync))
            {
                Interlocked.Increment(ref _count);
            }

            return context.Invoke();
        }
    }

    private sealed class Listener : Reactor
    {
        public override string Name => "listener";

        public override ImmutableHashSet<string> EventNames => ["tally.added.v1"];

        public override IEnumerable<Reaction> React(RecordedEvent happened) => [];
    }
}
