using FieldOps.Platform.Feed;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FieldOps.Platform.Http.Health;

/// <summary>
/// Every consumer of the log runs, or waits behind another host for its turn; how far behind is told. Trouble of a
/// consumer degrades: commands are taken all the same, and to turn callers away from every host would help nobody.
/// </summary>
internal sealed class ConsumersHealthCheck(FeedProgress progress) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var head = progress.HeadPosition;
        var data = progress.Consumers.ToDictionary(
            c => c.Name, c => (object)Math.Max(0, head - c.Position), StringComparer.Ordinal);
        var troubled = progress.Consumers.Where(c => c.Trouble is not null).Select(c => c.Name).ToArray();
        return Task.FromResult(troubled.Length == 0
            ? HealthCheckResult.Healthy("positions behind the head", data)
            : HealthCheckResult.Degraded("failing: " + string.Join(", ", troubled), data: data));
    }
}
