using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace FieldOps.Cluster.Hosting;

/// <summary>Ready is a full member of the cluster that has not been told to stop.</summary>
internal sealed class SiloHealthCheck(Membership membership, IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["silo"] = membership.Self.ToString(), ["others"] = membership.Others.Length,
        };
        return Task.FromResult(
            lifetime.ApplicationStopping.IsCancellationRequested
                ? HealthCheckResult.Unhealthy("the silo is draining", data: data)
            : membership.IsActive
                ? HealthCheckResult.Healthy("a member of the cluster", data)
            : HealthCheckResult.Unhealthy("not a member of the cluster", data: data));
    }
}
