using FieldOps.Cli.Output;
using FieldOps.Host;
using FieldOps.Platform.Migrations;
using FieldOps.Platform.PrivatePostgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FieldOps.Cli.Hosting;

/// <summary>
/// The log for tools: beside a running host through its database, or alone on a database that the tool opens. Holds the
/// host's whole composition, built and never started.
/// </summary>
internal sealed class LogAccess : IAsyncDisposable
{
    private readonly IHost _app;
    private readonly DatabaseServer? _server;

    private LogAccess(IHost app, DatabaseServer? server)
    {
        _app = app;
        _server = server;
    }

    public IServiceProvider Services => _app.Services;

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>The given database, else that of the folder's host, else the folder's own, started.</summary>
    public static async Task<LogAccess> OpenAsync(
        string? database, string dataFolder, Func<string, string?> environment, CancellationToken cancellationToken)
    {
        var choice = DatabaseChoice.Resolve(
            database, environment(DatabaseChoice.EnvironmentVariable), dataFolder);
        if (choice is DatabaseChoice.Given given)
        {
            return await ReadyAsync(given.ConnectionString, null, cancellationToken);
        }

        if (RunningHost.Of(dataFolder) is { Record: { } record })
        {
            return await ReadyAsync(record.ConnectionString, null, cancellationToken);
        }

        if (!Directory.Exists(Path.Combine(dataFolder, "postgres")))
        {
            throw NoData(dataFolder);
        }

        var server = await DatabaseServer.OpenAsync(choice, cancellationToken);
        try
        {
            return await ReadyAsync(server.ConnectionString, server, cancellationToken);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DisposeAsync(_app);
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private static async Task<LogAccess> ReadyAsync(
        string connectionString, DatabaseServer? server, CancellationToken cancellationToken)
    {
        var app = FieldOpsHost.Compose(connectionString);
        try
        {
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
            return new LogAccess(app, server);
        }
        catch
        {
            await DisposeAsync(app);
            throw;
        }
    }

    // Much of what it holds can only be disposed asynchronously.
    private static ValueTask DisposeAsync(IHost app) => ((IAsyncDisposable)app).DisposeAsync();

    private static CommandStoppedException NoData(string folder) => new(
        ExitCode.HostUnreachable,
        "host.not-running",
        new Text(
            $"No host runs on {folder}, and no data is there. Name another with --data-folder or --database.",
            $"{folder} 上没有主机在运行，也没有数据。请用 --data-folder 或 --database 另行指定。"));
}
