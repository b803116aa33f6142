using FieldOps.Domain.Kernel;
using FieldOps.Engine.Tests.Contract;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Deadlines;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FieldOps.Engine.Tests.Local;

/// <summary>One process of the single-node edition.</summary>
internal sealed class LocalEngine(IHost host) : IEngine
{
    // What is left of a killed engine is only cleared away: however that ends, it has ended.
    private static readonly TimeSpan s_burial = TimeSpan.FromSeconds(10);
    private readonly IServiceProvider _services = host.Services;

    public Task<Answer> AskAsync(EntityKey key, ICommand command, AskContext context) =>
        _services.GetRequiredService<IEntities>().AskAsync(key, command, context, CancellationToken.None);

    public Task<IReadOnlyList<Answer>> AskAllAsync(EntityKey key, IReadOnlyList<Ask> asks) =>
        _services.GetRequiredService<IEntities>().AskAllAsync(key, asks, CancellationToken.None);

    public Task<EntitySnapshot> ReadAsync(EntityKey key) =>
        _services.GetRequiredService<IEntities>().ReadAsync(key, CancellationToken.None);

    public Task QuietAsync(CancellationToken cancellationToken) =>
        _services.GetRequiredService<IFeedProgress>().WaitAllAsync(cancellationToken);

    public Task AdvanceAsync(DateTimeOffset to, CancellationToken cancellationToken) =>
        _services.GetRequiredService<IClockDriver>().AdvanceAsync(to, cancellationToken);

    public Task RebuildDeadlinesAsync() =>
        ActivatorUtilities.CreateInstance<DeadlineRebuild>(_services).RunAsync(progress: null, CancellationToken.None);

    public Task<IReadOnlyList<StuckItem>> StuckAsync(string tenant) =>
        _services.GetRequiredService<StuckItems>().OpenAsync(tenant, 0, 100, CancellationToken.None);

    public async Task KillAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(s_burial);
            await host.StopAsync(patience.Token);
            await ((IAsyncDisposable)host).DisposeAsync().AsTask().WaitAsync(patience.Token);
        }
        catch (Exception dead)
        {
            await Console.Error.WriteLineAsync($"A killed engine ended with: {dead.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
