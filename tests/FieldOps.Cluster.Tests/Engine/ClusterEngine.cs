using FieldOps.Cluster.Deadlines;
using FieldOps.Domain.Kernel;
using FieldOps.Engine.Tests.Contract;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Deadlines;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Core.Internal;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace FieldOps.Cluster.Tests.Engine;

/// <summary>A cluster under test; callers come to its silos in turn.</summary>
internal sealed class ClusterEngine(InProcessTestCluster cluster) : IEngine
{
    // What is left of a killed engine is only cleared away: however that ends, it has ended.
    private static readonly TimeSpan s_burial = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_askAgain = TimeSpan.FromMilliseconds(20);
    private IServiceProvider[] _silos = [.. cluster.Silos.Select(s => s.ServiceProvider)];
    private int _turn;

    public Task<Answer> AskAsync(EntityKey key, ICommand command, AskContext context) =>
        Next<IEntities>().AskAsync(key, command, context, CancellationToken.None);

    public Task<IReadOnlyList<Answer>> AskAllAsync(EntityKey key, IReadOnlyList<Ask> asks) =>
        Next<IEntities>().AskAllAsync(key, asks, CancellationToken.None);

    public Task<EntitySnapshot> ReadAsync(EntityKey key) => Next<IEntities>().ReadAsync(key, CancellationToken.None);

    public Task QuietAsync(CancellationToken cancellationToken) =>
        Next<IFeedProgress>().WaitAllAsync(cancellationToken);

    public Task AdvanceAsync(DateTimeOffset to, CancellationToken cancellationToken) =>
        Next<IClockDriver>().AdvanceAsync(to, cancellationToken);

    public Task RebuildDeadlinesAsync() =>
        ActivatorUtilities.CreateInstance<DeadlineRebuild>(_silos[0]).RunAsync(progress: null, CancellationToken.None);

    public Task<IReadOnlyList<StuckItem>> StuckAsync(string tenant) =>
        Next<StuckItems>().OpenAsync(tenant, 0, 100, CancellationToken.None);

    /// <summary>Touches every shard of the deadlines once, as a silo does.</summary>
    public Task TouchShardsAsync() => Task.WhenAll(Shards().Select(s => s.TouchAsync()));

    /// <summary>Puts every shard out of memory, and waits until none is anywhere.</summary>
    public async Task ForgetShardsAsync(CancellationToken cancellationToken)
    {
        foreach (var shard in Shards())
        {
            await shard.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        }

        while (await ShardsAwakeAsync() > 0)
        {
            await Task.Delay(s_askAgain, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>How many shards are in memory.</summary>
    public async Task<int> ShardsAwakeAsync()
    {
        // What the silos themselves hold; directories remember where a grain was.
        var awake = await Next<IGrainFactory>().GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        var shards = Shards().Select(s => s.GetGrainId()).ToHashSet();
        return awake.Count(a => shards.Contains(a.GrainId));
    }

    /// <summary>Ends one silo without a goodbye; callers come to the others.</summary>
    public async Task KillOneAsync(int silo)
    {
        var handle = cluster.Silos[silo];
        _silos = [.. cluster.Silos.Where(s => s != handle).Select(s => s.ServiceProvider)];
        try
        {
            await cluster.KillSiloAsync(handle);
        }
        catch (AggregateException dead)
        {
            await Console.Error.WriteLineAsync($"A killed silo ended with: {dead.Message}");
        }
    }

    public async Task KillAsync()
    {
        try
        {
            await Task.WhenAll(cluster.Silos.Select(cluster.KillSiloAsync)).WaitAsync(s_burial);
            await cluster.DisposeAsync().AsTask().WaitAsync(s_burial);
        }
        catch (Exception dead)
        {
            await Console.Error.WriteLineAsync($"A killed engine ended with: {dead.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
    }

    private IDeadlineShardGrain[] Shards()
    {
        var grains = Next<IGrainFactory>();
        return [.. Enumerable.Range(0, DeadlineShard.Count).Select(n => grains.GetGrain<IDeadlineShardGrain>(n))];
    }

    private T Next<T>()
        where T : notnull =>
        _silos[(Interlocked.Increment(ref _turn) & int.MaxValue) % _silos.Length].GetRequiredService<T>();
}
