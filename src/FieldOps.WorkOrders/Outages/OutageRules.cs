using FieldOps.Domain.Sla.Outages;
using FieldOps.Platform.Config;
using Microsoft.Extensions.Options;

namespace FieldOps.WorkOrders.Outages;

/// <summary>The mass-outage policy that holds, shipped or approved by the tenant since.</summary>
internal sealed class OutageRules
{
    private readonly PolicyChoice<MassOutagePolicy> _policies;
    private readonly string _id;

    /// <summary>Chooses the document that the options name.</summary>
    /// <exception cref="PolicyFormatException">There is none: the host does not start so.</exception>
    public OutageRules(PolicyChoice<MassOutagePolicy> policies, IOptions<OrderPolicyOptions> options)
    {
        (_policies, _id) = (policies, options.Value.MassOutagePolicy);
        _ = Of(policies.Shipped, DateTimeOffset.MaxValue);
    }

    /// <summary>The policy of a tenant for each instant, as approved up to now.</summary>
    public async Task<Func<DateTimeOffset, MassOutagePolicy>> ForAsync(
        string tenant, CancellationToken cancellationToken)
    {
        var policies = await _policies.OfAsync(tenant, cancellationToken);
        return at => Of(policies, at);
    }

    // Before the first version began, the first: old alarms are imported too.
    private MassOutagePolicy Of(PolicySet<MassOutagePolicy> policies, DateTimeOffset at) =>
        policies.EffectiveAt(_id, at) ?? policies.All.FirstOrDefault(p => p.Id == _id)
        ?? throw new PolicyFormatException($"{policies.Kind}/{_id}", "there is none");
}
