using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FieldOps.Cluster.Streams;

/// <summary>
/// Names the streams that are parked here. A silo with one still serves, so it is degraded and not unready.
/// </summary>
internal sealed class StreamsHealthCheck(ParkedStreams parked) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = parked.All.ToDictionary(
            p => string.Create(CultureInfo.InvariantCulture, $"{p.Reactor}/{p.Partition}"),
            p => (object)p.Position,
            StringComparer.Ordinal);
        return Task.FromResult(data.Count == 0
            ? HealthCheckResult.Healthy("no stream is parked")
            : HealthCheckResult.Degraded("parked at an event that cannot be handled, see the stuck items", data: data));
    }
}
