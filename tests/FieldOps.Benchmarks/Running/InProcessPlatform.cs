using FieldOps.Platform;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.Hosting;

namespace FieldOps.Benchmarks.Running;

/// <summary>The platform inside the bench's own process, without HTTP.</summary>
internal sealed class InProcessPlatform : IAsyncDisposable
{
    private readonly IHost _host;

    private InProcessPlatform(IHost host) => _host = host;

    public IEntities Entities => _host.Services.GetRequiredService<IEntities>();

    public ProjectionSchemas Schemas => _host.Services.GetRequiredService<ProjectionSchemas>();

    public IServiceProvider Services => _host.Services;

    /// <summary>Starts it on a database: migrated, consumers running.</summary>
    public static async Task<InProcessPlatform> StartAsync(
        string address, Action<IServiceCollection, IConfiguration> compose, CancellationToken cancellationToken)
    {
        var host = Build(address, compose);
        await host.StartAsync(cancellationToken);
        return new(host);
    }

    /// <summary>Composes it without starting anything.</summary>
    public static InProcessPlatform Compose(string address, Action<IServiceCollection, IConfiguration> compose) =>
        new(Build(address, compose));

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    private static IHost Build(string address, Action<IServiceCollection, IConfiguration> compose)
    {
        var builder = new HostApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddPlatform(builder.Configuration, address);
        compose(builder.Services, builder.Configuration);
        return builder.Build();
    }
}
