using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Platform.Http;

/// <summary>
/// Bounds how long a stopping host waits for its callers, so that one slow caller does not use up the time that the
/// rest of the host needs to stop in order. Who is cut off asks again with the same command id.
/// </summary>
public static class DrainLimit
{
    /// <summary>Wraps the server that is registered; to be called after it is.</summary>
    /// <param name="services">Of the host.</param>
    /// <param name="limit">How long calls under way may take to end.</param>
    /// <exception cref="InvalidOperationException">No server is registered.</exception>
    public static IServiceCollection AddDrainLimit(this IServiceCollection services, TimeSpan limit)
    {
        var server = services.LastOrDefault(s => s.ServiceType == typeof(IServer))
            ?? throw new InvalidOperationException("No server is registered that could drain.");
        services.Remove(server);
        services.AddSingleton<IServer>(provider => new Draining(Make(server, provider), limit));
        return services;
    }

    private static IServer Make(ServiceDescriptor server, IServiceProvider provider) => (IServer)(
        server.ImplementationInstance
        ?? server.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, server.ImplementationType!));

    private sealed class Draining(IServer server, TimeSpan limit) : IServer
    {
        public IFeatureCollection Features => server.Features;

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => server.StartAsync(application, cancellationToken);

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(limit);
            await server.StopAsync(patience.Token);
        }

        public void Dispose() => server.Dispose();
    }
}
