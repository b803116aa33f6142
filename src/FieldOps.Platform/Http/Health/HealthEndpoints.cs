using FieldOps.Platform.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FieldOps.Platform.Http.Health;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: every registered check is content.
/// </summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions
        {
            Predicate = static _ => false,
            ResponseWriter = WriteAsync,
        });
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
    }

    // Descriptions and data are ours; exceptions stay in the log.
    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new HealthBody(
            report.Status.ToString().ToLowerInvariant(),
            [.. report.Entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => new HealthLine(
                e.Key,
                e.Value.Status.ToString().ToLowerInvariant(),
                e.Value.Description,
                e.Value.Data.Count == 0 ? null : e.Value.Data,
                (long)e.Value.Duration.TotalMilliseconds))]),
        PlatformJson.Options,
        "application/json",
        context.RequestAborted);

    private sealed record HealthBody(string Status, IReadOnlyList<HealthLine> Checks);

    private sealed record HealthLine(
        string Name, string Status, string? Description, IReadOnlyDictionary<string, object>? Data, long TookMs);
}
