using FieldOps.Cluster.Hosting;
using FieldOps.Cluster.Tests.Streams;
using FieldOps.Platform.Clock;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace FieldOps.Cluster.Tests.Hosting;

/// <summary>A silo that joins while a simulated clock runs.</summary>
public sealed class ClockJoinTests : IAsyncLifetime
{
    private StreamCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await StreamCluster.StartAsync(silos: 2, services =>
    {
        services.AddSingleton<Seen>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(s => s.GetRequiredService<Seen>());
    });

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Silo_ThatJoins_ShowsTheClustersInstantBeforeItIsAMember()
    {
        var driver = _cluster.Silos[0].Get<IClockDriver>();
        var now = await driver.AdvanceAsync(driver.Now.AddDays(3), default);

        var joined = StreamCluster.Of(await _cluster.JoinAsync());

        joined.Get<Seen>().AsMember.ShouldBe(now);
    }

    [Fact]
    public async Task Silo_ThatJoinsWhileTheClockRuns_IsNeverBehindOnceItIsAMember()
    {
        var driver = _cluster.Silos[0].Get<IClockDriver>();
        var joining = _cluster.JoinAsync();
        SiloUnderTest[] members;
        do
        {
            members = [.. _cluster.Silos.Where(s => s.Get<Membership>().IsActive)];
            var moved = await driver.AdvanceAsync(driver.Now.AddMinutes(1), default);
            members.ShouldAllBe(s => s.Get<SimulatedClock>().Now >= moved);
        }
        while (!joining.IsCompleted || members.Length < 3);

        StreamCluster.Of(await joining).Get<Seen>().AsMember.ShouldNotBeNull();
    }

    /// <summary>What the silo's clock shows at its first moment as a member.</summary>
    private sealed class Seen(SimulatedClock clock) : ILifecycleParticipant<ISiloLifecycle>
    {
        public DateTimeOffset? AsMember { get; private set; }

        public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
            nameof(Seen),
            ServiceLifecycleStage.Active,
            _ =>
            {
                AsMember = clock.Now;
                return Task.CompletedTask;
            });
    }
}
