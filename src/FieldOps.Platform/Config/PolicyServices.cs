using FieldOps.Domain.Kernel;
using FieldOps.Domain.Kernel.Policies;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace FieldOps.Platform.Config;

/// <summary>Rule sets as services.</summary>
public static class PolicyServices
{
    /// <summary>
    /// Registers <see cref="PolicySet{TDocument}"/> of a kind. It is read when the host starts: with a document that is
    /// wrong it does not start.
    /// </summary>
    /// <typeparam name="TDocument">The record that the documents become.</typeparam>
    /// <param name="services">Where to.</param>
    /// <param name="kind">Name of the sub-folder.</param>
    public static IServiceCollection AddPolicies<TDocument>(this IServiceCollection services, string kind)
        where TDocument : class, IPolicyDocument
    {
        services.AddSingleton(s => s.GetRequiredService<PolicyFolder>().Load<TDocument>(kind));
        services.AddHostedService<Reading<TDocument>>();
        return services;
    }

    /// <summary>Registers rule sets that people draft and approve at run time. May be called by every slice.</summary>
    public static IServiceCollection AddPolicyShelf(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<EntityDefinition, PolicyEntity>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<Projection, PolicyShelfProjection>());
        services.TryAddSingleton<PolicyShelf>();
        return services;
    }

    // Its constructor asks for the set, and hosted services are constructed before anything is served.
    private sealed class Reading<TDocument>(PolicySet<TDocument> documents) : IHostedService
        where TDocument : class, IPolicyDocument
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            GC.KeepAlive(documents);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
