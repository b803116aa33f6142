using System.Collections.Immutable;
using FieldOps.Cluster.Streams;
using FieldOps.Engine.Tests.Tallies;
using FieldOps.Platform.Config.Silo;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Streams;

namespace FieldOps.Cluster.Tests.Streams;

/// <summary>One reactor's cursor is refused, as after a restore until somebody rewinds it: the others go on.</summary>
public sealed class RefusedConsumerTests : IAsyncLifetime
{
    private StreamCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await StreamCluster.StartAsync(silos: 1, services =>
    {
        services.AddSingleton<Reactor>(new Echo());
        services.AddSingleton<Reactor>(new Listener());
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

    private async Task RefusedAsync()
    {
        await _cluster.AddAsync(40, tallies: 20);
        await _cluster.QuietAsync();
        await _cluster.TamperAsync("update log.cursor set epoch = 7 where consumer = 'listener'");
        await _cluster.AddAsync(40, tallies: 20, series: "b");
        await _cluster.UntilAsync("select count(*) from log.event where type = 'echo'", 80);
    }

    private sealed class Listener : Reactor
    {
        public override string Name => "listener";

        public override ImmutableHashSet<string> EventNames => ["tally.added.v1"];

        public override IEnumerable<Reaction> React(RecordedEvent happened) => [];
    }
}
