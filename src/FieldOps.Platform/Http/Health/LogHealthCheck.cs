using System.Globalization;
using FieldOps.Platform.Log;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace FieldOps.Platform.Http.Health;

/// <summary>
/// The log is the one that this process has read, and refuses no consumer's cursor. After a restore a process of before
/// is not ready; consumers of another epoch degrade: commands are taken all the same.
/// </summary>
internal sealed class LogHealthCheck(LogEpoch epoch, EpochDesk desk) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (epoch.Left is { } why)
        {
            return HealthCheckResult.Unhealthy($"not the log that this process has read: {why}");
        }

        try
        {
            return Judge(await desk.LookAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("the database does not answer", exception);
        }
    }

    private static HealthCheckResult Judge(EpochState log)
    {
        var data = log.Refused.ToDictionary(
            r => r.Consumer,
            r => (object)string.Create(CultureInfo.InvariantCulture, $"epoch {r.Epoch}, position {r.Position}"),
            StringComparer.Ordinal);
        data["epoch"] = log.Epoch;
        return log.Refused.Count == 0
            ? HealthCheckResult.Healthy(data: data)
            : HealthCheckResult.Degraded(
                "cursors of another epoch of the log are refused: ./fieldops rebuild NAME makes a read model anew,"
                    + " ./fieldops epoch rewind NAME lets a reactor go on",
                data: data);
    }
}
