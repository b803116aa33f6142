using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using FieldOps.Platform.Migrations;
using FieldOps.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FieldOps.Platform.Tests.Counters;

/// <summary>The platform as a host composes it, over counters and a database of its own.</summary>
internal sealed class PlatformUnderTest : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly IHost _host;

    private PlatformUnderTest(IHost host) => _host = host;

    public IEntities Entities => Get<IEntities>();

    public IFeedProgress Progress => Get<IFeedProgress>();

    public NpgsqlDataSource Database => Get<NpgsqlDataSource>();

    public static Task<TestDatabase> DatabaseAsync() => TestDatabase.CreateAsync(
        "platform", async source => await new Migrator(source, LogSchema.Migrations).MigrateAsync(default));

    public static async Task<PlatformUnderTest> StartAsync(
        TestDatabase database, Action<Composition>? change = null, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        var composition = new Composition();
        change?.Invoke(composition);
        builder.Logging.ClearProviders();
        builder.Services.AddPlatform(builder.Configuration, database.ConnectionString, composition.SimulatedStart);
        builder.Services.AddSingleton<EntityDefinition>(new CounterEntity(deadlines: composition.Deadlines));
        builder.Services.AddSingleton<EntityDefinition>(new CounterEntity(Mirror.TargetType));
        builder.Services.AddSingleton(new Upcaster("counter.added.v1", "counter.added.v2", body =>
        {
            body["by"] = body["amount"]!.GetValue<int>();
            body.Remove("amount");
            return body;
        }));
        foreach (var projection in composition.Projections)
        {
            builder.Services.AddSingleton(projection);
        }

        foreach (var reactor in composition.Reactors)
        {
            builder.Services.AddSingleton(reactor);
        }

        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public static EntityKey Key(int n, string type = CounterEntity.Name) =>
        new("t1", type, NameBasedId.Of(Guid.Empty, $"counter {n}"));

    public static AskContext By(string commandId, long hash = 0, int? expected = null) =>
        new(new Actor("tester", ActorRoles.Dispatcher), NameBasedId.Of(Guid.Empty, commandId), hash, expected);

    public async Task<Answer.Accepted> AcceptedAsync(EntityKey key, ICommand command, string id) =>
        (await Entities.AskAsync(key, command, By(id), default)).ShouldBeOfType<Answer.Accepted>();

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public Task QuietAsync() => Progress.WaitAllAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);

    /// <summary>Why a consumer stands, once it says so.</summary>
    public async Task<T> TroubleAsync<T>(string consumer)
        where T : Exception
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var moved = Get<FeedServices>().Moved.Next;
            if (Get<FeedProgress>().Consumers.Single(c => c.Name == consumer).Trouble is T trouble)
            {
                return trouble;
            }

            await moved.WaitAsync(patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    internal sealed class Composition
    {
        public List<Projection> Projections { get; } = [];

        public List<Reactor> Reactors { get; } = [];

        /// <summary>Revision of the counters' deadlines; 0 for a build that knows none.</summary>
        public int Deadlines { get; set; } = 1;

        public DateTimeOffset? SimulatedStart { get; set; } = Start;
    }
}
