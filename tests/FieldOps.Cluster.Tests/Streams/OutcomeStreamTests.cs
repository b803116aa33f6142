using System.Collections.Immutable;
using FieldOps.Cluster.Streams;
using FieldOps.Engine.Tests.Tallies;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace FieldOps.Cluster.Tests.Streams;

/// <summary>
/// The stream that feeds the contractors' months, beside that of the tickets: a reactor that is declared to read it has
/// every effect once from there, and neither stream holds up the other.
/// </summary>
public sealed class OutcomeStreamTests : IAsyncLifetime
{
    private const string Delivery = "Deliver";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Delivered _delivered = new();
    private StreamCluster _cluster = null!;

    // Set by a test that wants the reactor to fail on an event.
    private Func<RecordedEvent, bool> _fails = _ => false;

    public async Task InitializeAsync() => _cluster = await StreamCluster.StartAsync(silos: 2, services =>
    {
        services.AddSingleton<Reactor>(new Echo(
            e =>
            {
                if (_fails(e))
                {
                    throw new InvalidOperationException("planted");
                }
            },
            FeedStream.ContractorOutcomes));
        services.AddSingleton<Reactor>(new Bystander());
        services.AddSingleton<IIncomingGrainCallFilter>(_delivered);
    });

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Outcomes_AreDeliveredToTheirOwnGrainsOnceAndInOrder()
    {
        await _cluster.AddAsync(600, tallies: 40);
        await _delivered.ToOutcomes.WaitAsync(s_patience);
        await _cluster.QuietAsync();

        await _cluster.EverythingOnceAsync(600);
        (await ReportsAsync(StreamNames.ContractorOutcomes)).Select(r => r.Reactor).Distinct().ShouldBe(["echo"]);
        (await ReportsAsync(StreamNames.FaultTickets)).Select(r => r.Reactor).Distinct().ShouldBe(["bystander"]);
    }

    [Fact]
    public async Task Outcomes_BehindAGap_AreReadFromTheLog()
    {
        await _cluster.AddAsync(60, tallies: 20);
        await _cluster.QuietAsync();
        await _cluster.StopStreamsAsync();
        await _cluster.AddAsync(60, tallies: 20, series: "b");
        await _cluster.QuietAsync();

        await _cluster.EverythingOnceAsync(120);
    }

    [Fact]
    public async Task PoisonOutcome_ParksItsPartitionOfOutcomes_AndNoTickets()
    {
        var poison = StreamCluster.KeyOf(3);
        var poisoned = true;
        _fails = e => poisoned && e.Key == poison && e.Version == 2;
        await _cluster.AddAsync(80, tallies: 20);
        await _cluster.QuietAsync();

        var stuck = (await _cluster.StuckAsync()).ShouldHaveSingleItem();
        var outcomes = await ReportsAsync(StreamNames.ContractorOutcomes);
        outcomes.Select(r => r.IsParked).ShouldBe(
            Enumerable.Range(0, Partitions.Count).Select(p => p == Partitions.Of(poison)));
        (await ReportsAsync(StreamNames.FaultTickets)).ShouldAllBe(r => !r.IsParked);

        poisoned = false;
        await _cluster.DecideAsync(stuck.Id, retry: true);
        await _cluster.UntilAsync("select count(*) from log.event where type = 'echo'", 80);
        await _cluster.QuietAsync();
        await _cluster.EverythingOnceAsync(80);
    }

    [Fact]
    public Task Silo_KilledWhileOutcomesCome_LosesAndDoublesNone() => _cluster.LosesNothingToAKillAsync();

    private async Task<LaneReport[]> ReportsAsync(string streamNamespace)
    {
        var grains = _cluster.Silos[0].Get<StreamGrains>();
        var reports = new List<LaneReport>();
        for (var partition = 0; partition < Partitions.Count; partition++)
        {
            reports.AddRange(await grains.Of(streamNamespace, partition).ReachAsync(0));
        }

        return [.. reports];
    }

    /// <summary>Tells when an agent has delivered something to a grain of the outcomes.</summary>
    private sealed class Delivered : IIncomingGrainCallFilter
    {
        private readonly TaskCompletionSource _toOutcomes = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task ToOutcomes => _toOutcomes.Task;

        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.MethodName.StartsWith(Delivery, StringComparison.Ordinal)
                && context.TargetId.Type.ToString() == StreamNames.ContractorOutcomes)
            {
                _toOutcomes.TrySetResult();
            }

            return context.Invoke();
        }
    }

    /// <summary>Reads the same events on the other stream.</summary>
    private sealed class Bystander : Reactor
    {
        public override string Name => "bystander";

        public override ImmutableHashSet<string> EventNames => ["tally.added.v1"];

        public override IEnumerable<Reaction> React(RecordedEvent happened) => [];
    }
}
