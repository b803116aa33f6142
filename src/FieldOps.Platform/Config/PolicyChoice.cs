using System.Collections.Concurrent;
using FieldOps.Domain.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Platform.Config;

/// <summary>
/// The rule sets of one kind as a tenant has them: those that are shipped, checked once at the start, under those that
/// it has approved since.
/// </summary>
/// <typeparam name="TDocument">The record that the documents become.</typeparam>
public sealed class PolicyChoice<TDocument>
    where TDocument : class, IPolicyDocument
{
    private readonly PolicyShelf _shelf;
    private readonly ConcurrentDictionary<string, (long Revision, PolicySet<TDocument> Set)> _known =
        new(StringComparer.Ordinal);

    /// <summary>The shipped documents of a kind, under what tenants approve.</summary>
    /// <exception cref="PolicyFormatException">A shipped document cannot be used: no host starts so.</exception>
    public PolicyChoice(
        PolicySet<TDocument> shipped, PolicyShelf shelf, Func<TDocument, IEnumerable<string>> faultsOf)
    {
        ArgumentNullException.ThrowIfNull(shipped);
        ArgumentNullException.ThrowIfNull(faultsOf);
        foreach (var document in shipped.All)
        {
            if (faultsOf(document).ToArray() is { Length: > 0 } faults)
            {
                throw new PolicyFormatException(
                    $"{shipped.Kind}/{document.Id}.v{document.Version}", string.Join(" ", faults).TrimEnd('.'));
            }
        }

        (Shipped, _shelf) = (shipped, shelf);
    }

    /// <summary>What every tenant begins with.</summary>
    public PolicySet<TDocument> Shipped { get; }

    /// <summary>What the tenant has now.</summary>
    public async Task<PolicySet<TDocument>> OfAsync(string tenant, CancellationToken cancellationToken)
    {
        var shelved = await _shelf.ReadAsync(tenant, cancellationToken);
        if (_known.TryGetValue(tenant, out var known) && known.Revision == shelved.Revision)
        {
            return known.Set;
        }

        var set = shelved.Over(Shipped);
        _known[tenant] = (shelved.Revision, set);
        return set;
    }
}

/// <summary>Registers choices.</summary>
public static class PolicyChoices
{
    /// <summary>Registers the <see cref="PolicyChoice{TDocument}"/> of a kind. May be called by every slice.</summary>
    /// <typeparam name="TDocument">The record that the documents become.</typeparam>
    /// <param name="services">Where to.</param>
    /// <param name="kind">Name of the sub-folder.</param>
    /// <param name="faultsOf">All that is wrong with a shipped document.</param>
    public static IServiceCollection AddPolicyChoice<TDocument>(
        this IServiceCollection services,
        string kind,
        Func<IServiceProvider, TDocument, IEnumerable<string>> faultsOf)
        where TDocument : class, IPolicyDocument
    {
        services.AddPolicyShelf();
        return services.AddSingleton(s => new PolicyChoice<TDocument>(
            s.GetRequiredService<PolicyFolder>().Load<TDocument>(kind), s.GetRequiredService<PolicyShelf>(),
            document => faultsOf(s, document)));
    }
}
