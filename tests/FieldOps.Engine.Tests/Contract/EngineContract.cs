using FieldOps.Domain.Kernel;
using FieldOps.Engine.Tests.Tallies;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using FieldOps.Platform.Migrations;
using FieldOps.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Engine.Tests.Contract;

/// <summary>
/// What every edition holds, on a real PostgreSQL. An edition derives one class from each contract; nothing in a
/// contract knows how entities are hosted or how events travel.
/// </summary>
public abstract class EngineContract(IEngineEdition edition) : IAsyncLifetime
{
    private TestDatabase? _database;

    /// <summary>What the clock shows at first.</summary>
    protected static DateTimeOffset Start { get; } = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The log's database, reached beside every engine.</summary>
    protected TestDatabase Database => _database!;

    /// <inheritdoc/>
    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync(
        "engine", async source => await new Migrator(source, LogSchema.Migrations).MigrateAsync(default));

    /// <inheritdoc/>
    public async Task DisposeAsync() => await Database.DisposeAsync();

    /// <summary>A key of its own per number.</summary>
    protected static EntityKey Key(int n, string type = TallyEntity.Name) =>
        new("t1", type, NameBasedId.Of(Guid.Empty, $"tally {n}"));

    /// <summary>An engine over tallies, started with what <paramref name="change"/> makes of the setup.</summary>
    protected Task<EngineUnderTest> StartAsync(Func<EngineSetup, EngineSetup>? change = null) =>
        StartAsync(Database, change);

    /// <summary>The same over another database.</summary>
    protected async Task<EngineUnderTest> StartAsync(
        TestDatabase database, Func<EngineSetup, EngineSetup>? change = null)
    {
        var line = new DatabaseLine(database.ConnectionString);
        var setup = new EngineSetup(line.ConnectionString, Tallies) { Start = Start };
        return new(await edition.StartAsync(change?.Invoke(setup) ?? setup), line);
    }

    /// <summary>Adds consumers to a setup.</summary>
    internal static EngineSetup With(
        EngineSetup setup, Func<Projection>? projection = null, Func<Reactor>? reactor = null) =>
        setup with
        {
            Compose = services =>
            {
                setup.Compose(services);
                if (projection is not null)
                {
                    services.AddSingleton(projection());
                }

                if (reactor is not null)
                {
                    services.AddSingleton(reactor());
                }
            },
        };

    /// <summary>One value of the database.</summary>
    protected async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Changes the database behind the engines' backs.</summary>
    protected async Task TamperAsync(string sql)
    {
        await using var command = Database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static void Tallies(IServiceCollection services)
    {
        services.AddSingleton<EntityDefinition>(new TallyEntity());
        services.AddSingleton<EntityDefinition>(new TallyEntity(TallyEntity.EchoName));
    }
}
