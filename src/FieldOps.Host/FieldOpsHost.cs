using FieldOps.Platform;
using FieldOps.Platform.Http;
using FieldOps.Platform.Migrations;
using FieldOps.Platform.PrivatePostgres;

namespace FieldOps.Host;

/// <summary>One running host: database, platform, engine, slices and HTTP API.</summary>
public sealed class FieldOpsHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DatabaseServer _database;

    private FieldOpsHost(WebApplication app, DatabaseServer database)
    {
        _app = app;
        _database = database;
    }

    /// <summary>Everything registered, for callers in the same process.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>The first address that the API listens on, with its real port.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>The database in use; may hold a password: never log it.</summary>
    public string ConnectionString => _database.ConnectionString;

    /// <summary>Opens the database, builds the composition and starts serving.</summary>
    /// <exception cref="HostRefusedException">
    /// The host does not start as asked: an address that is not loopback.
    /// </exception>
    /// <exception cref="PrivatePostgresException">The private cluster cannot serve.</exception>
    public static async Task<FieldOpsHost> StartAsync(
        FieldOpsHostOptions options, CancellationToken cancellationToken = default)
    {
        var builder = Configure(options);
        LoopbackGuard.Require(builder.Configuration);
        var database = await DatabaseServer.OpenAsync(options.ToDatabaseChoice(), cancellationToken);
        WebApplication? app = null;
        try
        {
            app = Build(builder, options, database.ConnectionString);
            await app.StartAsync(cancellationToken);
            return new FieldOpsHost(app, database);
        }
        catch
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// The composition over an existing database, built and never started: for tools that read the log or rebuild what
    /// follows from it, beside a running host or without one.
    /// </summary>
    /// <param name="connectionString">The database; may hold a password.</param>
    public static IHost Compose(string connectionString)
    {
        var options = new FieldOpsHostOptions { Quiet = true };
        return Build(Configure(options), options, connectionString);
    }

    /// <summary>Only brings the database to today's schema.</summary>
    public static async Task MigrateAsync(FieldOpsHostOptions options, CancellationToken cancellationToken = default)
    {
        await using var database = await DatabaseServer.OpenAsync(options.ToDatabaseChoice(), cancellationToken);
        await using var app = Build(Configure(options), options, database.ConnectionString);
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
    }

    /// <summary>Completes when the process is told to stop and has stopped serving.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) =>
        _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Stops serving; what runs is finished, what waits is refused.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _app.StopAsync(cancellationToken);

    /// <summary>Stops the host, then the private cluster.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_app.Lifetime.ApplicationStopped.IsCancellationRequested)
        {
            await _app.StopAsync();
        }

        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static WebApplication Build(
        WebApplicationBuilder builder, FieldOpsHostOptions options, string connectionString)
    {
        var configuration = builder.Configuration;
        builder.Services.AddPlatform(
            configuration,
            connectionString,
            options.SimulatedStart,
            options.Engine is { } engine ? () => engine(builder, connectionString) : null);
        builder.Services.AddPlatformHttp(configuration);
        builder.Services.AddProblemTexts(ClockEndpoints.Texts);
        Composition.AddSlices(builder.Services, configuration);
        options.Services?.Invoke(builder.Services);

        var app = builder.Build();
        app.UsePlatformHttp();
        app.MapPlatformHttp();
        ClockEndpoints.Map(app);
        Composition.MapSlices(app);
        options.Routes?.Invoke(app);
        return app;
    }

    private static WebApplicationBuilder Configure(FieldOpsHostOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.Configuration["urls"] = options.Urls ?? builder.Configuration["urls"] ?? FieldOpsHostOptions.UrlDefault;
        // A page of another site that renames itself to 127.0.0.1 still sends its own name.
        builder.Configuration["AllowedHosts"] ??= "localhost;127.0.0.1;[::1]";
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        if (options.Quiet)
        {
            builder.Logging.ClearProviders();
            return builder;
        }

        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        return builder;
    }
}
