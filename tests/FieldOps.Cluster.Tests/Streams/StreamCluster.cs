using System.Globalization;
using FieldOps.Cluster.Streams;
using FieldOps.Cluster.Tests.Engine;
using FieldOps.Domain.Kernel;
using FieldOps.Engine.Tests.Contract;
using FieldOps.Engine.Tests.Tallies;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using FieldOps.Platform.Migrations;
using FieldOps.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans;
using Orleans.Providers;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;
using Orleans.TestingHost;

namespace FieldOps.Cluster.Tests.Streams;

/// <summary>A cluster over tallies whose silos come and go while callers add.</summary>
internal sealed class StreamCluster : IAsyncDisposable
{
    private const string Disorder = """
        select count(*) from log.event t join log.event e on e.id = t.id and e.version = t.version
        where t.type = 'tally' and e.type = 'echo' and t.body <> e.body
        """;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_askAgain = TimeSpan.FromMilliseconds(20);
    private readonly TestDatabase _database;
    private readonly InProcessTestCluster _cluster;
    private int _turn;

    private StreamCluster(TestDatabase database, InProcessTestCluster cluster) =>
        (_database, _cluster) = (database, cluster);

    public IReadOnlyList<SiloUnderTest> Silos => [.. _cluster.Silos.Select(Of)];

    public IReadOnlyList<InProcessSiloHandle> Handles => _cluster.Silos;

    public static Task<StreamCluster> StartAsync(short silos, Func<Reactor> reactor) =>
        StartAsync(silos, services => services.AddSingleton(reactor()));

    public static async Task<StreamCluster> StartAsync(short silos, Action<IServiceCollection> compose)
    {
        var database = await TestDatabase.CreateAsync(
            "engine", async source => await new Migrator(source, LogSchema.Migrations).MigrateAsync(default));
        var setup = new EngineSetup(database.ConnectionString, services =>
        {
            services.AddSingleton<EntityDefinition>(new TallyEntity());
            services.AddSingleton<EntityDefinition>(new TallyEntity(TallyEntity.EchoName));
            compose(services);
        });
        return new(database, await new ClusterEdition(silos).DeployAsync(setup));
    }

    public static SiloUnderTest Of(InProcessSiloHandle silo) => new(silo.ServiceProvider);

    public static EntityKey KeyOf(int tally) => new(
        "t1",
        TallyEntity.Name,
        NameBasedId.Of(Guid.Empty, string.Create(CultureInfo.InvariantCulture, $"tally {tally}")));

    /// <summary>Adds, by many callers, on silos in turn; every command is acknowledged in the end.</summary>
    public Task AddAsync(int count, int tallies, string series = "a") => Parallel.ForAsync(
        0, count, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (n, ct) =>
        {
            var id = NameBasedId.Of(Guid.Empty, string.Create(CultureInfo.InvariantCulture, $"{series}{n}"));
            var context = new AskContext(new Actor("tester", ActorRoles.Dispatcher), id);
            while (await TryAskAsync(KeyOf(n % tallies), new Add(n), context) is not Answer.Accepted)
            {
                await Task.Delay(s_askAgain, TimeProvider.System, ct);
            }
        });

    public async Task QuietAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        await Next().Get<IFeedProgress>().WaitAllAsync(patience.Token);
    }

    /// <summary>Waits until the database says nothing is left.</summary>
    public async Task UntilNoneAsync(string sql)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (await CountAsync(sql) > 0)
        {
            await Task.Delay(s_askAgain, TimeProvider.System, patience.Token);
        }
    }

    /// <summary>Waits until a silo says a status, or all do: a grain that moves is a moment on none.</summary>
    public async Task UntilHealthAsync(Func<HealthStatus[], bool> wanted)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (!wanted(await HealthAsync()))
        {
            await Task.Delay(s_askAgain, TimeProvider.System, patience.Token);
        }
    }

    /// <summary>Waits until the database says a number.</summary>
    public async Task UntilAsync(string sql, long wanted)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (await CountAsync(sql) < wanted)
        {
            await Task.Delay(s_askAgain, TimeProvider.System, patience.Token);
        }
    }

    public async Task<long> CountAsync(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public async Task TamperAsync(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Every command is there once, and so is its echo, in the same order.</summary>
    public async Task EverythingOnceAsync(int commands)
    {
        (await CountAsync("select count(*) from log.event where type = 'tally'")).ShouldBe(commands);
        (await CountAsync("select count(*) from log.event where type = 'echo'")).ShouldBe(commands);
        (await CountAsync(Disorder)).ShouldBe(0);
    }

    public Task<IReadOnlyList<StuckItem>> StuckAsync() =>
        Next().Get<StuckItems>().OpenAsync("t1", 0, 100, CancellationToken.None);

    public async Task DecideAsync(long id, bool retry)
    {
        var items = Next().Get<StuckItems>();
        if (retry)
        {
            (await items.RetryAsync("t1", id, Actor.System, CancellationToken.None)).ShouldBeOfType<Answer.Accepted>();
        }
        else
        {
            (await items.DismissAsync("t1", id, Actor.System, CancellationToken.None)).ShouldBeTrue();
        }
    }

    public async Task<HealthStatus[]> HealthAsync() => await Task.WhenAll(Silos.Select(async s =>
        (await new StreamsHealthCheck(s.Get<ParkedStreams>()).CheckHealthAsync(new())).Status));

    /// <summary>Stops every silo's agents: nothing is delivered any more.</summary>
    public Task StopStreamsAsync() => Task.WhenAll(Silos.Select(s =>
        ((IControllable)s.Keyed<IStreamProvider>(StreamNames.Provider))
            .ExecuteCommand((int)PersistentStreamProviderCommand.StopAgents, new object())));

    public async Task<InProcessSiloHandle> JoinAsync() => await _cluster.StartAdditionalSiloAsync();

    public Task LeaveAsync(InProcessSiloHandle silo) => _cluster.StopSiloAsync(silo);

    /// <summary>A silo that joined is killed while callers add; all has had its effect, and once.</summary>
    public async Task LosesNothingToAKillAsync()
    {
        var third = await JoinAsync();
        var load = AddAsync(1_000, tallies: 60);
        await UntilAsync("select count(*) / 300 from log.event where type = 'tally'", 1);
        await KillAsync(third);
        await load;
        await QuietAsync();

        await EverythingOnceAsync(1_000);
    }

    public async Task KillAsync(InProcessSiloHandle silo)
    {
        try
        {
            await _cluster.KillSiloAsync(silo);
        }
        catch (OperationCanceledException)
        {
            // Killed without the time to stop what it ran: that was the point.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task<Answer?> TryAskAsync(EntityKey key, ICommand command, AskContext context)
    {
        try
        {
            return await Next().Get<IEntities>().AskAsync(key, command, context, CancellationToken.None);
        }
        catch (Exception gone) when (gone is ObjectDisposedException or OperationCanceledException)
        {
            // The silo that this caller came to has just left.
            return null;
        }
    }

    private SiloUnderTest Next()
    {
        var silos = Silos;
        return silos[(Interlocked.Increment(ref _turn) & int.MaxValue) % silos.Count];
    }
}

/// <summary>One silo's container.</summary>
internal sealed record SiloUnderTest(IServiceProvider Services)
{
    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public T Keyed<T>(string name)
        where T : notnull => Services.GetRequiredKeyedService<T>(name);
}
